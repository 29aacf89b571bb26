//! Recording what a grading came to.

use spyrales_core::grading::{Grading, Share};
use spyrales_core::store::{Lease, StoreError, Work};
use spyrales_core::submission::is_better;

use crate::App;
use crate::transaction::transaction;

/// What completing did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completion {
    /// The record is stored and counted.
    Recorded,
    /// Another worker has the job, or has done it: nothing was written.
    LeaseLost,
}

impl App {
    /// Stores a record, updates the person's best result and ends the job; a re-grade's record is stored beside what counts.
    pub async fn complete(&self, lease: &Lease, grading: &Grading) -> Result<Completion, StoreError> {
        let now = self.clock.now();
        let share = Share {
            earned: grading.record.earned,
            possible: grading.record.possible,
        };
        let completion = transaction!(self.store, "complete", StoreError, |tx| {
            if !tx.end_job(&lease.key()).await? {
                return Ok(Completion::LeaseLost);
            }
            match lease.work {
                Work::Submission(_) => {
                    tx.insert_grading(lease.submission, grading, now).await?;
                    let best = tx.best_share(lease.user, &lease.exercise).await?;
                    if is_better(share, best) {
                        tx.put_best_result(lease.user, &lease.exercise, lease.submission)
                            .await?;
                    }
                }
                Work::Regrade(id) => {
                    tx.insert_regrade_result(id, lease.submission, grading, now)
                        .await?;
                }
            }
            Ok(Completion::Recorded)
        })?;
        self.notices.moved(lease.submission);
        Ok(completion)
    }
}
