//! Issued certificates, as signed, and what they are awarded for.

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
use super::live::OpenUser;
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

    /// Whether it is this person's to decide on: an erased one is nobody's.
    #[must_use]
    pub fn belongs_to(&self, user: UserId) -> bool {
        self.user == user && !self.is_erased()
    }
}

/// Reading certificates, and what they are awarded for.
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

/// Writing certificates.
#[async_trait]
pub trait WriteCredentials: Send {
    /// Adds a certificate of a holder's.
    async fn insert_credential(
        &mut self,
        holder: &OpenUser,
        credential: &StoredCredential,
    ) -> Result<(), StoreError>;

    /// Adds what the digest in a certificate is of.
    async fn insert_transcript(&mut self, id: CredentialId, document: &[u8]) -> Result<(), StoreError>;

    /// Adds a version of an achievement.
    async fn insert_achievement(
        &mut self,
        slug: &str,
        version: u32,
        document: &[u8],
        now: Timestamp,
    ) -> Result<(), StoreError>;
}
