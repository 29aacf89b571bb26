//! The seam to certificates: from a reached level to a signed document, and back to a report.

use std::sync::Arc;

use jiff::Timestamp;
use rand::CryptoRng;
use serde::Serialize;
use spyrales_core::digest::Digest;
use spyrales_core::framework::{self, Framework, Segment};
use spyrales_core::grading::{ExerciseRef, Points};
use spyrales_core::id::CredentialId;
use spyrales_core::level::Level;
use spyrales_core::store::{BestResult, StoredCredential, User};
use spyrales_credential::{
    AchievementRequest, Alignment, CanonicalError, CertificateRequest, DidDocumentError, EmailError,
    EvidenceDigest, Issuer, IssuerKey, IssuerKeys, Language, Percent, Report, RequestError, SignError,
    Signer, VerificationContext, VersionError, jcs, verify,
};

/// Who signs here: name and address, key, and every key that signed before.
pub struct Issuing {
    issuer: Issuer,
    signer: Arc<dyn Signer>,
    keys: IssuerKeys,
}

/// A level that a person has reached.
pub struct Award<'a> {
    /// The certificate's id.
    pub id: CredentialId,
    /// Who reached it.
    pub holder: &'a User,
    /// In which framework.
    pub framework: &'a Framework,
    /// In which segment.
    pub segment: &'a Segment,
    /// Which level.
    pub level: Level,
    /// With which share of the level's points, in hundredths of a percent.
    pub share: u16,
    /// Through which results.
    pub results: &'a [BestResult],
}

/// A certificate can't be made.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// The account has no address to bind it to.
    #[error("the account's e-mail address can't be used: {0}")]
    Email(#[from] EmailError),
    /// The framework says something that a certificate can't.
    #[error("failed to write the certificate: {0}")]
    Request(#[from] RequestError),
    /// The framework's version can't be one of an achievement.
    #[error("failed to number the achievement: {0}")]
    Version(#[from] VersionError),
    /// The results can't be digested.
    #[error("failed to digest the results: {0}")]
    Evidence(#[from] CanonicalError),
    /// The key didn't sign.
    #[error("failed to sign the certificate: {0}")]
    Sign(#[from] SignError),
}

/// What a certificate's evidence is the digest of, in RFC 8785 form. Version 1.
#[derive(Serialize)]
struct Transcript<'a> {
    version: u32,
    segment: &'a str,
    level: Level,
    results: Vec<TranscriptLine<'a>>,
}

#[derive(Serialize)]
struct TranscriptLine<'a> {
    exercise: &'a ExerciseRef,
    record: Digest,
    earned: Points,
    possible: Points,
}

impl Issuing {
    /// An issuer that signs with one key, which is also the only one it ever had.
    #[must_use]
    pub fn new(issuer: Issuer, signer: Arc<dyn Signer>) -> Self {
        let key = IssuerKey::new(signer.public_key());
        let keys = IssuerKeys::new(issuer.origin.did(), vec![key]);
        Self { issuer, signer, keys }
    }

    /// Adds the keys that signed before.
    #[must_use]
    pub fn with_former_keys(mut self, former: impl IntoIterator<Item = IssuerKey>) -> Self {
        let keys = self.keys.keys().iter().copied().chain(former).collect();
        self.keys = IssuerKeys::new(self.issuer.origin.did(), keys);
        self
    }

    /// The address of a certificate.
    #[must_use]
    pub fn address(&self, id: CredentialId) -> String {
        format!("{}/credentials/{id}", self.issuer.origin.as_str())
    }

    /// Signs a certificate for a reached level. May block: the key can be in a module on the network.
    ///
    /// The texts are French whatever the holder reads: the achievement's address stands for one text.
    pub fn issue(
        &self,
        award: &Award<'_>,
        now: Timestamp,
        rng: &mut impl CryptoRng,
    ) -> Result<StoredCredential, IssueError> {
        let version = achievement_version(award.framework);
        let signed = request(award, version, now)?
            .into_credential(&self.issuer, now, rng)?
            .sign(self.signer.as_ref(), now)?;
        Ok(StoredCredential {
            id: award.id,
            user: award.holder.id,
            segment: award.segment.id.clone(),
            level: award.level,
            achievement_version: version,
            issued: now,
            document: signed.json().as_bytes().to_vec(),
        })
    }

    /// Verifies a certificate as somebody who knows this issuer only.
    #[must_use]
    pub fn verify(&self, bytes: &[u8], now: Timestamp) -> Report {
        let context = VerificationContext::new(now);
        verify(
            bytes,
            &context.with_registered_issuer(self.keys.clone(), self.issuer.name.clone()),
        )
    }

    /// The DID document (`application/did+json`) that publishes the keys.
    pub fn did_document(&self) -> Result<String, DidDocumentError> {
        self.keys.did_document()
    }
}

/// The version of a framework's achievements: a new major version says that levels mean something else.
#[must_use]
pub fn achievement_version(framework: &Framework) -> u32 {
    u32::try_from(framework.version().major).unwrap_or(u32::MAX)
}

fn request(award: &Award<'_>, version: u32, now: Timestamp) -> Result<CertificateRequest, IssueError> {
    let Award {
        framework,
        segment,
        level,
        ..
    } = *award;
    let name = format!(
        "{} — palier {level}, {}",
        segment.name.fr,
        framework.level(level).name.fr
    );
    let threshold = framework.scoring().threshold_percent(level);
    let statement = &segment.level(level).statement.fr;
    let results = award.results.iter();
    Ok(CertificateRequest {
        id: award.id.uuid(),
        title: format!("Certificat « {name} »"),
        holder: award.holder.email.parse()?,
        awarded: results.map(|result| result.at).max().unwrap_or(now),
        valid_until: None,
        achievement: AchievementRequest {
            slug: format!("{}-{level}", segment.id),
            version: spyrales_credential::Version::new(version)?,
            name,
            description: statement.clone(),
            criteria: criteria(segment, level, threshold),
            language: Language::Fr,
            tags: Vec::new(),
            alignments: segment.alignments.iter().filter_map(alignment).collect(),
            required_score: percent(u16::from(threshold) * 100)?,
        },
        score: percent(award.share)?,
        evidence_id: award.id.uuid(),
        evidence: evidence(award)?,
        status: None,
    })
}

fn criteria(segment: &Segment, level: Level, threshold: u8) -> String {
    let below = match level.number() {
        1 => "",
        _ => ", après avoir atteint les paliers inférieurs",
    };
    format!(
        "Obtenir au moins {threshold} % des points des exercices de palier {level} du segment « {} »{below}. \
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

fn evidence(award: &Award<'_>) -> Result<EvidenceDigest, CanonicalError> {
    let mut results: Vec<_> = award.results.iter().collect();
    results.sort_by(|a, b| a.exercise.cmp(&b.exercise));
    let transcript = Transcript {
        version: 1,
        segment: &award.segment.id,
        level: award.level,
        results: results
            .into_iter()
            .map(|result| TranscriptLine {
                exercise: &result.exercise,
                record: result.record,
                earned: result.earned,
                possible: result.possible,
            })
            .collect(),
    };
    let value = serde_json::to_value(transcript).map_err(|_| CanonicalError::Jcs)?;
    Ok(EvidenceDigest::of(jcs(&value)?.as_bytes()))
}
