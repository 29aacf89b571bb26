//! Issued certificates, as signed.

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
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
    /// The signed document, byte for byte.
    pub document: Vec<u8>,
}

/// Certificates.
#[async_trait]
pub trait Credentials: Send + Sync {
    /// Stores a certificate, unless the person has one for the same segment, level and version: then that one
    /// is returned and nothing is written.
    async fn add_credential(&self, credential: StoredCredential) -> Result<StoredCredential, StoreError>;

    /// A certificate.
    async fn credential(&self, id: CredentialId) -> Result<Option<StoredCredential>, StoreError>;

    /// A person's certificates, newest first.
    async fn credentials(&self, user: UserId) -> Result<Vec<StoredCredential>, StoreError>;
}
