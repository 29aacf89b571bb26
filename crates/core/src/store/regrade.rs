//! Re-grades: what was handed in under a version is graded once more, beside what counts, and then put in its place or not.
//!
//! ```text
//! start ──▶ Open: jobs wait ──lease_regrade──▶ graded beside ──▶ nothing waits ──apply──▶ Applied
//!             └──────────────────────── discard ─────────────────────┴──────────────────▶ Discarded
//! ```

use std::collections::BTreeMap;

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
use crate::digest::Digest;
use crate::grading::{ExerciseRef, GradingRecord, Share};
use crate::id::{RegradeId, SubmissionId, UserId};
use crate::regrade::{Attempt, Lowering, Treatment};

/// A version of a pack, as a re-grade names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRef {
    /// Its number (semver).
    pub version: String,
    /// The digest of its files.
    pub digest: Digest,
}

/// A re-grade to be started.
#[derive(Clone, Debug)]
pub struct NewRegrade {
    /// Its id.
    pub id: RegradeId,
    /// The pack.
    pub pack: String,
    /// What was handed in under this version,
    pub from: VersionRef,
    /// is graded by this one; nothing when exercises are neutralised and nothing is graded.
    pub to: Option<VersionRef>,
    /// What is done with which exercise.
    pub exercises: BTreeMap<String, Treatment>,
    /// Why, for those concerned: as [`NewRegrade::reason`] takes it.
    pub reason: String,
    /// Who: an account's name.
    pub by: String,
}

impl NewRegrade {
    /// Characters of a reason, at most.
    pub const LONGEST_REASON: usize = 1000;

    /// A reason without the blanks around it; nothing when it is empty or too long.
    #[must_use]
    pub fn reason(text: &str) -> Option<String> {
        let text = text.trim();
        (1..=Self::LONGEST_REASON)
            .contains(&text.chars().count())
            .then(|| text.to_owned())
    }
}

/// What starting did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegradeStarted {
    /// It is open, and what it grades is queued.
    Started,
    /// Another one of the same version is open: nothing was written.
    Open(RegradeId),
}

/// How a re-grade ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegradeEnd {
    /// Whether it was applied; else it was discarded.
    pub applied: bool,
    /// Whether it lowered results, too.
    pub lowering: Lowering,
    /// Who ended it: an account's name.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A re-grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regrade {
    /// Its id.
    pub id: RegradeId,
    /// The pack.
    pub pack: String,
    /// The version that submissions were handed in under.
    pub from: VersionRef,
    /// The version that they are graded by.
    pub to: Option<VersionRef>,
    /// What is done with which exercise.
    pub exercises: BTreeMap<String, Treatment>,
    /// Why.
    pub reason: String,
    /// Who started it: an account's name.
    pub by: String,
    /// When.
    pub started: Timestamp,
    /// How it ended; nothing while it is open.
    pub end: Option<RegradeEnd>,
    /// Submissions that wait to be graded once more, or are being graded.
    pub waiting: u64,
    /// Submissions that were graded once more.
    pub graded: u64,
    /// Submissions that could not be; what they had counts on.
    pub failed: u64,
}

/// What was handed in for an exercise under a version, and graded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedIn {
    /// The exercise's id in its pack.
    pub exercise: String,
    /// How many submissions.
    pub submissions: u64,
    /// By how many people.
    pub people: u64,
}

/// What ending a re-grade did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegradeSettled {
    /// It is ended, and it is on record.
    Settled {
        /// Submissions whose grading was replaced.
        replaced: u64,
        /// People whose results changed.
        people: u64,
    },
    /// It was ended before: nothing was written.
    Before,
    /// So many submissions still wait to be graded: nothing was written.
    Waiting(u64),
    /// There is no such re-grade.
    Unknown,
}

/// What a re-grade changed for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegradeNotice {
    /// The re-grade.
    pub regrade: RegradeId,
    /// On which exercise.
    pub exercise: ExerciseRef,
    /// The best result before.
    pub before: Share,
    /// The best result after.
    pub after: Share,
    /// Whether the exercise no longer counts against them.
    pub neutralised: bool,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// When they said that they had read it.
    pub read: Option<Timestamp>,
}

/// A grading that another one has replaced.
#[derive(Clone, Debug, PartialEq)]
pub struct EarlierGrading {
    /// Its record.
    pub record: Box<GradingRecord>,
    /// When it was graded.
    pub at: Timestamp,
    /// The re-grade that replaced it.
    pub replaced_by: RegradeId,
    /// Why it was replaced.
    pub reason: String,
    /// When it was replaced.
    pub replaced: Timestamp,
}

/// Re-grades. Earlier gradings stay, whatever replaces them: reading.
#[async_trait]
pub trait ReadRegrades: Send {
    /// What was handed in under a version and graded, by exercise.
    async fn handed_in(&mut self, version: Digest) -> Result<Vec<HandedIn>, StoreError>;

    /// The re-grade with an id.
    async fn regrade(&mut self, id: RegradeId) -> Result<Option<Regrade>, StoreError>;

    /// The re-grades of a pack, newest first.
    async fn regrades(&mut self, pack: &str) -> Result<Vec<Regrade>, StoreError>;

    /// All graded submissions, under whatever version, of the people whom a re-grade is about to the exercises that it is
    /// about: what [`changes`](crate::regrade::changes) takes. Without erased accounts.
    async fn regrade_attempts(&mut self, id: RegradeId) -> Result<Vec<Attempt<String>>, StoreError>;

    /// What an applied re-grade changed for whom, without erased accounts.
    async fn regrade_changes(&mut self, id: RegradeId) -> Result<Vec<(UserId, RegradeNotice)>, StoreError>;

    /// What re-grades changed for a person, newest first.
    async fn regrade_notices(&mut self, user: UserId) -> Result<Vec<RegradeNotice>, StoreError>;

    /// The gradings of a person's submission that were replaced, the first one first.
    async fn earlier_gradings(
        &mut self,
        id: SubmissionId,
        user: UserId,
    ) -> Result<Vec<EarlierGrading>, StoreError>;
}

/// Re-grades. Earlier gradings stay, whatever replaces them: writing.
#[async_trait]
pub trait WriteRegrades: Send {
    /// Starts a re-grade, on record, and queues what it grades: all that was handed in under its version, has been graded
    /// and isn't of an erased account. [`StoreError::Unknown`] when a version isn't published.
    async fn start_regrade(&mut self, new: NewRegrade, now: Timestamp) -> Result<RegradeStarted, StoreError>;

    /// Puts what was graded once more in the place of what counts, where it
    /// [takes effect](crate::regrade::takes_effect); neutralises exercises; makes a notice for everybody
    /// [who is to be told](crate::regrade::ResultChange::is_told); all of it on record, with a reason for those concerned.
    async fn apply_regrade(
        &mut self,
        id: RegradeId,
        lowering: Lowering,
        reason: &str,
        actor: &str,
        now: Timestamp,
    ) -> Result<RegradeSettled, StoreError>;

    /// Ends a re-grade, on record; everything counts as before, and what was to be graded isn't.
    async fn discard_regrade(
        &mut self,
        id: RegradeId,
        actor: &str,
        now: Timestamp,
    ) -> Result<RegradeSettled, StoreError>;

    /// Notes that a person has read what a re-grade changed for them; false when it changed nothing.
    async fn read_regrade_notice(
        &mut self,
        id: RegradeId,
        user: UserId,
        now: Timestamp,
    ) -> Result<bool, StoreError>;
}
