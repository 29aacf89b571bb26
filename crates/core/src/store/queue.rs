//! The queue of gradings: leased rows.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
use crate::digest::Digest;
use crate::grading::{ExerciseRef, Grading};
use crate::id::{JobId, RegradeId, SubmissionId};
use crate::text::Bilingual;

/// Leases that may fail before a submission is set aside.
pub const MAX_ATTEMPTS: u32 = 3;

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
    /// It was the last attempt: the submission is set aside; in a re-grade, what it had counts on.
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

/// The queue: reading.
#[async_trait]
pub trait ReadQueue: Send {
    /// How busy the queue is.
    async fn depth(&mut self) -> Result<QueueDepth, StoreError>;
}

/// The queue: writing.
#[async_trait]
pub trait WriteQueue: Send {
    /// Takes the job that has waited longest, new or with a lease that ran out; nobody else gets it until
    /// `now + ttl`. A job whose [`MAX_ATTEMPTS`] leases all ran out is set aside on the way.
    async fn lease_job(&mut self, now: Timestamp, ttl: Duration) -> Result<Option<Lease>, StoreError>;

    /// The same for what waits to be graded once more, in the order of re-grades. Whoever asks has looked for
    /// [`lease_job`](Self::lease_job) first: people wait for those.
    async fn lease_regrade(&mut self, now: Timestamp, ttl: Duration) -> Result<Option<Lease>, StoreError>;

    /// Holds a job for longer; false when the lease is lost.
    async fn renew(&mut self, lease: &Lease, now: Timestamp, ttl: Duration) -> Result<bool, StoreError>;

    /// Stores the record, updates the person's best result and ends the job; a re-grade's record is stored beside
    /// what counts.
    async fn complete(
        &mut self,
        lease: &Lease,
        grading: &Grading,
        now: Timestamp,
    ) -> Result<Completion, StoreError>;

    /// Gives a job back ungraded.
    async fn release(
        &mut self,
        lease: &Lease,
        why: &Bilingual,
        now: Timestamp,
    ) -> Result<Released, StoreError>;
}
