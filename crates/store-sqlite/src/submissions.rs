//! Submissions and what became of them.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::digest::Digest;
use spyrales_core::grading::{ExerciseRef, GradingRecord};
use spyrales_core::id::{SubmissionId, UserId};
use spyrales_core::store::{
    ATTEMPTS_WINDOW, BestResult, NewSubmission, Page, StoreError, Submission, SubmissionState, Submissions,
    Submitted,
};
use spyrales_core::text::Bilingual;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use crate::SqliteStore;
use crate::accounts::require_user;
use crate::columns::{Columns, blob, corrupt, database};
use crate::packs::require_pack;
use crate::results::read_best_result;

/// Submissions with what tells how far they have come, where a condition holds.
macro_rules! select_submissions {
    ($condition:literal) => {
        concat!(
            "SELECT submissions.id, submissions.user_id, pack_id, exercise_id, pack_digest, submitted_at,
                 jobs.position, jobs.leased_until,
                 (SELECT count(*) FROM jobs AS before
                  WHERE before.position < jobs.position AND before.leased_until IS NULL) AS ahead,
                 gradings.record, gradings.digest, gradings.wall_us, gradings.graded_at,
                 set_aside.why_fr, set_aside.why_en
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
impl Submissions for SqliteStore {
    async fn submit(&self, submission: NewSubmission, now: Timestamp) -> Result<Submitted, StoreError> {
        let mut transaction = self.begin().await?;
        require_user(&mut transaction, submission.user).await?;
        let digest = Digest::of(&submission.source);
        if let Some(outcome) = replay(&mut transaction, &submission, digest).await? {
            return Ok(outcome);
        }
        require_pack(&mut transaction, submission.pack).await?;
        let waiting = waiting(&mut transaction, submission.user).await?;
        if waiting >= submission.queue_limit {
            return Ok(Submitted::QueueFull { waiting });
        }
        if let Some(again) = barred_until(&mut transaction, &submission, now).await? {
            return Ok(Submitted::AttemptsUsedUp { again });
        }
        insert(&mut transaction, &submission, digest, now).await?;
        transaction.commit().await.map_err(database)?;
        Ok(Submitted::New(submission.id))
    }

    async fn submission(&self, id: SubmissionId, user: UserId) -> Result<Option<Submission>, StoreError> {
        let row = sqlx::query(select_submissions!(
            "submissions.id = ?1 AND submissions.user_id = ?2"
        ))
        .bind(id.uuid())
        .bind(user.uuid())
        .fetch_optional(self.readers())
        .await
        .map_err(database)?;
        row.as_ref().map(read_submission).transpose()
    }

    async fn source_by_digest(&self, digest: Digest) -> Result<Option<Vec<u8>>, StoreError> {
        // An erased account's code is empty, whatever its digest says.
        let nothing = Digest::of(b"");
        let row = sqlx::query(
            "SELECT source FROM submissions WHERE source_digest = ?1 AND (source <> x'' OR ?1 = ?2) LIMIT 1",
        )
        .bind(blob(&digest))
        .bind(blob(&nothing))
        .fetch_optional(self.readers())
        .await
        .map_err(database)?;
        row.map(|row| Columns(&row).get("source")).transpose()
    }

    async fn submission_source(&self, id: SubmissionId, user: UserId) -> Result<Option<Vec<u8>>, StoreError> {
        let row = sqlx::query("SELECT source FROM submissions WHERE id = ?1 AND user_id = ?2")
            .bind(id.uuid())
            .bind(user.uuid())
            .fetch_optional(self.readers())
            .await
            .map_err(database)?;
        row.map(|row| Columns(&row).get("source")).transpose()
    }

    async fn submissions(
        &self,
        user: UserId,
        exercise: Option<&ExerciseRef>,
        page: Page,
    ) -> Result<Vec<Submission>, StoreError> {
        let before = page.before.map_or(Uuid::max(), SubmissionId::uuid);
        let query = match exercise {
            None => sqlx::query(select_submissions!(
                "submissions.user_id = ?1 AND submissions.id < ?2 ORDER BY submissions.id DESC LIMIT ?3"
            )),
            Some(_) => sqlx::query(select_submissions!(
                "submissions.user_id = ?1 AND submissions.id < ?2 AND pack_id = ?4 AND exercise_id = ?5
                 ORDER BY submissions.id DESC LIMIT ?3"
            )),
        };
        let mut query = query.bind(user.uuid()).bind(before).bind(page.limit);
        if let Some(exercise) = exercise {
            query = query.bind(&exercise.pack).bind(&exercise.exercise);
        }
        let rows = query.fetch_all(self.readers()).await.map_err(database)?;
        rows.iter().map(read_submission).collect()
    }

    async fn open_hint(
        &self,
        id: SubmissionId,
        user: UserId,
        check: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let theirs = sqlx::query("SELECT 1 FROM submissions WHERE id = ?1 AND user_id = ?2")
            .bind(id.uuid())
            .bind(user.uuid())
            .fetch_optional(&mut *transaction)
            .await
            .map_err(database)?;
        if theirs.is_none() {
            return Ok(false);
        }
        sqlx::query(
            "INSERT INTO opened_hints (submission_id, check_id, opened_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        )
        .bind(id.uuid())
        .bind(check)
        .bind(now.as_microsecond())
        .execute(&mut *transaction)
        .await
        .map_err(database)?;
        transaction.commit().await.map_err(database)?;
        Ok(true)
    }

    async fn opened_hints(&self, id: SubmissionId) -> Result<Vec<String>, StoreError> {
        let rows =
            sqlx::query("SELECT check_id FROM opened_hints WHERE submission_id = ?1 ORDER BY check_id")
                .bind(id.uuid())
                .fetch_all(self.readers())
                .await
                .map_err(database)?;
        rows.iter().map(|row| Columns(row).get("check_id")).collect()
    }

    async fn best_results(&self, user: UserId) -> Result<Vec<BestResult>, StoreError> {
        let rows = sqlx::query(
            "SELECT pack_id, exercise_id, submission_id, earned, possible, digest, graded_at,
                 EXISTS (SELECT 1 FROM neutralised AS n WHERE n.user_id = best_results.user_id
                     AND n.pack_id = best_results.pack_id AND n.exercise_id = best_results.exercise_id)
                     AS is_neutralised
             FROM best_results JOIN gradings USING (submission_id)
             WHERE user_id = ?1 ORDER BY pack_id, exercise_id",
        )
        .bind(user.uuid())
        .fetch_all(self.readers())
        .await
        .map_err(database)?;
        rows.iter().map(read_best_result).collect()
    }
}

/// When the person may submit to this exercise again, if they have used up their attempts: as soon as the last of
/// those that count leaves the window.
async fn barred_until(
    connection: &mut SqliteConnection,
    submission: &NewSubmission,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let since = now.checked_sub(ATTEMPTS_WINDOW).map_err(database)?;
    let row = sqlx::query(
        "SELECT submitted_at FROM submissions
             LEFT JOIN set_aside ON set_aside.submission_id = submissions.id
         WHERE user_id = ?1 AND pack_id = ?2 AND exercise_id = ?3 AND submitted_at > ?4
             AND (set_aside.submission_id IS NULL OR set_aside.is_attempt)
         ORDER BY submitted_at DESC LIMIT 1 OFFSET ?5",
    )
    .bind(submission.user.uuid())
    .bind(&submission.exercise.pack)
    .bind(&submission.exercise.exercise)
    .bind(since.as_microsecond())
    .bind(submission.daily_attempts.saturating_sub(1))
    .fetch_optional(connection)
    .await
    .map_err(database)?;
    let last = row.map(|row| Columns(&row).time("submitted_at")).transpose()?;
    last.map(|last| last.checked_add(ATTEMPTS_WINDOW).map_err(database))
        .transpose()
}

/// What an earlier request with the same key made of this one.
async fn replay(
    connection: &mut SqliteConnection,
    submission: &NewSubmission,
    digest: Digest,
) -> Result<Option<Submitted>, StoreError> {
    let Some(key) = &submission.key else {
        return Ok(None);
    };
    let earlier = sqlx::query(
        "SELECT id, pack_id, exercise_id, source_digest FROM submissions
         WHERE user_id = ?1 AND idempotency_key = ?2",
    )
    .bind(submission.user.uuid())
    .bind(key)
    .fetch_optional(connection)
    .await
    .map_err(database)?;
    let Some(row) = earlier else { return Ok(None) };
    let columns = Columns(&row);
    let same = columns.exercise()? == submission.exercise && columns.digest("source_digest")? == digest;
    Ok(Some(if same {
        Submitted::Replayed(columns.id("id")?)
    } else {
        Submitted::KeyReused
    }))
}

/// How many of a person's submissions wait or are being graded.
async fn waiting(connection: &mut SqliteConnection, user: UserId) -> Result<u32, StoreError> {
    let row = sqlx::query("SELECT count(*) AS waiting FROM jobs WHERE user_id = ?1")
        .bind(user.uuid())
        .fetch_one(connection)
        .await
        .map_err(database)?;
    Columns(&row).natural("waiting")
}

async fn insert(
    connection: &mut SqliteConnection,
    submission: &NewSubmission,
    digest: Digest,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO submissions (id, user_id, pack_id, exercise_id, pack_digest, submitted_at, seed,
             idempotency_key, source_digest, source)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )
    .bind(submission.id.uuid())
    .bind(submission.user.uuid())
    .bind(&submission.exercise.pack)
    .bind(&submission.exercise.exercise)
    .bind(blob(&submission.pack))
    .bind(now.as_microsecond())
    .bind(submission.seed.cast_signed())
    .bind(&submission.key)
    .bind(blob(&digest))
    .bind(&submission.source)
    .execute(&mut *connection)
    .await
    .map_err(database)?;
    sqlx::query("INSERT INTO jobs (id, submission_id, user_id) VALUES (?1, ?2, ?3)")
        .bind(submission.job.uuid())
        .bind(submission.id.uuid())
        .bind(submission.user.uuid())
        .execute(connection)
        .await
        .map_err(database)?;
    Ok(())
}

fn read_submission(row: &SqliteRow) -> Result<Submission, StoreError> {
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
