//! Who is signed in to the pages, and with what password.

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
use super::account::User;
use crate::digest::Digest;
use crate::id::UserId;

/// A session to be opened; only its secret's digest is ever stored.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// The digest of what the browser keeps.
    pub digest: Digest,
    /// Whose.
    pub user: UserId,
    /// Until when, used or not.
    pub expires: Timestamp,
    /// The ID token of who came from a provider, which is shown it again when they sign out.
    pub id_token: Option<String>,
}

/// Sessions and passwords.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// Sets a person's password, as its hash in PHC form; false when there is no such person. Ends all their sessions:
    /// whoever knew the old password is out.
    async fn set_password(&self, user: UserId, hash: &str) -> Result<bool, StoreError>;

    /// The hash of a person's password; nothing when they have none, and sign in by other means.
    async fn password(&self, user: UserId) -> Result<Option<String>, StoreError>;

    /// Opens a session; [`StoreError::Unknown`] when its person isn't there. Sessions that have ended by `now` are
    /// forgotten on the way.
    async fn open_session(&self, session: NewSession, now: Timestamp) -> Result<(), StoreError>;

    /// Whose session this is at a time; nothing when it was never opened, or has ended.
    async fn session(&self, digest: Digest, now: Timestamp) -> Result<Option<User>, StoreError>;

    /// Ends a session, if it is there; the ID token that it was opened with.
    async fn end_session(&self, digest: Digest) -> Result<Option<String>, StoreError>;
}
