//! Ending a re-grade: putting it in the place of what counts, or not.

use spyrales_core::grading::ExerciseRef;
use spyrales_core::id::RegradeId;
use spyrales_core::regrade::{Lowering, Settlement};
use spyrales_core::store::{AuditAction, NewRegrade, Regrade, RegradeEnd, RegradeState, StoreError, Tx};

use super::audit_event;
use crate::App;
use crate::transaction::{transaction, use_case_errors};

/// What ending a re-grade did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegradeSettled {
    /// It is ended, and it is on record.
    Settled {
        /// Submissions whose grading was replaced.
        replaced: usize,
        /// People whose results changed.
        people: usize,
    },
    /// It was ended before: nothing was written.
    Before,
    /// So many submissions still wait to be graded: nothing was written.
    Waiting(u64),
}

/// A re-grade is not ended.
#[derive(Debug, thiserror::Error)]
pub enum SettleRegradeError {
    /// There is no such re-grade.
    #[error("no re-grade {0}")]
    Unknown(RegradeId),
    /// The reason is empty or too long.
    #[error("the reason has 1 to {} characters", NewRegrade::LONGEST_REASON)]
    Reason,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(SettleRegradeError);

impl App {
    /// Puts what was graded once more in the place of what counts, where it
    /// [takes effect](spyrales_core::regrade::takes_effect); neutralises exercises; makes a notice for everybody
    /// [who is to be told](spyrales_core::regrade::ResultChange::is_told); all of it on record, with a reason for those
    /// concerned.
    pub async fn apply_regrade(
        &self,
        id: RegradeId,
        lowering: Lowering,
        reason: &str,
        actor: &str,
    ) -> Result<RegradeSettled, SettleRegradeError> {
        let reason = &NewRegrade::reason(reason).ok_or(SettleRegradeError::Reason)?;
        let end = RegradeEnd {
            applied: true,
            lowering,
            by: actor.to_owned(),
            at: self.clock.now(),
        };
        let settled = transaction!(self.store, "apply_regrade", SettleRegradeError, |tx| {
            let regrade = find(&mut *tx, id).await?;
            match regrade.state() {
                RegradeState::Applied | RegradeState::Discarded => return Ok(RegradeSettled::Before),
                RegradeState::Grading(waiting) => return Ok(RegradeSettled::Waiting(waiting)),
                RegradeState::Ready => {}
            }
            let attempts = tx.regrade_attempts(id).await?;
            let settlement = Settlement::of(&attempts, lowering);
            write(&mut *tx, &regrade, &settlement, &end).await?;
            close(&mut *tx, &regrade, &end, reason).await?;
            Ok(RegradeSettled::Settled {
                replaced: settlement.replaced.len(),
                people: settlement.people_told(),
            })
        })?;
        if let RegradeSettled::Settled { replaced, people } = settled {
            tracing::info!(regrade = %id, replaced, people, "applied a re-grade");
        }
        Ok(settled)
    }

    /// Ends a re-grade, on record; everything counts as before, and what was to be graded isn't.
    pub async fn discard_regrade(
        &self,
        id: RegradeId,
        actor: &str,
    ) -> Result<RegradeSettled, SettleRegradeError> {
        let end = RegradeEnd {
            applied: false,
            lowering: Lowering::Never,
            by: actor.to_owned(),
            at: self.clock.now(),
        };
        transaction!(self.store, "discard_regrade", SettleRegradeError, |tx| {
            let regrade = find(&mut *tx, id).await?;
            match regrade.state() {
                RegradeState::Applied | RegradeState::Discarded => return Ok(RegradeSettled::Before),
                RegradeState::Grading(_) | RegradeState::Ready => {}
            }
            tx.remove_regrade_work(id).await?;
            close(&mut *tx, &regrade, &end, &regrade.reason).await?;
            Ok(RegradeSettled::Settled {
                replaced: 0,
                people: 0,
            })
        })
    }
}

async fn find(tx: &mut dyn Tx, id: RegradeId) -> Result<Regrade, SettleRegradeError> {
    tx.regrade(id).await?.ok_or(SettleRegradeError::Unknown(id))
}

async fn write(
    tx: &mut dyn Tx,
    regrade: &Regrade,
    settlement: &Settlement<String>,
    end: &RegradeEnd,
) -> Result<(), StoreError> {
    for submission in &settlement.replaced {
        tx.replace_grading(regrade.id, *submission, end.at).await?;
    }
    for change in &settlement.changes {
        let exercise = ExerciseRef {
            pack: regrade.pack.clone(),
            exercise: change.exercise.clone(),
        };
        tx.put_best_result(change.user, &exercise, change.submission)
            .await?;
        if change.neutralised {
            tx.neutralise(regrade.id, change.user, &exercise).await?;
        }
        if change.is_told() {
            tx.insert_regrade_notice(regrade.id, change).await?;
        }
    }
    Ok(())
}

/// Stores how it ended, on record.
async fn close(tx: &mut dyn Tx, regrade: &Regrade, end: &RegradeEnd, reason: &str) -> Result<(), StoreError> {
    tx.end_regrade(regrade.id, end, reason).await?;
    let (action, detail) = if end.applied {
        (AuditAction::RegradeApplied, reason)
    } else {
        (AuditAction::RegradeDiscarded, "")
    };
    let named = (regrade.pack.as_str(), &regrade.from, regrade.to.as_ref());
    let event = audit_event(&end.by, action, named, detail);
    tx.record_event(&event, end.at).await
}
