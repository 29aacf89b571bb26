//! The queue of gradings: leased rows.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
use crate::digest::Digest;
use crate::grading::{ExerciseRef, Grading, NotGraded};
use crate::id::{JobId, RegradeId, SubmissionId};
use crate::text::Bilingual;

/// Leases that may fail before a submission is set aside.
pub const MAX_ATTEMPTS: u32 = 3;
/// The same, where the code made a worker silent: once may be chance.
const MAX_SILENT_ATTEMPTS: u32 = 2;

/// What becomes of a job that was not graded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterFailure {
    /// It is tried again at once.
    Again,
    /// It is tried again when all that wait by now have had their turn.
    Later,
    /// It is set aside, and was no attempt of the learner's.
    SetAside,
    /// It is set aside, and was an attempt of the learner's.
    SetAsideAsAttempt,
}

impl AfterFailure {
    /// What becomes of it after so many attempts, this one included.
    #[must_use]
    pub fn of(why: &NotGraded, attempts: u32) -> Self {
        match why {
            NotGraded::Fault(_) | NotGraded::WorkerLost(_) if attempts >= MAX_ATTEMPTS => Self::SetAside,
            NotGraded::Exceeded(_) if attempts >= MAX_SILENT_ATTEMPTS => Self::SetAsideAsAttempt,
            NotGraded::Fault(_) => Self::Again,
            // It may be the code's doing: what waits behind it doesn't wait for that twice.
            NotGraded::WorkerLost(_) | NotGraded::Exceeded(_) => Self::Later,
        }
    }
}

/// What a lease is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// A submission that was handed in: a job of the queue.
    Submission(JobId),
    /// A submission that is graded once more, beside what counts.
    Regrade(RegradeId),
}

/// The right to grade a submission for a while. Only its holder can complete the job, and only until another
/// one has taken it over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// What for.
    pub work: Work,
    /// Tells this lease from earlier and later ones of the same job.
    pub attempt: u32,
    /// Until when nobody else gets the job.
    pub expires: Timestamp,
    /// The submission to grade.
    pub submission: SubmissionId,
    /// Its exercise.
    pub exercise: ExerciseRef,
    /// The version of its pack that grades it.
    pub pack: Digest,
    /// Its code.
    pub source: Vec<u8>,
    /// Its seed.
    pub seed: u64,
}

/// What completing did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completion {
    /// The record is stored and counted.
    Recorded,
    /// Another worker has the job, or has done it: nothing was written.
    LeaseLost,
}

/// What giving a job back did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Released {
    /// It waits for another attempt.
    Requeued,
    /// The submission is set aside; in a re-grade, what it had counts on.
    SetAside,
    /// Another worker has the job, or has done it: nothing was written.
    LeaseLost,
}

/// How busy the queue is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueDepth {
    /// Submissions that wait.
    pub queued: u64,
    /// Submissions that workers are at.
    pub leased: u64,
}

/// The queue.
#[async_trait]
pub trait Queue: Send + Sync {
    /// Takes the job that has waited longest, new or with a lease that ran out; nobody else gets it until
    /// `now + ttl`. A job whose [`MAX_ATTEMPTS`] leases all ran out is set aside on the way.
    async fn lease_job(&self, now: Timestamp, ttl: Duration) -> Result<Option<Lease>, StoreError>;

    /// The same for what waits to be graded once more, in the order of re-grades. Whoever asks has looked for
    /// [`lease_job`](Self::lease_job) first: people wait for those.
    async fn lease_regrade(&self, now: Timestamp, ttl: Duration) -> Result<Option<Lease>, StoreError>;

    /// Holds a job for longer; false when the lease is lost.
    async fn renew(&self, lease: &Lease, now: Timestamp, ttl: Duration) -> Result<bool, StoreError>;

    /// Stores the record, updates the person's best result and ends the job; a re-grade's record is stored beside
    /// what counts.
    async fn complete(
        &self,
        lease: &Lease,
        grading: &Grading,
        now: Timestamp,
    ) -> Result<Completion, StoreError>;

    /// Gives a job back ungraded, and does with it what was [decided](AfterFailure::of). A re-grade counts as nobody's
    /// attempt.
    async fn release(
        &self,
        lease: &Lease,
        why: &Bilingual,
        then: AfterFailure,
        now: Timestamp,
    ) -> Result<Released, StoreError>;

    /// How busy the queue is.
    async fn depth(&self) -> Result<QueueDepth, StoreError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why() -> Bilingual {
        Bilingual::new("pourquoi", "why")
    }

    #[test]
    fn code_that_makes_workers_silent_is_tried_twice_and_then_counts() {
        let silent = NotGraded::Exceeded(why());
        let then = [1, 2, 3].map(|attempts| AfterFailure::of(&silent, attempts));
        assert_eq!(
            then,
            [
                AfterFailure::Later,
                AfterFailure::SetAsideAsAttempt,
                AfterFailure::SetAsideAsAttempt
            ]
        );
    }

    #[test]
    fn what_fails_otherwise_is_tried_three_times_and_costs_nothing() {
        for (failure, retry) in [
            (NotGraded::Fault(why()), AfterFailure::Again),
            (NotGraded::WorkerLost(why()), AfterFailure::Later),
        ] {
            let then = [1, 2, 3].map(|attempts| AfterFailure::of(&failure, attempts));
            assert_eq!(then, [retry, retry, AfterFailure::SetAside]);
        }
    }
}
