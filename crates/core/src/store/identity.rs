//! Who a provider says somebody is, and whose account that is.

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
use super::account::User;
use super::live::LiveUser;
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

/// Reading identities.
#[async_trait]
pub trait ReadIdentities: Send {
    /// The person whose account an identity opens.
    async fn identified(&mut self, identity: &Identity) -> Result<Option<User>, StoreError>;

    /// What opens a person's account, oldest first.
    async fn identities(&mut self, user: UserId) -> Result<Vec<StoredIdentity>, StoreError>;
}

/// Writing identities.
#[async_trait]
pub trait WriteIdentities: Send {
    /// Inserts an identity that opens a person's account.
    async fn insert_identity(
        &mut self,
        owner: &LiveUser,
        identity: &Identity,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// Deletes an identity; false when it doesn't open that person's account.
    async fn delete_identity(&mut self, identity: &Identity, user: UserId) -> Result<bool, StoreError>;
}
