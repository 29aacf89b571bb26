//! Issued certificates, as signed, and what they are awarded for.

use async_trait::async_trait;
use jiff::Timestamp;

use super::{LogAppend, StoreError};
use crate::id::{CredentialId, UserId};
use crate::level::Level;

/// A certificate as it was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCredential {
    /// Which.
    pub id: CredentialId,
    /// Whose.
    pub user: UserId,
    /// For which segment.
    pub segment: String,
    /// For which level.
    pub level: Level,
    /// The version of the achievement.
    pub achievement_version: u32,
    /// When.
    pub issued: Timestamp,
    /// The signed document, byte for byte; empty once the holder's account is erased.
    pub document: Vec<u8>,
}

impl StoredCredential {
    /// Whether the holder's account was erased.
    #[must_use]
    pub fn is_erased(&self) -> bool {
        self.document.is_empty()
    }
}

/// A certificate to be stored, with all that belongs to it.
#[derive(Clone, Debug)]
pub struct NewCredential {
    /// The certificate.
    pub credential: StoredCredential,
    /// What the digest in it is of.
    pub transcript: Vec<u8>,
    /// Its entry in the log.
    pub log: LogAppend,
}

/// What storing a certificate did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Issued {
    /// It is stored and logged.
    New(StoredCredential),
    /// The person has one for the same segment, level and version: nothing was written.
    Earlier(StoredCredential),
    /// Another certificate has that place in the log by now: nothing was written, ask for the next place.
    LogMoved,
}

/// Certificates: reading.
#[async_trait]
pub trait ReadCredentials: Send {
    /// A certificate.
    async fn credential(&mut self, id: CredentialId) -> Result<Option<StoredCredential>, StoreError>;

    /// A person's certificate for a segment, level and version.
    async fn credential_for(
        &mut self,
        user: UserId,
        segment: &str,
        level: Level,
        achievement_version: u32,
    ) -> Result<Option<StoredCredential>, StoreError>;

    /// A person's certificates, newest first.
    async fn credentials(&mut self, user: UserId) -> Result<Vec<StoredCredential>, StoreError>;

    /// What the digest in a certificate is of.
    async fn transcript(&mut self, id: CredentialId) -> Result<Option<Vec<u8>>, StoreError>;

    /// A published version of an achievement.
    async fn achievement(&mut self, slug: &str, version: u32) -> Result<Option<Vec<u8>>, StoreError>;
}

/// Certificates: writing.
#[async_trait]
pub trait WriteCredentials: Send {
    /// Stores a certificate with its transcript and its log entry, all or nothing, unless the person has one for the same
    /// segment, level and version.
    async fn add_credential(&mut self, credential: NewCredential) -> Result<Issued, StoreError>;

    /// Publishes a version of an achievement, unless it is published: what is published is returned.
    async fn publish_achievement(
        &mut self,
        slug: &str,
        version: u32,
        document: &[u8],
        now: Timestamp,
    ) -> Result<Vec<u8>, StoreError>;
}
