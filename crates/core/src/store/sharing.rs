//! What holders let others see.

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
use super::live::OpenUser;
use crate::digest::Digest;
use crate::id::{CredentialId, ShareLinkId, UserId};

/// A link to be made; only its secret's digest is ever stored.
#[derive(Clone, Debug)]
pub struct NewShareLink {
    /// Its id.
    pub id: ShareLinkId,
    /// What it shows.
    pub credential: CredentialId,
    /// The digest of its secret.
    pub digest: Digest,
    /// Until when; `None` until it is withdrawn.
    pub expires: Option<Timestamp>,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareLink {
    /// Which.
    pub id: ShareLinkId,
    /// What it shows.
    pub credential: CredentialId,
    /// Since when.
    pub created: Timestamp,
    /// Until when; `None` until it is withdrawn.
    pub expires: Option<Timestamp>,
    /// Since when it shows nothing any more.
    pub withdrawn: Option<Timestamp>,
}

/// Reading what holders decide.
#[async_trait]
pub trait ReadSharing: Send {
    /// Whether a certificate's page says its holder's name to everybody. Default: no.
    async fn name_is_shown(&mut self, credential: CredentialId) -> Result<bool, StoreError>;

    /// The links to a person's certificate, newest first.
    async fn share_links(
        &mut self,
        credential: CredentialId,
        user: UserId,
    ) -> Result<Vec<ShareLink>, StoreError>;

    /// A link.
    async fn share_link(&mut self, id: ShareLinkId) -> Result<Option<ShareLink>, StoreError>;

    /// The certificate that the link with this digest shows at a time.
    async fn shared_credential(
        &mut self,
        digest: Digest,
        now: Timestamp,
    ) -> Result<Option<CredentialId>, StoreError>;
}

/// Writing what holders decide.
#[async_trait]
pub trait WriteSharing: Send {
    /// Shows a holder's name to everybody.
    async fn insert_shown_name(
        &mut self,
        holder: &OpenUser,
        credential: CredentialId,
    ) -> Result<(), StoreError>;

    /// Hides it.
    async fn delete_shown_name(&mut self, credential: CredentialId) -> Result<(), StoreError>;

    /// Adds a link to a certificate of a holder's.
    async fn insert_share_link(
        &mut self,
        holder: &OpenUser,
        link: &NewShareLink,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// Marks a link as withdrawn.
    async fn withdraw_share_link(&mut self, id: ShareLinkId, now: Timestamp) -> Result<(), StoreError>;
}
