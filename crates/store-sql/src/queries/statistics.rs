//! What the statistics of exercises are computed from.

use async_trait::async_trait;
use spyrales_core::digest::Digest;
use spyrales_core::grading::ExerciseRef;
use spyrales_core::statistics::{GradedAttempt, PersonResult};
use spyrales_core::store::{ReadStatistics, StoreError};

use super::columns::{Columns, blob, corrupt, database};
use super::{Access, Repository, Row};

#[async_trait]
impl<C: Access> ReadStatistics for Repository<C> {
    async fn graded_attempts(
        &mut self,
        exercise: &ExerciseRef,
        pack: Option<Digest>,
        limit: u32,
    ) -> Result<Vec<GradedAttempt>, StoreError> {
        // Of a record only what is counted leaves the database: output and differences are its bulk.
        let rows = sqlx::query(
            "SELECT submissions.user_id, pack_digest, submitted_at, earned, possible,
                 json_extract(record, '$.verdict') AS verdict,
                 (SELECT json_group_array(json_object(
                      'id', value ->> 'id', 'title', value -> 'title',
                      'status', value ->> 'status', 'message', value -> 'message',
                      'hint_opened', json(iif(EXISTS (SELECT 1 FROM opened_hints
                          WHERE opened_hints.submission_id = submissions.id AND check_id = value ->> 'id'),
                          'true', 'false'))))
                  FROM json_each(record, '$.checks')) AS checks
             FROM submissions
                 JOIN gradings ON gradings.submission_id = submissions.id
                 JOIN users ON users.id = submissions.user_id
             WHERE pack_id = $1 AND exercise_id = $2 AND ($3 IS NULL OR pack_digest = $3)
               AND users.role = 'agent'
             ORDER BY submissions.id DESC LIMIT $4",
        )
        .bind(&exercise.pack)
        .bind(&exercise.exercise)
        .bind(pack.as_ref().map(blob))
        .bind(limit)
        .fetch_all(self.connection())
        .await
        .map_err(database)?;
        rows.iter().rev().map(read_attempt).collect()
    }

    async fn pack_results(&mut self, pack: &str) -> Result<Vec<PersonResult>, StoreError> {
        let rows = sqlx::query(
            "SELECT best_results.user_id, exercise_id, earned, possible
             FROM best_results
                 JOIN gradings USING (submission_id)
                 JOIN users ON users.id = best_results.user_id
             WHERE pack_id = $1 AND users.role = 'agent'",
        )
        .bind(pack)
        .fetch_all(self.connection())
        .await
        .map_err(database)?;
        let read = |row: &Row| {
            let columns = Columns(row);
            Ok(PersonResult {
                user: columns.id("user_id")?,
                exercise: columns.get("exercise_id")?,
                earned: columns.points("earned")?,
                possible: columns.points("possible")?,
            })
        };
        rows.iter().map(read).collect()
    }
}

fn read_attempt(row: &Row) -> Result<GradedAttempt, StoreError> {
    let columns = Columns(row);
    Ok(GradedAttempt {
        user: columns.id("user_id")?,
        pack: columns.digest("pack_digest")?,
        submitted: columns.time("submitted_at")?,
        earned: columns.points("earned")?,
        possible: columns.points("possible")?,
        verdict: serde_json::from_str(columns.get("verdict")?).map_err(|error| corrupt("verdict", error))?,
        checks: serde_json::from_str(columns.get("checks")?).map_err(|error| corrupt("checks", error))?,
    })
}
