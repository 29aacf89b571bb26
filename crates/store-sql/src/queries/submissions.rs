//! Submissions and what became of them.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::digest::Digest;
use spyrales_core::grading::{ExerciseRef, GradingRecord};
use spyrales_core::id::{SubmissionId, UserId};
use spyrales_core::store::{
    NewSubmission, OpenUser, Page, ReadSubmissions, StoreError, Submission, SubmissionState, WriteSubmissions,
};
use spyrales_core::submission::KeyedSubmission;
use spyrales_core::text::Bilingual;
use uuid::Uuid;

use super::columns::{Columns, blob, corrupt, database};
use super::{Access, Repository, Row};

/// Submissions with what tells how far they have come, where a condition holds.
macro_rules! select_submissions {
    ($condition:literal) => {
        concat!(
            "SELECT submissions.id, submissions.user_id, pack_id, exercise_id, pack_digest, submitted_at,
                 jobs.position, jobs.leased_until,
                 (SELECT count(*) FROM jobs AS before
                  WHERE before.position < jobs.position AND before.leased_until IS NULL) AS ahead,
                 gradings.record, gradings.digest, gradings.wall_us, gradings.graded_at,
                 set_aside.why_fr, set_aside.why_en, set_aside.is_cancelled
             FROM submissions
                 LEFT JOIN jobs ON jobs.submission_id = submissions.id
                 LEFT JOIN gradings ON gradings.submission_id = submissions.id
                 LEFT JOIN set_aside ON set_aside.submission_id = submissions.id
             WHERE ",
            $condition
        )
    };
}

#[async_trait]
impl<C: Access> ReadSubmissions for Repository<C> {
    async fn submission(&mut self, id: SubmissionId, user: UserId) -> Result<Option<Submission>, StoreError> {
        let row = query!(select_submissions!(
            "submissions.id = $1 AND submissions.user_id = $2"
        ))
        .bind(id.uuid())
        .bind(user.uuid())
        .fetch_optional(self.connection())
        .await
        .map_err(database)?;
        row.as_ref().map(read_submission).transpose()
    }

    async fn keyed_submission(
        &mut self,
        user: UserId,
        key: &str,
    ) -> Result<Option<KeyedSubmission>, StoreError> {
        let row = query!(
            "SELECT id, pack_id, exercise_id, source_digest FROM submissions
             WHERE user_id = $1 AND idempotency_key = $2",
        )
        .bind(user.uuid())
        .bind(key)
        .fetch_optional(self.connection())
        .await
        .map_err(database)?;
        let Some(row) = row else { return Ok(None) };
        let columns = Columns(&row);
        Ok(Some(KeyedSubmission {
            id: columns.id("id")?,
            exercise: columns.exercise()?,
            source: columns.digest("source_digest")?,
        }))
    }

    async fn attempts_after(
        &mut self,
        user: UserId,
        exercise: &ExerciseRef,
        since: Timestamp,
    ) -> Result<Vec<Timestamp>, StoreError> {
        let rows = query!(
            "SELECT submitted_at FROM submissions
                 LEFT JOIN set_aside ON set_aside.submission_id = submissions.id
             WHERE user_id = $1 AND pack_id = $2 AND exercise_id = $3 AND submitted_at > $4
                 AND (set_aside.submission_id IS NULL OR set_aside.is_attempt)
             ORDER BY submitted_at DESC",
        )
        .bind(user.uuid())
        .bind(&exercise.pack)
        .bind(&exercise.exercise)
        .bind(since.as_microsecond())
        .fetch_all(self.connection())
        .await
        .map_err(database)?;
        rows.iter().map(|row| Columns(row).time("submitted_at")).collect()
    }

    async fn source_by_digest(&mut self, digest: Digest) -> Result<Option<Vec<u8>>, StoreError> {
        // An erased account's code is empty, whatever its digest says.
        let row = query!(
            "SELECT source FROM submissions
             WHERE source_digest = $1 AND (length(source) > 0 OR source_digest = $2) LIMIT 1",
        )
        .bind(blob(&digest))
        .bind(blob(&Digest::of(b"")))
        .fetch_optional(self.connection())
        .await
        .map_err(database)?;
        row.map(|row| Columns(&row).get("source")).transpose()
    }

    async fn submission_source(
        &mut self,
        id: SubmissionId,
        user: UserId,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let row = query!("SELECT source FROM submissions WHERE id = $1 AND user_id = $2")
            .bind(id.uuid())
            .bind(user.uuid())
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        row.map(|row| Columns(&row).get("source")).transpose()
    }

