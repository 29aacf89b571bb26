//! Submissions and what became of them.

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};

use super::StoreError;
use crate::digest::Digest;
use crate::grading::{ExerciseRef, GradingRecord, Points};
use crate::id::{JobId, SubmissionId, UserId};
use crate::text::Bilingual;

/// Code handed in, to be stored with its job.
#[derive(Clone, Debug)]
pub struct NewSubmission {
    /// Its id.
    pub id: SubmissionId,
    /// Its job's id.
    pub job: JobId,
    /// Whose.
    pub user: UserId,
    /// For which exercise.
    pub exercise: ExerciseRef,
    /// Of which version of the pack.
    pub pack: Digest,
    /// The code, byte for byte.
    pub source: Vec<u8>,
    /// Where the grading's randomness comes from.
    pub seed: u64,
    /// The client's own key for this request (`Idempotency-Key`), unique per person.
    pub key: Option<String>,
    /// How many of this person's submissions may wait or be graded at the same time.
    pub queue_limit: u32,
    /// How many submissions to this exercise this person may make within [`ATTEMPTS_WINDOW`].
    pub daily_attempts: u32,
}

/// What became of handing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Submitted {
    /// It is stored and queued.
    New(SubmissionId),
    /// The same request came before; this is what it made.
    Replayed(SubmissionId),
    /// The key was used before for another exercise or other code.
    KeyReused,
    /// The person has as many submissions waiting as they may.
    QueueFull {
        /// How many wait.
        waiting: u32,
    },
    /// The person has submitted to this exercise as often as they may for now.
    AttemptsUsedUp {
        /// When they may again.
        again: Timestamp,
    },
}

/// For how long a submission counts against an exercise's daily attempts.
pub const ATTEMPTS_WINDOW: SignedDuration = SignedDuration::from_hours(24);

/// How far a submission has come.
#[derive(Clone, Debug, PartialEq)]
pub enum SubmissionState {
    /// It waits.
    Queued {
        /// How many are before it.
        ahead: u64,
    },
    /// A worker is at it.
    Grading,
    /// It is graded.
    Graded {
        /// The record.
        record: Box<GradingRecord>,
        /// How long the grading took, in microseconds.
        wall_us: u64,
        /// When it was graded.
        at: Timestamp,
    },
    /// It could not be graded after several attempts; it costs nothing.
    SetAside {
        /// Why.
        why: Bilingual,
    },
}

/// A submission.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    /// Which.
    pub id: SubmissionId,
    /// Whose.
    pub user: UserId,
    /// For which exercise.
    pub exercise: ExerciseRef,
    /// Of which version of the pack.
    pub pack: Digest,
    /// When it came in.
    pub submitted: Timestamp,
    /// How far it has come.
    pub state: SubmissionState,
}

/// A part of a longer list, newest first.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Only what is older than this.
    pub before: Option<SubmissionId>,
    /// At most so many.
    pub limit: u32,
}

/// A person's best result on an exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BestResult {
    /// The exercise.
    pub exercise: ExerciseRef,
    /// What was earned.
    pub earned: Points,
    /// What could be earned.
    pub possible: Points,
    /// The submission that earned it.
    pub submission: SubmissionId,
    /// The digest of its record.
    pub record: Digest,
    /// When it was graded.
    pub at: Timestamp,
    /// Whether the exercise no longer counts against the person.
    pub neutralised: bool,
}

/// Submissions and results: reading.
#[async_trait]
pub trait ReadSubmissions: Send {
    /// A person's submission; nothing when it isn't theirs.
    async fn submission(&mut self, id: SubmissionId, user: UserId) -> Result<Option<Submission>, StoreError>;

    /// The code that has this digest, whoever submitted it: for replaying a record.
    async fn source_by_digest(&mut self, digest: Digest) -> Result<Option<Vec<u8>>, StoreError>;

    /// The code of a person's submission.
    async fn submission_source(
        &mut self,
        id: SubmissionId,
        user: UserId,
    ) -> Result<Option<Vec<u8>>, StoreError>;

    /// A person's submissions, newest first, of one exercise or of all.
    async fn submissions(
        &mut self,
        user: UserId,
        exercise: Option<&ExerciseRef>,
        page: Page,
    ) -> Result<Vec<Submission>, StoreError>;

    /// The checks of a submission whose hints were opened.
    async fn opened_hints(&mut self, id: SubmissionId) -> Result<Vec<String>, StoreError>;

    /// A person's best result on every exercise they have tried: the highest share of the points, the earliest
    /// of equals.
    async fn best_results(&mut self, user: UserId) -> Result<Vec<BestResult>, StoreError>;
}

/// Submissions and results: writing.
#[async_trait]
pub trait WriteSubmissions: Send {
    /// Stores a submission and queues its job, together. What was set aside doesn't count as an attempt.
    async fn submit(&mut self, submission: NewSubmission, now: Timestamp) -> Result<Submitted, StoreError>;

    /// Notes that a person has opened the hint of a check of their submission; false when the submission isn't theirs.
    async fn open_hint(
        &mut self,
        id: SubmissionId,
        user: UserId,
        check: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError>;
}
