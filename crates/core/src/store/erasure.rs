//! Erasing what the store holds of a person: one primitive for each group of tables. Whoever adds a table that holds something of
//! a person adds it here.
//!
//! Ids, statuses, records, digests and log entries stay: copies of certificates which the holder kept still verify, and can
//! still be revoked.

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
use crate::id::UserId;

/// Erasing an account. All of these together, in one transaction, leave nothing of the person.
#[async_trait]
pub trait WriteErasure: Send {
    /// Puts a name of nobody in the place of an account's name, empties what else it says of its person, and marks it as
    /// erased.
    async fn erase_profile(&mut self, user: UserId, nobody: &str, now: Timestamp) -> Result<(), StoreError>;

    /// Deletes all that opens an account: password, sessions, tokens, identities.
    async fn erase_access(&mut self, user: UserId) -> Result<(), StoreError>;

    /// Deletes a person's problem reports, with the replies to them.
    async fn erase_reports(&mut self, user: UserId) -> Result<(), StoreError>;

    /// Deletes a person's drafts, empties the code of their submissions, and takes those that wait out of the queue: code may
    /// say whose it is.
    async fn erase_code(&mut self, user: UserId) -> Result<(), StoreError>;

    /// Deletes a person's part in re-grades that are under way, and what they were told of others.
    async fn erase_regrades(&mut self, user: UserId) -> Result<(), StoreError>;

    /// Empties a person's certificates, and deletes their transcripts, links, choices, and the nonces that tell which log
    /// entries are theirs.
    async fn erase_certificates(&mut self, user: UserId) -> Result<(), StoreError>;
}
