//! Ending a re-grade: putting it in the place of what counts, or not.

use std::collections::BTreeSet;

use jiff::Timestamp;
use spyrales_core::id::{RegradeId, SubmissionId};
use spyrales_core::regrade::{Lowering, ResultChange, changes, takes_effect};
use spyrales_core::store::{Regrade, StoreError};

use super::super::Connection;
use super::super::columns::{database, integer};
use super::read;

/// Replaces gradings, best results and what counts against whom; how many submissions and people that was.
pub(super) async fn apply(
    connection: &mut Connection,
    regrade: &Regrade,
    lowering: Lowering,
    now: Timestamp,
) -> Result<(u64, u64), StoreError> {
    let attempts = read::attempts(connection, regrade.id).await?;
    let mut replaced = 0;
    for attempt in &attempts {
        let regraded = attempt.regraded;
        if regraded.is_some_and(|regraded| takes_effect(attempt.now, regraded, lowering)) {
            replace(connection, regrade.id, attempt.submission, now).await?;
            replaced += 1;
        }
    }
    let mut people = BTreeSet::new();
    for change in changes(&attempts, lowering) {
        sqlx::query(
            "UPDATE best_results SET submission_id = $4
             WHERE user_id = $1 AND pack_id = $2 AND exercise_id = $3",
        )
        .bind(change.user.uuid())
        .bind(&regrade.pack)
        .bind(&change.exercise)
        .bind(change.submission.uuid())
        .execute(&mut *connection)
        .await
        .map_err(database)?;
        if change.neutralised {
            neutralise(connection, regrade, &change).await?;
        }
        if change.is_told() {
            tell(connection, regrade.id, &change).await?;
            people.insert(change.user);
        }
    }
    Ok((replaced, people.len() as u64))
}

/// Puts a grading in the place of the one that counts, which stays beside.
async fn replace(
    connection: &mut Connection,
    id: RegradeId,
    submission: SubmissionId,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO earlier_gradings (submission_id, replaced_by, replaced_at, regrade_id, earned, possible,
             digest, wall_us, graded_at, traces, record)
         SELECT submission_id, $2, $3, regrade_id, earned, possible, digest, wall_us, graded_at, traces, record
         FROM gradings WHERE submission_id = $1",
    )
    .bind(submission.uuid())
    .bind(id.uuid())
    .bind(now.as_microsecond())
    .execute(&mut *connection)
    .await
    .map_err(database)?;
    sqlx::query(
        "UPDATE gradings SET regrade_id = $2, earned = r.earned, possible = r.possible, digest = r.digest,
             wall_us = r.wall_us, graded_at = r.graded_at, traces = r.traces, record = r.record
         FROM regrade_results AS r
         WHERE gradings.submission_id = $1 AND r.submission_id = $1 AND r.regrade_id = $2",
    )
    .bind(submission.uuid())
    .bind(id.uuid())
    .execute(connection)
    .await
    .map_err(database)?;
    Ok(())
}

/// From now on the exercise doesn't count against its person.
async fn neutralise(
    connection: &mut Connection,
    regrade: &Regrade,
    change: &ResultChange<String>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO neutralised (user_id, pack_id, exercise_id, regrade_id) VALUES ($1, $2, $3, $4)",
    )
    .bind(change.user.uuid())
    .bind(&regrade.pack)
    .bind(&change.exercise)
    .bind(regrade.id.uuid())
    .execute(connection)
    .await
    .map_err(database)?;
    Ok(())
}

async fn tell(
    connection: &mut Connection,
    id: RegradeId,
    change: &ResultChange<String>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO regrade_notices (regrade_id, user_id, exercise_id, before_earned, before_possible,
             after_earned, after_possible, neutralised)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(id.uuid())
    .bind(change.user.uuid())
    .bind(&change.exercise)
    .bind(integer(change.before.earned.as_thousandths())?)
    .bind(integer(change.before.possible.as_thousandths())?)
    .bind(integer(change.after.earned.as_thousandths())?)
    .bind(integer(change.after.possible.as_thousandths())?)
    .bind(change.neutralised)
    .execute(connection)
    .await
    .map_err(database)?;
    Ok(())
}

/// What waits isn't graded any more, and what was graded beside says nothing to anybody.
pub(super) async fn discard(connection: &mut Connection, id: RegradeId) -> Result<(), StoreError> {
    for statement in [
        "DELETE FROM regrade_jobs WHERE regrade_id = $1",
        "DELETE FROM regrade_results WHERE regrade_id = $1",
    ] {
        sqlx::query(statement)
            .bind(id.uuid())
            .execute(&mut *connection)
            .await
            .map_err(database)?;
    }
    Ok(())
}

/// Notes how it ended: applied in this way and for this reason, or discarded.
pub(super) async fn close(
    connection: &mut Connection,
    regrade: &Regrade,
    applied: Option<(Lowering, &str)>,
    actor: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let lowering = matches!(applied, Some((Lowering::Allowed, _)));
    sqlx::query(
        "UPDATE regrades SET state = $2, lowering = $3, reason = $4, settled_by = $5, settled_at = $6 WHERE id = $1",
    )
    .bind(regrade.id.uuid())
    .bind(if applied.is_some() { "applied" } else { "discarded" })
    .bind(lowering)
    .bind(applied.map_or(regrade.reason.as_str(), |(_, reason)| reason))
    .bind(actor)
    .bind(now.as_microsecond())
    .execute(connection)
    .await
    .map_err(database)?;
    Ok(())
}
