//! The queues of gradings: leased rows.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
use crate::digest::Digest;
use crate::grading::{ExerciseRef, Seeds};
use crate::id::{JobId, RegradeId, SubmissionId, UserId};

/// A queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    /// Submissions that people wait for.
    Submissions,
    /// Submissions that are graded once more, when nobody waits.
    Regrades,
}

/// What a job is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// A submission that its person waits for: a job of the queue.
    Submission(JobId),
    /// A submission that is graded once more, beside what counts.
    Regrade(RegradeId),
}

impl Work {
    /// The queue that it stands in.
    #[must_use]
    pub fn queue(self) -> Queue {
        match self {
            Self::Submission(_) => Queue::Submissions,
            Self::Regrade(_) => Queue::Regrades,
        }
    }
}

/// A job to be queued, behind all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewJob {
    /// What for.
    pub work: Work,
    /// The submission to grade.
    pub submission: SubmissionId,
    /// Whose.
    pub user: UserId,
    /// How often it was tried before.
    pub attempts: u32,
}

/// Tells a lease from all others: earlier and later ones of the same job have other numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeaseKey {
    /// What for.
    pub work: Work,
    /// The submission to grade.
    pub submission: SubmissionId,
    /// How many leases of the job there were, this one included.
    pub attempt: u32,
}

/// The right to grade a submission for a while. Only its holder can complete the job, and only until another
/// one has taken it over. Clones share the code.
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
    /// Whose.
    pub user: UserId,
    /// Its exercise.
    pub exercise: ExerciseRef,
    /// The version of its pack that grades it.
    pub pack: Digest,
    /// Its code.
    pub source: Arc<[u8]>,
    /// Its seeds.
    pub seeds: Seeds,
}

impl Lease {
    /// What tells it from all others.
    #[must_use]
    pub fn key(&self) -> LeaseKey {
        LeaseKey {
            work: self.work,
            submission: self.submission,
            attempt: self.attempt,
        }
    }
}

/// How busy the queue is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueDepth {
    /// Submissions that wait.
    pub queued: u64,
    /// Submissions that workers are at.
    pub leased: u64,
}

/// The queues: reading.
#[async_trait]
pub trait ReadQueue: Send {
    /// How busy the queue of submissions is.
    async fn depth(&mut self) -> Result<QueueDepth, StoreError>;

    /// Whether anything waits in a queue or is being graded.
    async fn has_jobs(&mut self, queue: Queue) -> Result<bool, StoreError>;

    /// The time that leases are counted by: the database's own where several machines share it, whose clocks may differ;
    /// otherwise the caller's.
    async fn lease_time(&mut self, now: Timestamp) -> Result<Timestamp, StoreError>;

    /// How many of a person's submissions wait or are being graded.
    async fn jobs_of(&mut self, user: UserId) -> Result<u32, StoreError>;

    /// The leases of a queue that have run out, and whose jobs nobody has taken over.
    async fn expired_leases(&mut self, queue: Queue, now: Timestamp) -> Result<Vec<LeaseKey>, StoreError>;
}

/// The queues: writing. A method that takes a lease changes nothing, and says false, once it is lost: another worker has the
/// job, or has done it.
#[async_trait]
pub trait WriteQueue: Send {
    /// Puts a job at the end of its queue.
    async fn enqueue(&mut self, job: &NewJob) -> Result<(), StoreError>;

    /// Leases the job that stands first in a queue and isn't leased at a time, until another time. A re-grade's submission
    /// is graded by the re-grade's version, with the seeds that it had.
    async fn lease_next(
        &mut self,
        queue: Queue,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<Lease>, StoreError>;

    /// Holds a job until a later time.
    async fn renew_lease(&mut self, lease: &LeaseKey, until: Timestamp) -> Result<bool, StoreError>;

    /// Ends a lease; the job keeps its place.
    async fn end_lease(&mut self, lease: &LeaseKey) -> Result<bool, StoreError>;

    /// Takes a leased job off its queue.
    async fn end_job(&mut self, lease: &LeaseKey) -> Result<bool, StoreError>;

    /// Takes a submission's job off the queue of submissions, leased or not: every lease on it is lost.
    async fn withdraw_job(&mut self, submission: SubmissionId) -> Result<(), StoreError>;
}