    async fn submissions(
        &mut self,
        user: UserId,
        exercise: Option<&ExerciseRef>,
        page: Page,
    ) -> Result<Vec<Submission>, StoreError> {
        let before = page.before.map_or(Uuid::max(), SubmissionId::uuid);
        let query = match exercise {
            None => query!(select_submissions!(
                "submissions.user_id = $1 AND submissions.id < $2 ORDER BY submissions.id DESC LIMIT $3"
            )),
            Some(_) => query!(select_submissions!(
                "submissions.user_id = $1 AND submissions.id < $2 AND pack_id = $4 AND exercise_id = $5
                 ORDER BY submissions.id DESC LIMIT $3"
            )),
        };
        let mut query = query.bind(user.uuid()).bind(before).bind(i64::from(page.limit));
        if let Some(exercise) = exercise {
            query = query.bind(&exercise.pack).bind(&exercise.exercise);
        }
        let rows = query.fetch_all(self.connection()).await.map_err(database)?;
        rows.iter().map(read_submission).collect()
    }

    async fn opened_hints(&mut self, id: SubmissionId) -> Result<Vec<String>, StoreError> {
        let rows = query!("SELECT check_id FROM opened_hints WHERE submission_id = $1 ORDER BY check_id")
            .bind(id.uuid())
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        rows.iter().map(|row| Columns(row).get("check_id")).collect()
    }
}

#[async_trait]
impl<C: Access> WriteSubmissions for Repository<C> {
    async fn insert_submission(
        &mut self,
        author: &OpenUser,
        submission: &NewSubmission,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        query!(
            "INSERT INTO submissions (id, user_id, pack_id, exercise_id, pack_digest, submitted_at, seed,
                 hidden_seed, idempotency_key, source_digest, source)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(submission.id.uuid())
        .bind(author.id().uuid())
        .bind(&submission.exercise.pack)
        .bind(&submission.exercise.exercise)
        .bind(blob(&submission.pack))
        .bind(now.as_microsecond())
        .bind(submission.seeds.visible.cast_signed())
        .bind(submission.seeds.hidden.map(u64::cast_signed))
        .bind(&submission.key)
        .bind(blob(&submission.digest))
        .bind(&submission.source)
        .execute(self.connection())
        .await
        .map_err(database)?;
        Ok(())
    }

    async fn open_hint(
        &mut self,
        _author: &OpenUser,
        id: SubmissionId,
        check: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        query!(
            "INSERT INTO opened_hints (submission_id, check_id, opened_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        )
        .bind(id.uuid())
        .bind(check)
        .bind(now.as_microsecond())
        .execute(self.connection())
        .await
        .map_err(database)?;
        Ok(())
    }
}

fn read_submission(row: &Row) -> Result<Submission, StoreError> {
    let columns = Columns(row);
    Ok(Submission {
        id: columns.id("id")?,
        user: columns.id("user_id")?,
        exercise: columns.exercise()?,
        pack: columns.digest("pack_digest")?,
        submitted: columns.time("submitted_at")?,
        state: read_state(&columns)?,
    })
}

fn read_state(columns: &Columns<'_>) -> Result<SubmissionState, StoreError> {
    if columns.get::<Option<i64>>("position")?.is_some() {
        return Ok(match columns.get::<Option<i64>>("leased_until")? {
            Some(_) => SubmissionState::Grading,
            None => SubmissionState::Queued {
                ahead: columns.natural("ahead")?,
            },
        });
    }
    if let Some(record) = columns.get::<Option<&str>>("record")? {
        return Ok(SubmissionState::Graded {
            record: Box::new(read_record(record, columns.digest("digest")?)?),
            wall_us: columns.natural("wall_us")?,
            at: columns.time("graded_at")?,
        });
    }
    if columns.get::<Option<bool>>("is_cancelled")?.unwrap_or_default() {
        return Ok(SubmissionState::Cancelled);
    }
    if let Some(fr) = columns.get::<Option<String>>("why_fr")? {
        return Ok(SubmissionState::SetAside {
            why: Bilingual::new(fr, columns.get::<String>("why_en")?),
        });
    }
    let id: SubmissionId = columns.id("id")?;
    Err(corrupt(
        "submission",
        format_args!("{id} is neither queued nor graded nor set aside"),
    ))
}

/// A record that is still the one that was written.
pub(crate) fn read_record(json: &str, digest: Digest) -> Result<GradingRecord, StoreError> {
    let record: GradingRecord = serde_json::from_str(json).map_err(|error| corrupt("record", error))?;
    if record.digest() == digest {
        Ok(record)
    } else {
        Err(corrupt(
            "record",
            format_args!("it doesn't match its digest {digest}"),
        ))
    }
}
