//! Taking a submission back before it is graded.

use spyrales_core::id::{SubmissionId, UserId};
use spyrales_core::store::{Aside, StoreError};
use spyrales_core::submission::{Cancellation, cancel, cancelled};

use crate::App;
use crate::transaction::{transaction, use_case_errors};

/// A submission is not cancelled.
#[derive(Debug, thiserror::Error)]
pub enum CancelError {
    /// The person has no such submission.
    #[error("no submission {0}")]
    Unknown(SubmissionId),
    /// It is graded, or was set aside: nothing more becomes of it.
    #[error("submission {0} is settled")]
    Settled(SubmissionId),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(CancelError);

impl App {
    /// Takes a person's submission off the queue, and ends its grading where a worker is at it. It was no attempt. Once more
    /// changes nothing.
    pub async fn cancel_submission(&self, id: SubmissionId, user: UserId) -> Result<(), CancelError> {
        let now = self.clock.now();
        transaction!(self.store, "cancel_submission", CancelError, |tx| {
            let found = tx.submission(id, user).await?;
            match cancel(&found.ok_or(CancelError::Unknown(id))?.state) {
                Cancellation::Cancel => {}
                Cancellation::Already => return Ok(()),
                Cancellation::TooLate => return Err(CancelError::Settled(id)),
            }
            // The job went with its submission's last state: whoever holds a lease on it has lost it.
            tx.withdraw_job(id).await?;
            tx.set_aside(id, &cancelled(), Aside::Cancelled, now).await?;
            Ok(())
        })?;
        self.notices.moved(id);
        Ok(())
    }
}
