//! What has to be kept, and the promises about keeping it.
//!
//! Each trait is one room of the store; a database implements all of them, and [`Store`] is their sum. Every
//! method is one transaction: it happens wholly or not at all, and what it returned survives a kill of the
//! process. Time and ids come in as parameters.
//!
//! A submission moves one way:
//!
//! ```text
//! submit ──▶ Queued ──lease_job──▶ Grading ──complete──▶ Graded
//!              ▲                      │
//!              └── lease ran out, or release ── after MAX_ATTEMPTS ──▶ SetAside
//! ```

mod account;
mod audit;
mod credential;
mod draft;
mod identity;
mod log;
mod organisation;
mod pack;
mod queue;
mod regrade;
mod report;
mod session;
mod sharing;
mod statistics;
mod status;
mod submission;

pub use account::{
    Accounts, NewToken, NewUser, Role, RoleChange, Scope, StoredToken, TokenGrant, User, UserSearch,
};
pub use audit::{Act, Audit, Deed, NewAct};
pub use credential::{Credentials, Issued, NewCredential, StoredCredential};
pub use draft::{Draft, DraftSaved, Drafts};
pub use identity::{Admitted, Identities, Identity, Linked, StoredIdentity};
pub use log::{Log, LogAppend, LogNode, LogPlace, StoredCheckpoint};
pub use organisation::{
    Headcount, Membership, NewOrganisation, Organisation, OrganisationRemoved, OrganisationSaved,
    Organisations, Placed, PlacedBy,
};
pub use pack::{DraftPublished, PackDraft, PackStore, PackVersion, Published, StoredPack};
pub use queue::{AfterFailure, Completion, Lease, MAX_ATTEMPTS, Queue, QueueDepth, Released, Work};
pub use regrade::{
    EarlierGrading, HandedIn, NewRegrade, Regrade, RegradeEnd, RegradeNotice, RegradeSettled, RegradeStarted,
    Regrades, VersionRef,
};
pub use report::{NewReport, Report, ReportCategory, ReportReply, Reports};
pub use session::{LAPSED_SESSIONS_KEPT, NewSession, Sessions};
pub use sharing::{Erased, NewShareLink, ShareLink, Sharing};
pub use statistics::Statistics;
pub use status::{NewStatusEvent, StatusChange, StatusEvent, StatusOutcome, StatusPlace, Statuses};
pub use submission::{
    ATTEMPTS_WINDOW, BestResult, NewSubmission, Page, Submission, SubmissionState, Submissions, Submitted,
};

/// A whole store.
pub trait Store:
    Accounts
    + Identities
    + Organisations
    + Sessions
    + PackStore
    + Submissions
    + Drafts
    + Queue
    + Credentials
    + Statuses
    + Log
    + Sharing
    + Audit
    + Reports
    + Regrades
    + Statistics
{
}

impl<S> Store for S where
    S: Accounts
        + Identities
        + Organisations
        + Sessions
        + PackStore
        + Submissions
        + Drafts
        + Queue
        + Credentials
        + Statuses
        + Log
        + Sharing
        + Audit
        + Reports
        + Regrades
        + Statistics
{
}

/// The store can't do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A name that must be unique is taken.
    #[error("{what} {name:?} exists already; hint: {hint}")]
    Taken {
        /// What kind of thing.
        what: &'static str,
        /// Its name.
        name: String,
        /// What to do.
        hint: &'static str,
    },
    /// Something that was named isn't there.
    #[error("no {what} {name:?}")]
    Unknown {
        /// What kind of thing.
        what: &'static str,
        /// Its name.
        name: String,
    },
    /// A published version was to be changed.
    #[error(
        "pack {id} {version} is published with other files; hint: a published version never changes: raise the version in pack.toml"
    )]
    VersionPublished {
        /// The pack's id.
        id: String,
        /// Its version.
        version: String,
    },
    /// The data on disk doesn't make sense to this program.
    #[error("failed to read stored data: {0}")]
    Corrupt(String),
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
}
