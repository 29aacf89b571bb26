//! What the statistics of exercises are computed from.

use std::collections::HashSet;

use async_trait::async_trait;
use futures::TryStreamExt as _;
use spyrales_core::digest::Digest;
use spyrales_core::grading::ExerciseRef;
use spyrales_core::id::SubmissionId;
use spyrales_core::statistics::{CountedRecord, GradedAttempt, PersonResult};
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
        let pack = pack.as_ref().map(blob);
        let opened = self.hints_opened(exercise, pack).await?;
        let mut rows = query!(
            "SELECT submissions.id, submissions.user_id, pack_digest, submitted_at, earned, possible, record
             FROM submissions
                 JOIN gradings ON gradings.submission_id = submissions.id
                 JOIN users ON users.id = submissions.user_id
             WHERE pack_id = $1 AND exercise_id = $2 AND (pack_digest = $3 OR $3 IS NULL)
               AND users.role = 'agent'
             ORDER BY submissions.id DESC LIMIT $4",
        )
        .bind(&exercise.pack)
        .bind(&exercise.exercise)
        .bind(pack)
        .bind(i64::from(limit))
        .fetch(self.connection());
        // Row by row: a record's bulk, output and differences, is not counted and need not be there for all at once.
        let mut attempts = Vec::new();
        while let Some(row) = rows.try_next().await.map_err(database)? {
            attempts.push(read_attempt(&row, &opened)?);
        }
        attempts.reverse();
        Ok(attempts)
    }

    async fn pack_results(&mut self, pack: &str) -> Result<Vec<PersonResult>, StoreError> {
        let rows = query!(
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

/// The hints that were opened: submission and check.
type OpenedHints = HashSet<(SubmissionId, String)>;

impl<C: Access> Repository<C> {
    /// The hints of an exercise's submissions that were opened.
    async fn hints_opened(
        &mut self,
        exercise: &ExerciseRef,
        pack: Option<&[u8]>,
    ) -> Result<OpenedHints, StoreError> {
        let rows = query!(
            "SELECT submission_id, check_id
             FROM opened_hints JOIN submissions ON submissions.id = opened_hints.submission_id
             WHERE pack_id = $1 AND exercise_id = $2 AND (pack_digest = $3 OR $3 IS NULL)",
        )
        .bind(&exercise.pack)
        .bind(&exercise.exercise)
        .bind(pack)
        .fetch_all(self.connection())
        .await
        .map_err(database)?;
        let read = |row: &Row| {
            let columns = Columns(row);
            Ok((columns.id("submission_id")?, columns.get("check_id")?))
        };
        rows.iter().map(read).collect()
    }
}

fn read_attempt(row: &Row, opened: &OpenedHints) -> Result<GradedAttempt, StoreError> {
    let columns = Columns(row);
    let id: SubmissionId = columns.id("id")?;
    let record: CountedRecord =
        serde_json::from_str(columns.get("record")?).map_err(|error| corrupt("record", error))?;
    let mut checks = record.checks;
    for check in &mut checks {
        check.hint_opened = opened.contains(&(id, check.id.clone()));
    }
    Ok(GradedAttempt {
        user: columns.id("user_id")?,
        pack: columns.digest("pack_digest")?,
        submitted: columns.time("submitted_at")?,
        earned: columns.points("earned")?,
        possible: columns.points("possible")?,
        limits: record.limits,
        verdict: record.verdict,
        checks,
    })
}
