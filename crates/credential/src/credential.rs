//! The unsigned certificate: a closed type with exactly the fields a Spyrales certificate has.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::achievement::{Achievement, MAX_ITEMS};
use crate::canonical::CERTIFICATE_CONTEXTS;
use crate::datetime::DateTime;
use crate::digest::EvidenceDigest;
use crate::holder::HolderIdentity;
use crate::literal::{fixed_list, fixed_string};
use crate::percent::Percent;
use crate::status_entry::{StatusEntry, StatusPurpose};
use crate::text::Line;
use crate::urn::UuidUrn;
use crate::web::{Did, Url};

fixed_list! {
    /// The contexts of a certificate, in the only order that is accepted.
    CertificateContexts = [CERTIFICATE_CONTEXTS[0], CERTIFICATE_CONTEXTS[1], CERTIFICATE_CONTEXTS[2]]
}
fixed_list! {
    /// The classes of a certificate.
    CredentialType = ["VerifiableCredential", "OpenBadgeCredential"]
}
fixed_list! {
    /// The class of an issuer.
    ProfileType = ["Profile"]
}
fixed_list! {
    /// The class of a subject.
    SubjectType = ["AchievementSubject"]
}
fixed_list! {
    /// The class of a result.
    ResultType = ["Result"]
}
fixed_string! {
    /// The status of a result.
    Completed = "Completed"
}
fixed_list! {
    /// The class of an evidence.
    EvidenceType = ["Evidence"]
}
fixed_string! {
    /// The published JSON Schema of Open Badges credentials.
    SchemaId = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
}
fixed_string! {
    /// The class of a schema.
    SchemaType = "1EdTechJsonSchemaValidator2019"
}

/// A certificate without its proofs (Open Badges 3.0 on the W3C Verifiable Credentials Data Model 2.0).
///
/// Made by [`CertificateRequest::into_credential`](crate::CertificateRequest::into_credential) or read by
/// [`verify`](crate::verify); nothing else can build one, so its parts always agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Credential {
    #[serde(rename = "@context")]
    pub(crate) context: CertificateContexts,
    pub(crate) id: Url,
    pub(crate) r#type: CredentialType,
    pub(crate) name: Line,
    pub(crate) issuer: IssuerProfile,
    pub(crate) valid_from: DateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) valid_until: Option<DateTime>,
    pub(crate) awarded_date: DateTime,
    pub(crate) credential_subject: Subject,
    pub(crate) evidence: [Evidence; 1],
    pub(crate) credential_schema: [Schema; 1],
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) credential_status: Option<[StatusEntry; 2]>,
}

/// The issuer as the certificate presents itself; the name is a claim, never a proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IssuerProfile {
    pub(crate) id: Did,
    pub(crate) r#type: ProfileType,
    pub(crate) name: Line,
    pub(crate) url: Url,
}

/// What is said, and of whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Subject {
    pub(crate) id: UuidUrn,
    pub(crate) r#type: SubjectType,
    pub(crate) identifier: [HolderIdentity; 1],
    pub(crate) achievement: Achievement,
    pub(crate) result: [ScoreResult; 1],
}

/// The score that was reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct ScoreResult {
    pub(crate) r#type: ResultType,
    pub(crate) result_description: UuidUrn,
    pub(crate) value: Percent,
    pub(crate) status: Completed,
}

/// The digest of the grading record, which the holder can show and anyone can replay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Evidence {
    pub(crate) id: Url,
    pub(crate) r#type: EvidenceType,
    pub(crate) name: Line,
    pub(crate) narrative: EvidenceDigest,
}

/// The JSON Schema that the certificate follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Schema {
    pub(crate) id: SchemaId,
    pub(crate) r#type: SchemaType,
}

impl Credential {
    /// The address of the certificate.
    #[must_use]
    pub fn id(&self) -> &Url {
        &self.id
    }

