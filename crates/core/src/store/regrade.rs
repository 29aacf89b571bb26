//! Re-grades: what was submitted under a version is graded once more, beside what counts, and then put in its place or not.
//!
//! ```text
//! start ──▶ Open: jobs wait ──lease──▶ graded beside ──▶ nothing waits ──apply──▶ Applied
//!             └──────────────────────── discard ─────────────────────┴──────────────────▶ Discarded
//! ```

use std::collections::BTreeMap;

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
use crate::digest::Digest;
use crate::grading::{ExerciseRef, Grading, GradingRecord, Share};
use crate::id::{RegradeId, SubmissionId, UserId};
use crate::regrade::{Attempt, Lowering, ResultChange, Treatment};
use crate::text::Bilingual;

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
    /// What was submitted under this version,
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
    /// The version that submissions were made under.
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

/// How far a re-grade has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegradeState {
    /// So many submissions wait to be graded once more, or are being graded.
    Grading(u64),
    /// All are graded: it can be applied.
    Ready,
    /// It was applied.
    Applied,
    /// It was discarded.
    Discarded,
}

impl Regrade {
    /// How far it has come.
    #[must_use]
    pub fn state(&self) -> RegradeState {
        match &self.end {
            Some(end) if end.applied => RegradeState::Applied,
            Some(_) => RegradeState::Discarded,
            None if self.waiting > 0 => RegradeState::Grading(self.waiting),
            None => RegradeState::Ready,
        }
    }
}

/// How much was submitted to an exercise under a version, and graded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionCount {
    /// The exercise's id in its pack.
    pub exercise: String,
    /// How many submissions.
    pub submissions: u64,
    /// By how many people.
    pub people: u64,
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
    /// How much was submitted under a version and graded, by exercise, without erased accounts.
    async fn submission_counts(&mut self, version: Digest) -> Result<Vec<SubmissionCount>, StoreError>;

    /// The re-grade of a version that is open.
    async fn open_regrade(&mut self, from: Digest) -> Result<Option<RegradeId>, StoreError>;

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
    /// Stores a re-grade, which is open from then on.
    async fn insert_regrade(&mut self, new: &NewRegrade, now: Timestamp) -> Result<(), StoreError>;

    /// Queues the submissions of a re-grade's exercises that are to be graded once more: all that were made under its version
    /// and graded, without erased accounts.
    async fn enqueue_regrade(&mut self, id: RegradeId) -> Result<(), StoreError>;

    /// Stores what grading a submission once more came to, beside what counts.
    async fn insert_regrade_result(
        &mut self,
        id: RegradeId,
        submission: SubmissionId,
        grading: &Grading,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// Notes that a submission could not be graded once more, and why.
    async fn insert_regrade_failure(
        &mut self,
        id: RegradeId,
        submission: SubmissionId,
        why: &Bilingual,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// Puts what grading a submission once more came to in the place of what counts, which is kept as an
    /// [earlier grading](EarlierGrading).
    async fn replace_grading(
        &mut self,
        id: RegradeId,
        submission: SubmissionId,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// From now on an exercise doesn't count against a person.
    async fn neutralise(
        &mut self,
        id: RegradeId,
        user: UserId,
        exercise: &ExerciseRef,
    ) -> Result<(), StoreError>;

    /// Stores what a re-grade changed for a person.
    async fn insert_regrade_notice(
        &mut self,
        id: RegradeId,
        change: &ResultChange<String>,
    ) -> Result<(), StoreError>;

    /// Removes what waits for a re-grade, and what grading once more came to.
    async fn remove_regrade_work(&mut self, id: RegradeId) -> Result<(), StoreError>;

    /// Stores how a re-grade ended, and the reason that those concerned read.
    async fn end_regrade(&mut self, id: RegradeId, end: &RegradeEnd, reason: &str) -> Result<(), StoreError>;

    /// Notes that a person has read what a re-grade changed for them, unless it was noted before; how many changes that
    /// were.
    async fn read_regrade_notices(
        &mut self,
        id: RegradeId,
        user: UserId,
        now: Timestamp,
    ) -> Result<u64, StoreError>;
}
