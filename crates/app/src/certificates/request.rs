//! A certificate and its achievement as `spyrales-credential` takes them.

use jiff::Timestamp;
use spyrales_core::framework::{self, Framework, Segment};
use spyrales_core::id::CredentialId;
use spyrales_core::level::Level;
use spyrales_core::store::StatusPlace;
use spyrales_credential::{
    AchievementRequest, Alignment, CertificateRequest, EvidenceDigest, Language, Percent, RequestError,
    StatusSlot, StatusSlots,
};

use super::issue::Award;
use super::issuing::{IssueError, achievement_slug, achievement_version};

/// What a level's certificates are awarded for.
pub(super) fn achievement(
    framework: &Framework,
    segment: &Segment,
    level: Level,
) -> Result<AchievementRequest, IssueError> {
    let threshold = framework.scoring().threshold_percent(level);
    Ok(AchievementRequest {
        slug: achievement_slug(segment, level),
        version: spyrales_credential::Version::new(achievement_version(framework))?,
        name: format!(
            "{} — palier {level}, {}",
            segment.name.fr,
            framework.level(level).name.fr
        ),
        description: segment.level(level).statement.fr.clone(),
        criteria: criteria(segment, level, threshold),
        language: Language::Fr,
        tags: Vec::new(),
        alignments: segment.alignments.iter().filter_map(alignment).collect(),
        required_score: percent(u16::from(threshold) * 100)?,
    })
}

/// A certificate for a reached level, with an id and the place where its status is looked up, issued at a time and valid
/// until another.
pub(super) fn certificate(
    award: &Award,
    framework: &Framework,
    (id, place): (CredentialId, StatusPlace),
    evidence: EvidenceDigest,
    (now, valid_until): (Timestamp, Option<Timestamp>),
) -> Result<CertificateRequest, IssueError> {
    let achievement = achievement(framework, &award.segment, award.level)?;
    let results = award.results.iter();
    let slot = StatusSlot {
        list: place.list,
        index: place.position,
    };
    Ok(CertificateRequest {
        id: id.uuid(),
        title: format!("Certificat « {} »", achievement.name),
        holder: award.holder.email.parse()?,
        awarded: results.map(|result| result.at).max().unwrap_or(now),
        valid_until,
        achievement,
        score: percent(award.share)?,
        evidence_id: id.uuid(),
        evidence,
        status: Some(StatusSlots {
            revocation: slot,
            suspension: slot,
        }),
    })
}

fn criteria(segment: &Segment, level: Level, threshold: u8) -> String {
    let below = match level.number() {
        1 => "",
        _ => ", après avoir atteint les paliers inférieurs",
    };
    format!(
        "Réussir entièrement des exercices de palier {level} du segment « {} » qui valent au moins {threshold} % de leurs points{below}. \
         Un exercice est réussi quand tous ses contrôles passent, y compris ceux dont les données sont cachées et tirées pour chaque essai. \
         Chaque exercice est corrigé automatiquement, dans un environnement isolé ; le relevé de correction permet de refaire la correction à l'identique.",
        segment.name.fr
    )
}

/// An alignment that has an address; a certificate takes no other.
fn alignment(to: &framework::Alignment) -> Option<Alignment> {
    let kind = match to.framework.split_whitespace().next()? {
        "ESCO" => "ext:ESCOSkill".to_owned(),
        name => format!("ext:{name}"),
    };
    Some(Alignment::new(
        to.framework.parse().ok()?,
        to.name.parse().ok()?,
        Some(to.code.parse().ok()?),
        kind.parse().ok()?,
        to.url.as_ref()?.parse().ok()?,
    ))
}

fn percent(hundredths: u16) -> Result<Percent, RequestError> {
    Percent::from_hundredths(hundredths).map_err(|error| RequestError::Field {
        field: "score",
        problem: error.to_string(),
    })
}
