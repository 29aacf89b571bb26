//! Sessions on the pages, and passwords.

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
use super::account::User;
use super::live::{LiveUser, OpenUser};
use crate::digest::Digest;
use crate::id::UserId;

/// A session to be opened; only its secret's digest is ever stored.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// The digest of what the browser keeps.
    pub digest: Digest,
    /// When its person signs in.
    pub opened: Timestamp,
    /// Until when, used or not.
    pub expires: Timestamp,
    /// The ID token of a person who came from a provider, which is shown it again when they sign out.
    pub id_token: Option<String>,
}

/// A session that was opened and not ended; it may have expired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSession {
    /// Whose.
    pub user: User,
    /// When its person signed in; `None`: a version before didn't note it.
    pub opened: Option<Timestamp>,
    /// Until when.
    pub expires: Timestamp,
}

/// Reading sessions and passwords.
#[async_trait]
pub trait ReadSessions: Send {
    /// The hash of a person's password, in PHC form; nothing when they have none, and sign in by other means.
    async fn password(&mut self, user: UserId) -> Result<Option<String>, StoreError>;

    /// The session with a digest.
    async fn session(&mut self, digest: Digest) -> Result<Option<StoredSession>, StoreError>;
}

/// Writing sessions and passwords.
#[async_trait]
pub trait WriteSessions: Send {
    /// Writes the hash of a person's password, in PHC form, in the place of the one that there is.
    async fn put_password(&mut self, owner: &LiveUser, hash: &str) -> Result<(), StoreError>;

    /// Inserts a session of a person's.
    async fn insert_session(&mut self, owner: &OpenUser, session: &NewSession) -> Result<(), StoreError>;

    /// Deletes a session; the ID token that it was opened with, if it is there and has one.
    async fn delete_session(&mut self, digest: Digest) -> Result<Option<String>, StoreError>;

    /// Deletes all sessions of a person; how many there were.
    async fn delete_sessions(&mut self, user: UserId) -> Result<u64, StoreError>;

    /// Deletes sessions that expired at this time or before.
    async fn delete_expired_sessions(&mut self, expired: Timestamp) -> Result<(), StoreError>;
}
