//! What has to be kept, and the promises about keeping it.
//!
//! A [`Store`] hands out a [`Reader`], or a transaction, [`Tx`], which reads and writes. Their methods stand in one pair of
//! traits for each room of the store; a database implements all of them. Time and ids come in as parameters.
//!
//! A submission moves one way:
//!
//! ```text
//! submit ──▶ Queued ──lease──▶ Grading ──complete──▶ Graded
//!              │                  │
//!              ├──────────────────┴── its owner cancels ──▶ Cancelled
//!              ▲                  │
//!              └── lease ran out, or release ── after the last attempt ──▶ SetAside
//! ```

mod account;
mod audit;
mod credential;
mod draft;
mod erasure;
mod identity;
mod live;
mod log;
mod organisation;
mod pack;
mod queue;
mod regrade;
mod report;
mod result;
mod session;
mod sharing;
mod signal;
mod statistics;
mod status;
mod submission;

use async_trait::async_trait;

pub use account::{
    AccountState, NewToken, NewUser, ReadAccounts, Role, Scope, StoredToken, TokenGrant, User, UserSearch,
    WriteAccounts,
};
pub use audit::{AuditAction, AuditEvent, NewAuditEvent, ReadAudit, WriteAudit};
pub use credential::{ReadCredentials, StoredCredential, WriteCredentials};
pub use draft::{Draft, DraftUse, ReadDrafts, WriteDrafts};
pub use erasure::{RecordPlace, WriteErasure};
pub use identity::{Identity, ReadIdentities, StoredIdentity, WriteIdentities};
pub use live::{LiveUser, NotLive, OpenUser};
pub use log::{LogNode, LogPlace, NewLogEntry, ReadLog, StoredCheckpoint, WriteLog};
pub use organisation::{
    Headcount, Membership, NewOrganisation, Organisation, PlacedBy, ReadOrganisations, WriteOrganisations,
};
pub use pack::{PackDraft, PackVersion, ReadPacks, StoredPack, WritePacks};
pub use queue::{Lease, LeaseKey, NewJob, Queue, QueueDepth, ReadQueue, Work, WriteQueue};
pub use regrade::{
    EarlierGrading, NewRegrade, ReadRegrades, Regrade, RegradeEnd, RegradeNotice, RegradeState,
    SubmissionCount, VersionRef, WriteRegrades,
};
pub use report::{NewReport, ReadReports, Report, ReportCategory, ReportReply, WriteReports};
pub use result::{Aside, BestResult, ReadResults, WriteResults};
pub use session::{NewSession, ReadSessions, StoredSession, WriteSessions};
pub use sharing::{NewShareLink, ReadSharing, ShareLink, WriteSharing};
pub use signal::{Signal, Signals};
pub use statistics::ReadStatistics;
pub use status::{ReadStatuses, StatusChange, StatusEvent, StatusListUse, StatusPlace, WriteStatuses};
pub use submission::{NewSubmission, Page, ReadSubmissions, Submission, SubmissionState, WriteSubmissions};

/// A database.
#[async_trait]
pub trait Store: Send + Sync {
    /// A connection for reading, which others may have soon: it is held for as long as one use case reads.
    async fn reader(&self) -> Result<Box<dyn Reader>, StoreError>;

    /// Begins a transaction. Its name is the use case's, for traces. Dropped without [`Tx::commit`], it is rolled back.
    async fn begin(&self, name: &'static str) -> Result<Box<dyn Tx>, StoreError>;

    /// Tells other processes that share the database, where it can. What it is about was committed before.
    async fn announce(&self, signals: &[Signal]) -> Result<(), StoreError>;

    /// Listens to other processes; none where the database carries no word, and each looks by itself.
    async fn signals(&self) -> Result<Option<Box<dyn Signals>>, StoreError>;

    /// Sees that nothing of what was overwritten is left beside the database, in what it writes before it writes there: for after
    /// an erasure.
    async fn purge(&self) -> Result<(), StoreError>;
}

/// What can be read.
pub trait Reader:
    Send
    + ReadAccounts
    + ReadAudit
    + ReadCredentials
    + ReadDrafts
    + ReadIdentities
    + ReadLog
    + ReadOrganisations
    + ReadPacks
    + ReadQueue
    + ReadRegrades
    + ReadReports
    + ReadResults
    + ReadSessions
    + ReadSharing
    + ReadStatistics
    + ReadStatuses
    + ReadSubmissions
{
}

/// A transaction: what can be read and written, and then happens wholly or not at all.
#[async_trait]
pub trait Tx:
    Reader
    + WriteAccounts
    + WriteAudit
    + WriteCredentials
    + WriteDrafts
    + WriteErasure
    + WriteIdentities
    + WriteLog
    + WriteOrganisations
    + WritePacks
    + WriteQueue
    + WriteRegrades
    + WriteReports
    + WriteResults
    + WriteSessions
    + WriteSharing
    + WriteStatuses
    + WriteSubmissions
{
    /// Makes it durable: what was written survives a kill of the process.
    async fn commit(self: Box<Self>) -> Result<(), StoreError>;
}

/// The store can't do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Something that was named isn't there.
    #[error("no {what} {name:?}")]
    Unknown {
        /// What kind of thing.
        what: &'static str,
        /// Its name.
        name: String,
    },
    /// The transaction met another one and was rolled back; run again, it will do.
    #[error("the transaction met another one")]
    Conflict,
    /// The data on disk doesn't make sense to this program.
    #[error("failed to read stored data: {0}")]
    Corrupt(String),
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
}
