//! Giving a job back ungraded.

use spyrales_core::grading::NotGraded;
use spyrales_core::store::{Aside, Lease, NewJob, StoreError, Work};
use spyrales_core::submission::AfterFailure;

use super::give_up;
use crate::App;
use crate::transaction::transaction;

/// What giving a job back did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Released {
    /// It waits for another attempt.
    Requeued,
    /// The submission is set aside; in a re-grade, the grading that it had counts on.
    SetAside,
    /// Another worker has the job, or has done it: nothing was written.
    LeaseLost,
}

impl App {
    /// Gives a job back that could not be graded: it is tried again, at once or behind all that wait, or set aside
    /// ([`AfterFailure`]). A re-grade counts as nobody's attempt.
    pub async fn release(&self, lease: &Lease, not_graded: &NotGraded) -> Result<Released, StoreError> {
        let now = self.clock.now();
        let then = AfterFailure::of(not_graded, lease.attempt);
        let why = match lease.work {
            Work::Submission(_) => then.told(not_graded.why()),
            Work::Regrade(_) => not_graded.why().clone(),
        };
        let job = NewJob {
            work: lease.work,
            submission: lease.submission,
            user: lease.user,
            attempts: lease.attempt,
        };
        let released = transaction!(self.store, "release", StoreError, |tx| {
            let key = lease.key();
            let (held, released) = match then {
                AfterFailure::Again => (tx.end_lease(&key).await?, Released::Requeued),
                AfterFailure::Later => {
                    let held = tx.end_job(&key).await?;
                    if held {
                        tx.enqueue(&job).await?;
                    }
                    (held, Released::Requeued)
                }
                AfterFailure::SetAside | AfterFailure::SetAsideAsAttempt => {
                    let aside = match then {
                        AfterFailure::SetAsideAsAttempt => Aside::Attempt,
                        _ => Aside::Costless,
                    };
                    let held = give_up(&mut *tx, &key, &why, aside, now).await?;
                    (held, Released::SetAside)
                }
            };
            Ok(if held { released } else { Released::LeaseLost })
        })?;
        if released == Released::Requeued {
            self.notices.arrived();
        }
        self.notices.moved(lease.submission);
        Ok(released)
    }
}
