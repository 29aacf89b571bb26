//! The queue of submissions that are graded once more.

use jiff::Timestamp;
use spyrales_core::grading::Grading;
use spyrales_core::id::{RegradeId, SubmissionId};
use spyrales_core::store::{Lease, MAX_ATTEMPTS, StoreError, Work};
use spyrales_core::text::Bilingual;

use super::columns::{Columns, database};
use super::queue::out_of_attempts;
use super::results::bind_grading;
use super::{Connection, Row};

/// Whether anything waits or is being graded.
pub(crate) async fn has_jobs(connection: &mut Connection) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT 1 FROM regrade_jobs LIMIT 1")
        .fetch_optional(connection)
        .await
        .map_err(database)?;
    Ok(row.is_some())
}

/// Takes the job that has waited longest.
pub(crate) async fn lease(
    connection: &mut Connection,
    now: Timestamp,
    until: i64,
) -> Result<Option<Lease>, StoreError> {
    give_up_exhausted(connection, now).await?;
    let row = sqlx::query(
        "UPDATE regrade_jobs SET attempts = attempts + 1, leased_until = $2
         WHERE position = (
             SELECT position FROM regrade_jobs WHERE leased_until IS NULL OR leased_until <= $1
             ORDER BY position LIMIT 1
         )
         RETURNING regrade_id, submission_id, attempts, leased_until",
    )
    .bind(now.as_microsecond())
    .bind(until)
    .fetch_optional(&mut *connection)
    .await
    .map_err(database)?;
    match row {
        Some(row) => read_lease(connection, &row).await.map(Some),
        None => Ok(None),
    }
}

async fn read_lease(connection: &mut Connection, job: &Row) -> Result<Lease, StoreError> {
    let job = Columns(job);
    let (regrade, submission): (RegradeId, SubmissionId) = (job.id("regrade_id")?, job.id("submission_id")?);
    let row = sqlx::query(
        "SELECT submissions.pack_id, exercise_id, to_digest, source, seed
         FROM submissions JOIN regrades ON regrades.id = $2 WHERE submissions.id = $1",
    )
    .bind(submission.uuid())
    .bind(regrade.uuid())
    .fetch_one(connection)
    .await
    .map_err(database)?;
    let columns = Columns(&row);
    Ok(Lease {
        work: Work::Regrade(regrade),
        attempt: job.natural("attempts")?,
        expires: job.time("leased_until")?,
        submission,
        exercise: columns.exercise()?,
        pack: columns.digest("to_digest")?,
        source: columns.get("source")?,
        // As it was: what varies from person to person is what they were asked.
        seed: columns.get::<i64>("seed")?.cast_unsigned(),
    })
}

/// What a lease holds, as a condition: of the re-grade $1, the submission $2 and the attempt $3.
macro_rules! held {
    ($before:literal) => {
        concat!(
            $before,
            " WHERE regrade_id = $1 AND submission_id = $2 AND attempts = $3 AND leased_until IS NOT NULL"
        )
    };
}

/// Does what a statement made with `held!` says, unless the lease is lost.
async fn while_held(
    connection: &mut Connection,
    statement: &'static str,
    (id, lease): (RegradeId, &Lease),
    until: Option<i64>,
) -> Result<bool, StoreError> {
    let mut query = sqlx::query(statement)
        .bind(id.uuid())
        .bind(lease.submission.uuid())
        .bind(lease.attempt);
    if let Some(until) = until {
        query = query.bind(until);
    }
    let done = query.execute(connection).await.map_err(database)?;
    Ok(done.rows_affected() == 1)
}

/// Holds a job for longer, unless the lease is lost.
pub(crate) async fn renew(
    connection: &mut Connection,
    id: RegradeId,
    lease: &Lease,
    until: i64,
) -> Result<bool, StoreError> {
    let renew = held!("UPDATE regrade_jobs SET leased_until = max(leased_until, $4)");
    while_held(connection, renew, (id, lease), Some(until)).await
}

/// Puts a job back, unless the lease is lost.
pub(crate) async fn requeue(
    connection: &mut Connection,
    id: RegradeId,
    lease: &Lease,
) -> Result<bool, StoreError> {
    let requeue = held!("UPDATE regrade_jobs SET leased_until = NULL");
    while_held(connection, requeue, (id, lease), None).await
}

/// Takes a job off the queue, unless the lease is lost.
pub(crate) async fn end(
    connection: &mut Connection,
    id: RegradeId,
    lease: &Lease,
) -> Result<bool, StoreError> {
    while_held(connection, held!("DELETE FROM regrade_jobs"), (id, lease), None).await
}

/// Stores what grading once more came to, beside what counts.
pub(crate) async fn record(
    connection: &mut Connection,
    id: RegradeId,
    submission: SubmissionId,
    grading: &Grading,
    now: Timestamp,
) -> Result<(), StoreError> {
    let query = sqlx::query(
        "INSERT INTO regrade_results
             (regrade_id, submission_id, earned, possible, digest, wall_us, graded_at, traces, record)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(id.uuid())
    .bind(submission.uuid());
    bind_grading(query, grading, now)?
        .execute(connection)
        .await
        .map_err(database)?;
    Ok(())
}

/// Notes that a submission could not be graded once more.
pub(crate) async fn give_up(
    connection: &mut Connection,
    id: RegradeId,
    submission: SubmissionId,
    why: &Bilingual,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO regrade_results (regrade_id, submission_id, graded_at, why_fr, why_en)
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(id.uuid())
    .bind(submission.uuid())
    .bind(now.as_microsecond())
    .bind(&why.fr)
    .bind(&why.en)
    .execute(connection)
    .await
    .map_err(database)?;
    Ok(())
}

/// Gives up what the last permitted lease ran out on: most likely it brings its worker down.
async fn give_up_exhausted(connection: &mut Connection, now: Timestamp) -> Result<(), StoreError> {
    let exhausted = sqlx::query(
        "DELETE FROM regrade_jobs WHERE leased_until <= $1 AND attempts >= $2
         RETURNING regrade_id, submission_id",
    )
    .bind(now.as_microsecond())
    .bind(MAX_ATTEMPTS)
    .fetch_all(&mut *connection)
    .await
    .map_err(database)?;
    for row in &exhausted {
        let columns = Columns(row);
        let submission: SubmissionId = columns.id("submission_id")?;
        tracing::warn!(%submission, attempts = MAX_ATTEMPTS, "not graded once more: every lease on it ran out");
        let id = columns.id("regrade_id")?;
        give_up(connection, id, submission, &out_of_attempts(), now).await?;
    }
    Ok(())
}
