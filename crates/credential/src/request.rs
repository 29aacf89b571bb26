//! What an issuer says to have a certificate made.

use std::fmt::Display;
use std::str::FromStr;

use jiff::Timestamp;
use rand::CryptoRng;
use thiserror::Error;
use uuid::Uuid;

use crate::achievement::{
    Achievement, AchievementType, Alignment, CertificateKind, Criteria, GreatestPercent, Language,
    LeastPercent, PercentKind, ResultDescription, ResultDescriptionType, Version,
};
use crate::credential::{
    CertificateContexts, Completed, Credential, CredentialType, Evidence, EvidenceType, IssuerProfile,
    ProfileType, ResultType, Schema, SchemaId, SchemaType, ScoreResult, Subject, SubjectType,
};
use crate::datetime::DateTime;
use crate::digest::EvidenceDigest;
use crate::holder::{Email, HolderIdentity};
use crate::percent::Percent;
use crate::status_entry::{StatusEntry, StatusPurpose, StatusSlot};
use crate::strict_json::MAX_BYTES;
use crate::text::Line;
use crate::urn::UuidUrn;
use crate::web::Origin;

/// What the proofs add to a certificate, with room to spare.
const PROOF_BYTES: usize = 2_048;

/// Who issues: the address served under, and the name shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// The address; the identifier is its `did:web`.
    pub origin: Origin,
    /// The name.
    pub name: Line,
}

/// A certificate to be made.
#[derive(Clone, Debug)]
pub struct CertificateRequest {
    /// The certificate's identifier, the last part of its address.
    pub id: Uuid,
    /// The title: `Certificat « Analyse de données avec Python » — niveau 2`.
    pub title: String,
    /// The holder's address; only a salted hash of it enters the certificate.
    pub holder: Email,
    /// When the achievement was earned.
    pub awarded: Timestamp,
    /// Until when the certificate holds; `None` is without end.
    pub valid_until: Option<Timestamp>,
    /// What it is awarded for.
    pub achievement: AchievementRequest,
    /// The score that was reached.
    pub score: Percent,
    /// The grading record's identifier, the last part of its address.
    pub evidence_id: Uuid,
    /// The grading record's digest.
    pub evidence: EvidenceDigest,
    /// The bits of the two status lists; `None` makes a certificate that can't be withdrawn.
    pub status: Option<StatusSlots>,
}

/// One version of an achievement.
#[derive(Clone, Debug)]
pub struct AchievementRequest {
    /// The part of the address that names it: 1 to 64 of `a`–`z`, `0`–`9` and `-`.
    pub slug: String,
    /// The version.
    pub version: Version,
    /// The name, of one line.
    pub name: String,
    /// What it is.
    pub description: String,
    /// How it is earned.
    pub criteria: String,
    /// The language of these texts.
    pub language: Language,
    /// Keywords, at most 32, no two equal.
    pub tags: Vec<String>,
    /// Skills and occupations of public frameworks, at most 32.
    pub alignments: Vec<Alignment>,
    /// The score that is required.
    pub required_score: Percent,
}

/// The bits of a certificate in the two status lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusSlots {
    /// In a revocation list.
    pub revocation: StatusSlot,
    /// In a suspension list.
    pub suspension: StatusSlot,
}

/// Why a certificate can't be made as asked.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum RequestError {
    /// A field can't be written in a certificate.
    #[error("{field}: {problem}")]
    Field {
        /// The field of the request or of the certificate.
        field: &'static str,
        /// What is wrong with it.
        problem: String,
    },
    /// All texts together are too long.
    #[error("the certificate would be larger than {MAX_BYTES} bytes (hint: shorten the criteria)")]
    TooLarge,
}

