//! Submissions and what became of them.

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
use super::live::OpenUser;
use crate::digest::Digest;
use crate::grading::{ExerciseRef, GradingRecord, Seeds};
use crate::id::{SubmissionId, UserId};
use crate::submission::KeyedSubmission;
use crate::text::Bilingual;

/// A submission to be stored.
#[derive(Clone, Debug)]
pub struct NewSubmission {
    /// Its id.
    pub id: SubmissionId,
    /// For which exercise.
    pub exercise: ExerciseRef,
    /// Of which version of the pack.
    pub pack: Digest,
    /// The code, byte for byte.
    pub source: Vec<u8>,
    /// The code's digest.
    pub digest: Digest,
    /// Where the grading's randomness comes from.
    pub seeds: Seeds,
    /// The client's own key for this request (`Idempotency-Key`), unique per person.
    pub key: Option<String>,
}

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
    /// It could not be graded after several attempts.
    SetAside {
        /// Why.
        why: Bilingual,
    },
    /// Its owner cancelled it before it was graded.
    Cancelled,
}

impl SubmissionState {
    /// Whether it stays as it is.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        match self {
            Self::Graded { .. } | Self::SetAside { .. } | Self::Cancelled => true,
            Self::Queued { .. } | Self::Grading => false,
        }
    }

    /// Whether it is graded and has a check with this id.
    #[must_use]
    pub fn has_check(&self, id: &str) -> bool {
        match self {
            Self::Graded { record, .. } => record.checks.iter().any(|check| check.id == id),
            Self::Queued { .. } | Self::Grading | Self::SetAside { .. } | Self::Cancelled => false,
        }
    }
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

/// Submissions: reading.
#[async_trait]
pub trait ReadSubmissions: Send {
    /// A person's submission; nothing when it isn't theirs.
    async fn submission(&mut self, id: SubmissionId, user: UserId) -> Result<Option<Submission>, StoreError>;

    /// A person's submission that was made with an idempotency key.
    async fn keyed_submission(
        &mut self,
        user: UserId,
        key: &str,
    ) -> Result<Option<KeyedSubmission>, StoreError>;

    /// When a person's submissions to an exercise came that count as attempts, after a time, newest first. One that was set
    /// aside counts where it was set aside as an attempt.
    async fn attempts_after(
        &mut self,
        user: UserId,
        exercise: &ExerciseRef,
        since: Timestamp,
    ) -> Result<Vec<Timestamp>, StoreError>;

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
}

/// Submissions: writing.
#[async_trait]
pub trait WriteSubmissions: Send {
    /// Stores a submission of a person's.
    async fn insert_submission(
        &mut self,
        author: &OpenUser,
        submission: &NewSubmission,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// Notes that the hint of a check of a person's submission was opened; once more changes nothing.
    async fn open_hint(
        &mut self,
        author: &OpenUser,
        id: SubmissionId,
        check: &str,
        now: Timestamp,
    ) -> Result<(), StoreError>;
}
