//! Who is signed in to the pages, and with what password.

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};

use super::StoreError;
use super::account::User;
use crate::digest::Digest;
use crate::id::UserId;

/// How long it's still known whose a session was that ran out: over a weekend, and more.
pub const LAPSED_SESSIONS_KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

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

/// Sessions and passwords: reading.
#[async_trait]
pub trait ReadSessions: Send {
    /// The hash of a person's password; nothing when they have none, and sign in by other means.
    async fn password(&mut self, user: UserId) -> Result<Option<String>, StoreError>;

    /// Whose session this is at a time; nothing when it was never opened, or has ended.
    async fn session(&mut self, digest: Digest, now: Timestamp) -> Result<Option<User>, StoreError>;

    /// Whose session ran out less than [`LAPSED_SESSIONS_KEPT`] ago. Nobody's who has ended it: by signing out, by a new
    /// password, by being unlinked or erased.
    async fn lapsed_session(&mut self, digest: Digest, now: Timestamp) -> Result<Option<User>, StoreError>;
}

/// Sessions and passwords: writing.
#[async_trait]
pub trait WriteSessions: Send {
    /// Sets a person's password, as its hash in PHC form; false when there is no such person. Ends all their sessions:
    /// whoever knew the old password is out.
    async fn set_password(&mut self, user: UserId, hash: &str) -> Result<bool, StoreError>;

    /// Opens a session; [`StoreError::Unknown`] when its person isn't there. Sessions that ran out
    /// [`LAPSED_SESSIONS_KEPT`] ago are forgotten on the way.
    async fn open_session(&mut self, session: NewSession, now: Timestamp) -> Result<(), StoreError>;

    /// Ends a session, if it is there; the ID token that it was opened with.
    async fn end_session(&mut self, digest: Digest) -> Result<Option<String>, StoreError>;
}
