//! Ending a re-grade.

use jiff::Timestamp;
use spyrales_core::grading::ExerciseRef;
use spyrales_core::id::{RegradeId, SubmissionId, UserId};
use spyrales_core::regrade::{Lowering, ResultChange};
use spyrales_core::store::{RegradeEnd, StoreError};

use super::super::Connection;
use super::super::columns::{database, integer};
use crate::statement::query;

/// Puts a grading in the place of the one that counts, which stays beside.
pub(super) async fn replace(
    connection: &mut Connection,
    id: RegradeId,
    submission: SubmissionId,
    now: Timestamp,
) -> Result<(), StoreError> {
    query!(
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
    query!(
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

pub(super) async fn neutralise(
    connection: &mut Connection,
    id: RegradeId,
    user: UserId,
    exercise: &ExerciseRef,
) -> Result<(), StoreError> {
    query!("INSERT INTO neutralised (user_id, pack_id, exercise_id, regrade_id) VALUES ($1, $2, $3, $4)",)
        .bind(user.uuid())
        .bind(&exercise.pack)
        .bind(&exercise.exercise)
        .bind(id.uuid())
        .execute(connection)
        .await
        .map_err(database)?;
    Ok(())
}

pub(super) async fn insert_notice(
    connection: &mut Connection,
    id: RegradeId,
    change: &ResultChange<String>,
) -> Result<(), StoreError> {
    query!(
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

pub(super) async fn remove_work(connection: &mut Connection, id: RegradeId) -> Result<(), StoreError> {
    for statement in [
        sql!("DELETE FROM regrade_jobs WHERE regrade_id = $1"),
        sql!("DELETE FROM regrade_results WHERE regrade_id = $1"),
    ] {
        query(statement)
            .bind(id.uuid())
            .execute(&mut *connection)
            .await
            .map_err(database)?;
    }
    Ok(())
}

pub(super) async fn end(
    connection: &mut Connection,
    id: RegradeId,
    end: &RegradeEnd,
    reason: &str,
) -> Result<(), StoreError> {
    query!(
        "UPDATE regrades SET state = $2, lowering = $3, reason = $4, settled_by = $5, settled_at = $6 WHERE id = $1",
    )
    .bind(id.uuid())
    .bind(if end.applied { "applied" } else { "discarded" })
    .bind(end.lowering == Lowering::Allowed)
    .bind(reason)
    .bind(&end.by)
    .bind(end.at.as_microsecond())
    .execute(connection)
    .await
    .map_err(database)?;
    Ok(())
}
