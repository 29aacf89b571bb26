//! What a verification is made with.

use jiff::Timestamp;

use crate::achievement::Achievement;
use crate::did::IssuerKeys;
use crate::digest::EvidenceDigest;
use crate::holder::Email;
use crate::log::LogProof;
use crate::status_list::StatusListAnswer;
use crate::text::Line;
use crate::web::{Did, Url};

/// What a verifier knows: the time, issuers, and what the certificate is to be compared with.
///
/// Only the time and an issuer are needed; each thing left out is a step that is reported as not checked.
#[derive(Clone, Debug)]
pub struct VerificationContext {
    pub(super) now: Timestamp,
    issuers: Vec<KnownIssuer>,
    pub(super) evidence: Option<EvidenceDigest>,
    pub(super) achievement: Option<Achievement>,
    pub(super) recipient: Option<Email>,
    status_lists: Vec<(Url, StatusListAnswer)>,
    pub(super) log_proof: Option<LogProof>,
}

#[derive(Clone, Debug)]
pub(super) struct KnownIssuer {
    pub(super) keys: IssuerKeys,
    pub(super) name: Option<Line>,
}

impl VerificationContext {
    /// A context that knows the time and no issuer.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        Self {
            now,
            issuers: Vec::new(),
            evidence: None,
            achievement: None,
            recipient: None,
            status_lists: Vec::new(),
            log_proof: None,
        }
    }

    /// Adds an issuer of the verifier's own registry, with the name that the registry gives it.
    #[must_use]
    pub fn with_registered_issuer(mut self, keys: IssuerKeys, name: Line) -> Self {
        self.issuers.push(KnownIssuer {
            keys,
            name: Some(name),
        });
        self
    }

    /// Adds an issuer whose keys were looked up, and of whom nothing else is known.
    ///
    /// Its certificates can be told from forgeries, but never come out as valid.
    #[must_use]
    pub fn with_unregistered_issuer(mut self, keys: IssuerKeys) -> Self {
        self.issuers.push(KnownIssuer { keys, name: None });
        self
    }

    /// Compares the certificate's evidence with the digest of a grading record.
    #[must_use]
    pub fn with_evidence(mut self, record: EvidenceDigest) -> Self {
        self.evidence = Some(record);
        self
    }

    /// Compares the certificate's achievement with the published one.
    #[must_use]
    pub fn with_achievement(mut self, published: Achievement) -> Self {
        self.achievement = Some(published);
        self
    }

    /// Compares the certificate's holder with a person's address.
    #[must_use]
    pub fn with_recipient(mut self, email: Email) -> Self {
        self.recipient = Some(email);
        self
    }

    /// Adds what a status list's address answered.
    #[must_use]
    pub fn with_status_list(mut self, url: Url, answer: StatusListAnswer) -> Self {
        self.status_lists.push((url, answer));
        self
    }

    /// Adds the certificate's place in the issuer's transparency log.
    #[must_use]
    pub fn with_log_proof(mut self, proof: LogProof) -> Self {
        self.log_proof = Some(proof);
        self
    }

    pub(super) fn status_list(&self, url: &Url) -> Option<&StatusListAnswer> {
        self.status_lists
            .iter()
            .find(|(listed, _)| listed == url)
            .map(|(_, answer)| answer)
    }

    pub(super) fn issuer(&self, did: &Did) -> Option<&KnownIssuer> {
        self.issuers.iter().find(|issuer| issuer.keys.did() == did)
    }
}
