//! Erasing what the store holds of a person: one primitive for each group of tables. Whoever adds a table that holds something of
//! a person adds it here, and to the map of personal data (`docs`).
//!
//! Ids, statuses, points, digests and log entries stay: copies of certificates which the holder kept still verify, and can
//! still be revoked.

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
use super::audit::AuditAction;
use crate::grading::GradingRecord;
use crate::id::{RegradeId, SubmissionId, UserId};

/// Where a record is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordPlace {
    /// Of which submission.
    pub submission: SubmissionId,
    /// The re-grade that has replaced it; `None` for the one that counts.
    pub replaced_by: Option<RegradeId>,
}

/// Erasing an account. All of these together, in one transaction, leave nothing of the person.
#[async_trait]
pub trait WriteErasure: Send {
    /// Puts a name of nobody in the place of an account's name, empties what else it says of its person, and marks it as
    /// erased.
    async fn erase_profile(&mut self, user: UserId, nobody: &str, now: Timestamp) -> Result<(), StoreError>;

    /// Puts a name of nobody in the place of an account's name wherever it says who did something: events, replies, drafts of
    /// packs, re-grades, changes of certificates.
    async fn erase_name(&mut self, name: &str, nobody: &str) -> Result<(), StoreError>;

    /// Empties the details of the audit log's events of an action that was done to something.
    async fn erase_details(&mut self, subject: &str, action: AuditAction) -> Result<(), StoreError>;

    /// Deletes all that opens an account: password, sessions, tokens, identities.
    async fn erase_access(&mut self, user: UserId) -> Result<(), StoreError>;

    /// Deletes a person's problem reports, with the replies to them.
    async fn erase_reports(&mut self, user: UserId) -> Result<(), StoreError>;

    /// Deletes a person's drafts, empties the code and the keys of their submissions, and takes those that wait out of the queue:
    /// code may say whose it is.
    async fn erase_code(&mut self, user: UserId) -> Result<(), StoreError>;

    /// Where the records of a person's submissions are.
    async fn record_places(&mut self, user: UserId) -> Result<Vec<RecordPlace>, StoreError>;

    /// The record at a place, whether or not it still matches its digest.
    async fn record_at(&mut self, place: RecordPlace) -> Result<Option<GradingRecord>, StoreError>;

    /// Writes what stays of a record in its place, and empties what the checks said to trainers.
    async fn erase_record(&mut self, place: RecordPlace, left: &GradingRecord) -> Result<(), StoreError>;

    /// Deletes a person's part in re-grades that are under way, and what they were told of others.
    async fn erase_regrades(&mut self, user: UserId) -> Result<(), StoreError>;

    /// Empties a person's certificates and the reasons of what was done to them, and deletes their transcripts, links, choices,
    /// and the nonces that tell which log entries are theirs.
    async fn erase_certificates(&mut self, user: UserId) -> Result<(), StoreError>;
}