impl CertificateRequest {
    /// Makes the unsigned certificate, valid from `now`.
    pub fn into_credential(
        self,
        issuer: &Issuer,
        now: Timestamp,
        rng: &mut impl CryptoRng,
    ) -> Result<Credential, RequestError> {
        let origin = &issuer.origin;
        let achievement = self.achievement.into_achievement(origin)?;
        let record_name = match achievement.in_language {
            Language::Fr => "Relevé de correction",
            Language::En => "Grading record",
        };
        let credential = Credential {
            context: CertificateContexts,
            id: origin.url(&format!("/credentials/{}", self.id)),
            r#type: CredentialType,
            name: field("title", &self.title)?,
            issuer: IssuerProfile {
                id: origin.did(),
                r#type: ProfileType,
                name: issuer.name.clone(),
                url: field("issuer", origin.as_str())?,
            },
            valid_from: date("now", now)?,
            valid_until: self
                .valid_until
                .map(|until| date("valid_until", until))
                .transpose()?,
            awarded_date: date("awarded", self.awarded)?,
            evidence: [Evidence {
                id: origin.url(&format!("/evidence/{}", self.evidence_id)),
                r#type: EvidenceType,
                name: field("evidence", record_name)?,
                narrative: self.evidence,
            }],
            credential_schema: [Schema {
                id: SchemaId,
                r#type: SchemaType,
            }],
            credential_status: self.status.map(|slots| {
                [
                    StatusEntry::new(origin, StatusPurpose::Revocation, slots.revocation),
                    StatusEntry::new(origin, StatusPurpose::Suspension, slots.suspension),
                ]
            }),
            credential_subject: Subject {
                id: UuidUrn::random(rng),
                r#type: SubjectType,
                identifier: [HolderIdentity::new(&self.holder, rng)],
                result: [ScoreResult {
                    r#type: ResultType,
                    result_description: achievement.result_description[0].id,
                    value: self.score,
                    status: Completed,
                }],
                achievement,
            },
        };
        if let Some(field) = credential.contradiction() {
            return Err(RequestError::Field {
                field,
                problem: "contradicts the rest, or has too many entries".into(),
            });
        }
        if credential.to_json().to_string().len() + PROOF_BYTES > MAX_BYTES {
            return Err(RequestError::TooLarge);
        }
        Ok(credential)
    }
}

impl AchievementRequest {
    /// Makes the achievement as its address publishes it and every certificate for it repeats it.
    pub fn into_achievement(self, origin: &Origin) -> Result<Achievement, RequestError> {
        let slug_fits = (1..=64).contains(&self.slug.len())
            && self
                .slug
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !slug_fits {
            let problem = "1 to 64 lower-case letters, digits and hyphens are accepted".into();
            return Err(RequestError::Field {
                field: "achievement.slug",
                problem,
            });
        }
        let id = origin.url(&format!("/achievements/{}/v{}", self.slug, self.version));
        let score_name = match self.language {
            Language::Fr => "Score final",
            Language::En => "Final score",
        };
        Ok(Achievement {
            r#type: AchievementType,
            achievement_type: CertificateKind,
            name: field("achievement.name", &self.name)?,
            description: field("achievement.description", &self.description)?,
            in_language: self.language,
            version: self.version,
            criteria: Criteria {
                id: field("achievement.criteria", &format!("{id}/criteria"))?,
                narrative: field("achievement.criteria", &self.criteria)?,
            },
            tag: self
                .tags
                .iter()
                .map(|tag| field("achievement.tags", tag))
                .collect::<Result<_, _>>()?,
            alignment: self.alignments,
            result_description: [ResultDescription {
                id: UuidUrn::of_name(id.as_str()),
                r#type: ResultDescriptionType,
                name: field("achievement", score_name)?,
                result_type: PercentKind,
                value_min: LeastPercent,
                value_max: GreatestPercent,
                required_value: self.required_score,
            }],
            id,
        })
    }
}

fn field<T: FromStr<Err: Display>>(field: &'static str, text: &str) -> Result<T, RequestError> {
    text.parse().map_err(|error: T::Err| RequestError::Field {
        field,
        problem: error.to_string(),
    })
}

fn date(field: &'static str, at: Timestamp) -> Result<DateTime, RequestError> {
    DateTime::from_timestamp(at).ok_or_else(|| RequestError::Field {
        field,
        problem: "the year isn't between 0000 and 9999".into(),
    })
}
