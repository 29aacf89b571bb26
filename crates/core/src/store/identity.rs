//! Who a provider says somebody is, and whose account that is.

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
use super::account::{NewUser, User};
use crate::id::UserId;

/// Who a provider says somebody is. A person may have several: ProConnect gives another one to who changes ministry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// Its name for the person.
    pub subject: String,
}

/// An identity in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredIdentity {
    /// Which.
    pub identity: Identity,
    /// Since when it opens the account.
    pub linked: Timestamp,
}

/// What became of a newcomer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Admitted {
    /// They have an account with this identity already.
    Known(User),
    /// An account was made for them.
    Made(User),
    /// Somebody has an account with their e-mail address: nothing was made or linked.
    EmailKnown,
}

/// What became of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Linked {
    /// The identity opens the account from now on.
    Now,
    /// It did already.
    Already,
    /// It opens another account; nothing was changed.
    Elsewhere,
}

/// Identities: reading.
#[async_trait]
pub trait ReadIdentities: Send {
    /// The person whose identity this is.
    async fn identified(&mut self, identity: &Identity) -> Result<Option<User>, StoreError>;

    /// What opens a person's account, oldest first.
    async fn identities(&mut self, user: UserId) -> Result<Vec<StoredIdentity>, StoreError>;
}

/// Identities: writing.
#[async_trait]
pub trait WriteIdentities: Send {
    /// Makes an account for an identity that has none, unless one has its e-mail address (without regard to case):
    /// an address may have passed to somebody else. [`StoreError::Taken`] when the account's name is.
    async fn admit(
        &mut self,
        identity: Identity,
        newcomer: NewUser,
        now: Timestamp,
    ) -> Result<Admitted, StoreError>;

    /// Has an identity open a person's account; [`StoreError::Unknown`] when the person isn't there.
    async fn link_identity(
        &mut self,
        identity: Identity,
        user: UserId,
        now: Timestamp,
    ) -> Result<Linked, StoreError>;

    /// Has an identity open a person's account no longer, on record, and ends their sessions; false when it doesn't open
    /// that account.
    async fn unlink_identity(
        &mut self,
        identity: &Identity,
        user: UserId,
        actor: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError>;
}
