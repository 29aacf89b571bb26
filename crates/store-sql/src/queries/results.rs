//! Gradings, and the best of them.

use jiff::Timestamp;
use spyrales_core::grading::{ExerciseRef, Grading, Share};
use spyrales_core::id::{SubmissionId, UserId};
use spyrales_core::store::{BestResult, StoreError};

use super::columns::{Columns, database, integer};
use super::{Connection, Query, Row};

/// Stores a submission's grading, and makes it the person's result on the exercise if no earlier one is as good.
pub(crate) async fn record(
    connection: &mut Connection,
    submission: SubmissionId,
    user: UserId,
    grading: &Grading,
    now: Timestamp,
) -> Result<(), StoreError> {
    let query = sqlx::query(
        "INSERT INTO gradings (submission_id, earned, possible, digest, wall_us, graded_at, traces, record)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(submission.uuid());
    bind_grading(query, grading, now)?
        .execute(&mut *connection)
        .await
        .map_err(database)?;
    let row = sqlx::query("SELECT pack_id, exercise_id FROM submissions WHERE id = $1")
        .bind(submission.uuid())
        .fetch_one(&mut *connection)
        .await
        .map_err(database)?;
    let exercise = Columns(&row).exercise()?;
    let best = best(connection, user, &exercise).await?;
    let share = Share {
        earned: grading.record.earned,
        possible: grading.record.possible,
    };
    if best.is_none_or(|best| share.compare(best).is_gt()) {
        sqlx::query(
            "INSERT INTO best_results (user_id, pack_id, exercise_id, submission_id) VALUES ($1, $2, $3, $4)
             ON CONFLICT (user_id, pack_id, exercise_id) DO UPDATE SET submission_id = excluded.submission_id",
        )
        .bind(user.uuid())
        .bind(&exercise.pack)
        .bind(&exercise.exercise)
        .bind(submission.uuid())
        .execute(connection)
        .await
        .map_err(database)?;
    }
    Ok(())
}

/// Binds a grading after what it is of: `earned, possible, digest, wall_us, graded_at, traces, record`.
pub(crate) fn bind_grading<'q>(
    query: Query<'q>,
    grading: &Grading,
    now: Timestamp,
) -> Result<Query<'q>, StoreError> {
    let record = &grading.record;
    Ok(query
        .bind(integer(record.earned.as_thousandths())?)
        .bind(integer(record.possible.as_thousandths())?)
        .bind(record.digest().as_bytes().to_vec())
        .bind(i64::try_from(grading.wall.as_micros()).unwrap_or(i64::MAX))
        .bind(now.as_microsecond())
        .bind(serde_json::to_string(&grading.traces).map_err(database)?)
        .bind(serde_json::to_string(record).map_err(database)?))
}

/// What was earned of what, in a person's best result so far.
async fn best(
    connection: &mut Connection,
    user: UserId,
    exercise: &ExerciseRef,
) -> Result<Option<Share>, StoreError> {
    let row = sqlx::query(
        "SELECT earned, possible FROM best_results JOIN gradings USING (submission_id)
         WHERE user_id = $1 AND pack_id = $2 AND exercise_id = $3",
    )
    .bind(user.uuid())
    .bind(&exercise.pack)
    .bind(&exercise.exercise)
    .fetch_optional(connection)
    .await
    .map_err(database)?;
    row.map(|row| Columns(&row).share("")).transpose()
}

pub(crate) fn read_best_result(row: &Row) -> Result<BestResult, StoreError> {
    let columns = Columns(row);
    Ok(BestResult {
        exercise: columns.exercise()?,
        earned: columns.points("earned")?,
        possible: columns.points("possible")?,
        submission: columns.id("submission_id")?,
        record: columns.digest("digest")?,
        at: columns.time("graded_at")?,
        neutralised: columns.get("is_neutralised")?,
    })
}