    /// The identifier in the address, if it has the form that we issue.
    #[must_use]
    pub fn uuid(&self) -> Option<Uuid> {
        let (_, uuid) = self.id.as_str().rsplit_once('/')?;
        Uuid::try_parse(uuid).ok()
    }

    /// The title of the certificate.
    #[must_use]
    pub fn name(&self) -> &Line {
        &self.name
    }

    /// The issuer's identifier; its name comes from the verifier's registry, see [`Report`](crate::Report).
    #[must_use]
    pub fn issuer(&self) -> &Did {
        &self.issuer.id
    }

    /// When the achievement was earned.
    #[must_use]
    pub fn awarded(&self) -> DateTime {
        self.awarded_date
    }

    /// From when the certificate holds.
    #[must_use]
    pub fn valid_from(&self) -> DateTime {
        self.valid_from
    }

    /// Until when the certificate holds; `None` is without end.
    #[must_use]
    pub fn valid_until(&self) -> Option<DateTime> {
        self.valid_until
    }

    /// The hashed identifier of the holder.
    #[must_use]
    pub fn holder(&self) -> &HolderIdentity {
        &self.credential_subject.identifier[0]
    }

    /// What the certificate is awarded for.
    #[must_use]
    pub fn achievement(&self) -> &Achievement {
        &self.credential_subject.achievement
    }

    /// The score that was reached.
    #[must_use]
    pub fn score(&self) -> Percent {
        self.credential_subject.result[0].value
    }

    /// The digest of the grading record.
    #[must_use]
    pub fn evidence(&self) -> EvidenceDigest {
        self.evidence[0].narrative
    }

    /// Where revocation and suspension are looked up, in this order.
    #[must_use]
    pub fn status(&self) -> Option<&[StatusEntry; 2]> {
        self.credential_status.as_ref()
    }

    /// The certificate as JSON, without proofs.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        // Unwrap safety: every field is written as a string, a boolean, or an array or object of them.
        serde_json::to_value(self).expect("a credential has a JSON form")
    }

    /// The first field that contradicts another one, or `None`.
    ///
    /// What one field's type can't say: references inside the document, the two purposes, and that every
    /// address of the issuer's is under the issuer's own origin.
    pub(crate) fn contradiction(&self) -> Option<&'static str> {
        let subject = &self.credential_subject;
        let achievement = &subject.achievement;
        let origin = self.issuer.url.origin();
        let under_origin = |url: &Url| url.origin() == origin;
        let status_fits = self
            .credential_status
            .as_ref()
            .is_none_or(|[revocation, suspension]| {
                revocation.purpose() == StatusPurpose::Revocation
                    && suspension.purpose() == StatusPurpose::Suspension
                    && [revocation, suspension]
                        .iter()
                        .all(|entry| entry.is_consistent() && under_origin(entry.list()))
            });
        let mut tags = achievement.tag.clone();
        tags.sort_unstable();
        tags.dedup();
        [
            (
                "issuer.id",
                origin
                    .as_ref()
                    .is_some_and(|origin| origin.did() == self.issuer.id),
            ),
            ("id", under_origin(&self.id)),
            ("credentialSubject.achievement.id", under_origin(&achievement.id)),
            (
                "credentialSubject.achievement.criteria.id",
                achievement.criteria.id.as_str() == format!("{}/criteria", achievement.id),
            ),
            (
                "credentialSubject.achievement.tag",
                tags.len() == achievement.tag.len() && tags.len() <= MAX_ITEMS,
            ),
            (
                "credentialSubject.achievement.alignment",
                achievement.alignment.len() <= MAX_ITEMS,
            ),
            (
                "credentialSubject.result.resultDescription",
                subject.result[0].result_description == achievement.result_description[0].id,
            ),
            ("evidence.id", under_origin(&self.evidence[0].id)),
            (
                "validUntil",
                self.valid_until.is_none_or(|until| until > self.valid_from),
            ),
            ("credentialStatus", status_fits),
        ]
        .into_iter()
        .find_map(|(field, agrees)| (!agrees).then_some(field))
    }
}
