//! Submitting code.

use jiff::Timestamp;
use spyrales_core::digest::Digest;
use spyrales_core::grading::Seeds;
use spyrales_core::id::{JobId, SubmissionId, UserId};
use spyrales_core::store::{NewJob, NewSubmission, NotLive, StoreError, Work};
use spyrales_core::submission::{
    Admission, Quota, Replay, SourceTooLarge, admit, attempts_since, check_size, replay,
};

use crate::App;
use crate::accounts::open;
use crate::catalog::ExerciseHandle;
use crate::transaction::{transaction, use_case_errors};

/// Code that a person submits.
pub struct SubmitRequest<'a> {
    /// Whose.
    pub user: UserId,
    /// For which exercise.
    pub exercise: &'a ExerciseHandle,
    /// The code, byte for byte.
    pub source: Vec<u8>,
    /// The client's own key for this request: sent again with the same exercise and code, it makes no second submission.
    pub key: Option<String>,
    /// How many of the person's submissions may wait or be graded at the same time.
    pub queue_limit: u32,
}

/// Code is not submitted.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// The code is larger than code may be.
    #[error(transparent)]
    TooLarge(#[from] SourceTooLarge),
    /// The key was used before for another exercise or other code.
    #[error("idempotency key reused")]
    KeyReused,
    /// The person has as many submissions waiting as they may.
    #[error("{waiting} submissions wait")]
    QueueFull {
        /// How many wait.
        waiting: u32,
    },
    /// The person has submitted to this exercise as often as they may for now.
    #[error("attempts used up until {again}")]
    AttemptsUsedUp {
        /// How often they may within 24 hours.
        limit: u32,
        /// When they may again.
        again: Timestamp,
        /// Now.
        now: Timestamp,
    },
    /// There is no such account, or it is closed.
    #[error(transparent)]
    NotLive(#[from] NotLive),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(SubmitError);

impl App {
    /// Stores code and queues its grading; its id, or that of the submission that the same request made before.
    pub async fn submit(&self, request: SubmitRequest<'_>) -> Result<SubmissionId, SubmitError> {
        check_size(&request.source)?;
        let SubmitRequest { user, exercise, .. } = request;
        let now = self.clock.now();
        let ids = |rng: &mut _| (SubmissionId::new(now, rng), JobId::new(now, rng));
        let (id, job) = self.rng.with(ids);
        let new = NewSubmission {
            id,
            seeds: Seeds {
                visible: exercise.seed(user),
                hidden: Some(self.hidden_seeds.of(id)),
            },
            exercise: exercise.name(),
            pack: exercise.pack().digest,
            digest: Digest::of(&request.source),
            source: request.source,
            key: request.key,
        };
        let job = NewJob {
            work: Work::Submission(job),
            submission: id,
            user,
            attempts: 0,
        };
        let quota = Quota {
            waiting: request.queue_limit,
            daily_attempts: exercise.daily_attempts,
        };
        let made = transaction!(self.store, "submit", SubmitError, |tx| {
            let author = open::<SubmitError>(&mut *tx, user).await?;
            let earlier = match &new.key {
                Some(key) => tx.keyed_submission(user, key).await?,
                None => None,
            };
            match earlier.map(|earlier| replay(&earlier, &new.exercise, new.digest)) {
                Some(Replay::Same(earlier)) => return Ok(earlier),
                Some(Replay::Other) => return Err(SubmitError::KeyReused),
                None => {}
            }
            let waiting = tx.jobs_of(user).await?;
            let attempts = tx
                .attempts_after(user, &new.exercise, attempts_since(now))
                .await?;
            match admit(quota, waiting, &attempts, now) {
                Admission::Admitted => {}
                Admission::QueueFull { waiting } => return Err(SubmitError::QueueFull { waiting }),
                Admission::AttemptsUsedUp { again } => {
                    let limit = quota.daily_attempts;
                    return Err(SubmitError::AttemptsUsedUp { limit, again, now });
                }
            }
            tx.insert_submission(&author, &new, now).await?;
            tx.enqueue(&job).await?;
            Ok(id)
        })?;
        if made == id {
            self.notices.arrived();
        }
        Ok(made)
    }
}
