//! Gradings, and the best of them.

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
use crate::digest::Digest;
use crate::grading::{ExerciseRef, Grading, Points, Share};
use crate::id::{SubmissionId, UserId};
use crate::text::Bilingual;

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

/// As what a submission counts that is not graded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// As nothing: it could not be graded.
    Costless,
    /// As an attempt all the same.
    Attempt,
    /// As nothing: its owner cancelled it.
    Cancelled,
}

/// Results: reading.
#[async_trait]
pub trait ReadResults: Send {
    /// A person's best result on every exercise they have tried.
    async fn best_results(&mut self, user: UserId) -> Result<Vec<BestResult>, StoreError>;

    /// What was earned of what, in a person's best result on an exercise.
    async fn best_share(&mut self, user: UserId, exercise: &ExerciseRef)
    -> Result<Option<Share>, StoreError>;
}

/// Results: writing.
#[async_trait]
pub trait WriteResults: Send {
    /// Stores a submission's grading.
    async fn insert_grading(
        &mut self,
        submission: SubmissionId,
        grading: &Grading,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// Notes that a submission is not graded, why, and as what it counts.
    async fn set_aside(
        &mut self,
        submission: SubmissionId,
        why: &Bilingual,
        aside: Aside,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// Makes a graded submission a person's best result on an exercise.
    async fn put_best_result(
        &mut self,
        user: UserId,
        exercise: &ExerciseRef,
        submission: SubmissionId,
    ) -> Result<(), StoreError>;
}
