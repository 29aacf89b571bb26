//! The issuer: its name and address, and the keys that it signs with.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rand::CryptoRng;
use spyrales_core::framework::{Framework, Segment};
use spyrales_core::id::CredentialId;
use spyrales_core::level::Level;
use spyrales_core::store::StatusPlace;
use spyrales_credential::log::{Checkpoint, Hash, LogKey, LogNonce};
use spyrales_credential::{
    Achievement, CanonicalError, DidDocumentError, EmailError, EvidenceDigest, Issuer, IssuerKey, IssuerKeys,
    Line, Origin, RequestError, SignError, SignedCredential, Signer, SignerError, StatusList, StatusPurpose,
    VerificationContext, VersionError, jcs,
};

use super::issue::Award;
use super::request;
use super::transcript::transcript;

/// Who signs here: name and address, the keys in use, and every key that signed before.
pub struct Issuing {
    issuer: Issuer,
    signer: Arc<dyn Signer>,
    log_signer: Arc<dyn Signer>,
    log_key: LogKey,
    keys: IssuerKeys,
    validity: Option<SignedDuration>,
}

/// A certificate that is signed and not yet stored.
pub(crate) struct SignedAward {
    /// The certificate.
    pub(crate) certificate: SignedCredential,
    /// What the digest in it is of.
    pub(crate) transcript: String,
    /// What will bind it to its log entry.
    pub(crate) nonce: LogNonce,
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
    /// The achievement is published with other texts under the same version.
    #[error(
        "the achievement {0} is published with other texts; hint: a published version never changes: raise the framework's major version"
    )]
    AchievementChanged(String),
    /// The holder's account got another address, or was erased, while the certificate was signed.
    #[error("the holder's account changed while the certificate was signed")]
    HolderChanged,
    /// The issuer's keys can't be published.
    #[error("failed to write the DID document: {0}")]
    Did(#[from] DidDocumentError),
}

impl Issuing {
    /// An issuer that signs with one key, which is also the only one it ever had, and whose log has a key of its own.
    #[must_use]
    pub fn new(issuer: Issuer, signer: Arc<dyn Signer>, log_signer: Arc<dyn Signer>) -> Self {
        let log_key = LogKey::new(&issuer.origin, log_signer.public_key());
        let key = IssuerKey::new(signer.public_key());
        let keys = IssuerKeys::new(issuer.origin.did(), vec![key]).with_log(log_key.clone());
        Self {
            issuer,
            signer,
            log_signer,
            log_key,
            keys,
            validity: None,
        }
    }

    /// Says when each key was in use, the present one and those before it.
    #[must_use]
    pub fn with_keys(mut self, keys: Vec<IssuerKey>) -> Self {
        self.keys = IssuerKeys::new(self.issuer.origin.did(), keys).with_log(self.log_key.clone());
        self
    }

    /// How long certificates hold. Default: without end.
    #[must_use]
    pub fn with_validity(mut self, validity: Option<SignedDuration>) -> Self {
        self.validity = validity;
        self
    }

    /// The address that the issuer serves under.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.issuer.origin
    }

    /// The issuer's name.
    #[must_use]
    pub fn name(&self) -> &Line {
        &self.issuer.name
    }

    /// The keys, with when each was in use.
    #[must_use]
    pub fn keys(&self) -> &IssuerKeys {
        &self.keys
    }

    /// The log's name and key.
    #[must_use]
    pub fn log_key(&self) -> &LogKey {
        &self.log_key
    }

    /// The signer of certificates.
    #[must_use]
    pub fn signer(&self) -> Arc<dyn Signer> {
        Arc::clone(&self.signer)
    }

    /// The address of a certificate's file.
    #[must_use]
    pub fn address(&self, id: CredentialId) -> String {
        format!("{}/credentials/{id}", self.issuer.origin.as_str())
    }

    /// The address of a certificate's page.
    #[must_use]
    pub fn page(&self, id: CredentialId) -> String {
        format!("{}/verify/{id}", self.issuer.origin.as_str())
    }

    /// Signs a certificate for a reached level, with an id and the place where its status is looked up. May block: the key can
    /// be in a module on the network.
    ///
    /// The texts are French whatever the holder reads: the achievement's address stands for one text.
    pub(crate) fn sign(
        &self,
        award: &Award,
        framework: &Framework,
        (id, place): (CredentialId, StatusPlace),
        now: Timestamp,
        rng: &mut impl CryptoRng,
    ) -> Result<SignedAward, IssueError> {
        let transcript = transcript(award)?;
        let evidence = EvidenceDigest::of(transcript.as_bytes());
        let until = self.validity.and_then(|validity| now.checked_add(validity).ok());
        let certificate = request::certificate(award, framework, (id, place), evidence, (now, until))?
            .into_credential(&self.issuer, now, rng)?
            .sign(self.signer.as_ref(), now)?;
        Ok(SignedAward {
            certificate,
            transcript,
            nonce: LogNonce::random(rng),
        })
    }

    /// What a level's certificates are awarded for, in RFC 8785 form, with the two parts of its address.
    pub fn achievement(
        &self,
        framework: &Framework,
        segment: &Segment,
        level: Level,
    ) -> Result<(Achievement, String), IssueError> {
        let achievement =
            request::achievement(framework, segment, level)?.into_achievement(&self.issuer.origin)?;
        let value = serde_json::to_value(&achievement).map_err(|_| CanonicalError::Jcs)?;
        Ok((achievement, jcs(&value)?))
    }

    /// What somebody knows who knows this issuer only.
    #[must_use]
    pub fn context(&self, now: Timestamp) -> VerificationContext {
        let context = VerificationContext::new(now);
        context.with_registered_issuer(self.keys.clone(), self.issuer.name.clone())
    }

    /// Signs a status list. May block.
    pub fn publish(
        &self,
        list: &StatusList,
        purpose: StatusPurpose,
        number: u32,
        now: Timestamp,
    ) -> Result<String, SignError> {
        list.sign(&self.issuer.origin, purpose, number, self.signer.as_ref(), now)
    }

    /// Signs a state of the log. May block.
    pub fn sign_checkpoint(&self, size: u64, root: Hash) -> Result<String, SignerError> {
        Checkpoint { size, root }.sign(&self.log_key, self.log_signer.as_ref())
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

/// The part of an achievement's address that names it.
#[must_use]
pub fn achievement_slug(segment: &Segment, level: Level) -> String {
    format!("{}-{level}", segment.id)
}
