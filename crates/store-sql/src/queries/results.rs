//! Gradings, and the best of them.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::grading::{ExerciseRef, Grading, Share};
use spyrales_core::id::{SubmissionId, UserId};
use spyrales_core::store::{Aside, BestResult, ReadResults, StoreError, WriteResults};
use spyrales_core::text::Bilingual;

use super::columns::{Columns, database, integer};
use super::{Access, Query, Repository, Row};

#[async_trait]
impl<C: Access> ReadResults for Repository<C> {
    async fn best_results(&mut self, user: UserId) -> Result<Vec<BestResult>, StoreError> {
        let rows = query!(
            "SELECT pack_id, exercise_id, submission_id, earned, possible, digest, graded_at,
                 EXISTS (SELECT 1 FROM neutralised AS n WHERE n.user_id = best_results.user_id
                     AND n.pack_id = best_results.pack_id AND n.exercise_id = best_results.exercise_id)
                     AS is_neutralised
             FROM best_results JOIN gradings USING (submission_id)
             WHERE user_id = $1 ORDER BY pack_id, exercise_id",
        )
        .bind(user.uuid())
        .fetch_all(self.connection())
        .await
        .map_err(database)?;
        rows.iter().map(read_best_result).collect()
    }

    async fn best_share(
        &mut self,
        user: UserId,
        exercise: &ExerciseRef,
    ) -> Result<Option<Share>, StoreError> {
        let row = query!(
            "SELECT earned, possible FROM best_results JOIN gradings USING (submission_id)
             WHERE user_id = $1 AND pack_id = $2 AND exercise_id = $3",
        )
        .bind(user.uuid())
        .bind(&exercise.pack)
        .bind(&exercise.exercise)
        .fetch_optional(self.connection())
        .await
        .map_err(database)?;
        row.map(|row| Columns(&row).share("")).transpose()
    }
}

#[async_trait]
impl<C: Access> WriteResults for Repository<C> {
    async fn insert_grading(
        &mut self,
        submission: SubmissionId,
        grading: &Grading,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let query = query!(
            "INSERT INTO gradings (submission_id, earned, possible, digest, wall_us, graded_at, traces, record)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(submission.uuid());
        bind_grading(query, grading, now)?
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }

    async fn set_aside(
        &mut self,
        submission: SubmissionId,
        why: &Bilingual,
        aside: Aside,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        query!(
            "INSERT INTO set_aside (submission_id, why_fr, why_en, set_aside_at, is_attempt, is_cancelled)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(submission.uuid())
        .bind(&why.fr)
        .bind(&why.en)
        .bind(now.as_microsecond())
        .bind(aside == Aside::Attempt)
        .bind(aside == Aside::Cancelled)
        .execute(self.connection())
        .await
        .map_err(database)?;
        Ok(())
    }

    async fn put_best_result(
        &mut self,
        user: UserId,
        exercise: &ExerciseRef,
        submission: SubmissionId,
    ) -> Result<(), StoreError> {
        query!(
            "INSERT INTO best_results (user_id, pack_id, exercise_id, submission_id) VALUES ($1, $2, $3, $4)
             ON CONFLICT (user_id, pack_id, exercise_id) DO UPDATE SET submission_id = excluded.submission_id",
        )
        .bind(user.uuid())
        .bind(&exercise.pack)
        .bind(&exercise.exercise)
        .bind(submission.uuid())
        .execute(self.connection())
        .await
        .map_err(database)?;
        Ok(())
    }
}

/// Binds a grading after what it is of: `earned, possible, digest, wall_us, graded_at, traces, record`.
pub(super) fn bind_grading<'q>(
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

fn read_best_result(row: &Row) -> Result<BestResult, StoreError> {
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
