//! The queue of gradings.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::grading::Grading;
use spyrales_core::id::{JobId, SubmissionId, UserId};
use spyrales_core::store::{
    AfterFailure, Completion, Lease, MAX_ATTEMPTS, Queue, QueueDepth, Released, StoreError, Work,
};
use spyrales_core::text::Bilingual;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use crate::SqliteStore;
use crate::columns::{Columns, database};
use crate::{regrade_queue, results};

#[async_trait]
impl Queue for SqliteStore {
    async fn lease_job(&self, now: Timestamp, ttl: Duration) -> Result<Option<Lease>, StoreError> {
        let mut transaction = self.begin().await?;
        set_aside_exhausted(&mut transaction, now).await?;
        let job = sqlx::query(
            "UPDATE jobs SET attempts = attempts + 1, leased_until = ?2
             WHERE position = (
                 SELECT position FROM jobs WHERE leased_until IS NULL OR leased_until <= ?1
                 ORDER BY position LIMIT 1
             )
             RETURNING id, attempts, leased_until, submission_id",
        )
        .bind(now.as_microsecond())
        .bind(after(now, ttl)?)
        .fetch_optional(&mut *transaction)
        .await
        .map_err(database)?;
        let lease = match job {
            Some(job) => Some(read_lease(&mut transaction, &job).await?),
            None => None,
        };
        transaction.commit().await.map_err(database)?;
        Ok(lease)
    }

    async fn lease_regrade(&self, now: Timestamp, ttl: Duration) -> Result<Option<Lease>, StoreError> {
        // Most of the time there is none: nobody's turn to write is taken for finding that out.
        if !regrade_queue::has_jobs(self.readers()).await? {
            return Ok(None);
        }
        let mut transaction = self.begin().await?;
        let lease = regrade_queue::lease(&mut transaction, now, after(now, ttl)?).await?;
        transaction.commit().await.map_err(database)?;
        Ok(lease)
    }

    async fn renew(&self, lease: &Lease, now: Timestamp, ttl: Duration) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let until = after(now, ttl)?;
        let renewed = match lease.work {
            Work::Submission(job) => renew(&mut transaction, job, lease.attempt, until).await?,
            Work::Regrade(id) => regrade_queue::renew(&mut transaction, id, lease, until).await?,
        };
        transaction.commit().await.map_err(database)?;
        Ok(renewed)
    }

    async fn complete(
        &self,
        lease: &Lease,
        grading: &Grading,
        now: Timestamp,
    ) -> Result<Completion, StoreError> {
        let mut transaction = self.begin().await?;
        match lease.work {
            Work::Submission(job) => {
                let Some((submission, user)) = end_job(&mut transaction, job, lease.attempt).await? else {
                    return Ok(Completion::LeaseLost);
                };
                results::record(&mut transaction, submission, user, grading, now).await?;
            }
            Work::Regrade(id) => {
                if !regrade_queue::end(&mut transaction, id, lease).await? {
                    return Ok(Completion::LeaseLost);
                }
                regrade_queue::record(&mut transaction, id, lease.submission, grading, now).await?;
            }
        }
        transaction.commit().await.map_err(database)?;
        Ok(Completion::Recorded)
    }

    async fn release(
        &self,
        lease: &Lease,
        why: &Bilingual,
        then: AfterFailure,
        now: Timestamp,
    ) -> Result<Released, StoreError> {
        let mut transaction = self.begin().await?;
        let retried = matches!(then, AfterFailure::Again | AfterFailure::Later);
        let released = match (lease.work, retried) {
            (Work::Submission(job), true) => {
                let last = then == AfterFailure::Later;
                match requeue(&mut transaction, job, lease.attempt, last).await? {
                    true => Released::Requeued,
                    false => Released::LeaseLost,
                }
            }
            (Work::Submission(job), false) => match end_job(&mut transaction, job, lease.attempt).await? {
                Some((submission, _)) => {
                    let counts = then == AfterFailure::SetAsideAsAttempt;
                    set_aside(&mut transaction, submission, why, counts, now).await?;
                    Released::SetAside
                }
                None => Released::LeaseLost,
            },
            (Work::Regrade(id), true) => match regrade_queue::requeue(&mut transaction, id, lease).await? {
                true => Released::Requeued,
                false => Released::LeaseLost,
            },
            (Work::Regrade(id), false) => match regrade_queue::end(&mut transaction, id, lease).await? {
                true => {
                    regrade_queue::give_up(&mut transaction, id, lease.submission, why, now).await?;
                    Released::SetAside
                }
                false => Released::LeaseLost,
            },
        };
        transaction.commit().await.map_err(database)?;
        Ok(released)
    }

    async fn depth(&self) -> Result<QueueDepth, StoreError> {
        let row = sqlx::query(
            "SELECT count(*) - count(leased_until) AS queued, count(leased_until) AS leased FROM jobs",
        )
        .fetch_one(self.readers())
        .await
        .map_err(database)?;
        let columns = Columns(&row);
        Ok(QueueDepth {
            queued: columns.natural("queued")?,
            leased: columns.natural("leased")?,
        })
    }
}

/// When a lease ends, as it is bound.
fn after(now: Timestamp, ttl: Duration) -> Result<i64, StoreError> {
    now.checked_add(ttl)
        .map(Timestamp::as_microsecond)
        .map_err(database)
}

async fn read_lease(connection: &mut SqliteConnection, job: &SqliteRow) -> Result<Lease, StoreError> {
    let job = Columns(job);
    let submission: SubmissionId = job.id("submission_id")?;
    let row =
        sqlx::query("SELECT pack_id, exercise_id, pack_digest, source, seed FROM submissions WHERE id = ?1")
            .bind(submission.uuid())
            .fetch_one(connection)
            .await
            .map_err(database)?;
    let columns = Columns(&row);
    Ok(Lease {
        work: Work::Submission(job.id("id")?),
        attempt: job.natural("attempts")?,
        expires: job.time("leased_until")?,
        submission,
        exercise: columns.exercise()?,
        pack: columns.digest("pack_digest")?,
        source: columns.get("source")?,
        seed: columns.get::<i64>("seed")?.cast_unsigned(),
    })
}

/// Holds a job for longer, unless the lease is lost.
async fn renew(
    connection: &mut SqliteConnection,
    job: JobId,
    attempt: u32,
    until: i64,
) -> Result<bool, StoreError> {
    let renewed = sqlx::query(
        "UPDATE jobs SET leased_until = max(leased_until, ?3)
         WHERE id = ?1 AND attempts = ?2 AND leased_until IS NOT NULL",
    )
    .bind(job.uuid())
    .bind(attempt)
    .bind(until)
    .execute(connection)
    .await
    .map_err(database)?;
    Ok(renewed.rows_affected() == 1)
}

/// Puts a job back, behind all others if it is to be the last, unless the lease is lost.
async fn requeue(
    connection: &mut SqliteConnection,
    job: JobId,
    attempt: u32,
    last: bool,
) -> Result<bool, StoreError> {
    let requeued = sqlx::query(
        "UPDATE jobs SET leased_until = NULL,
             position = CASE WHEN ?3 THEN (SELECT max(position) + 1 FROM jobs) ELSE position END
         WHERE id = ?1 AND attempts = ?2 AND leased_until IS NOT NULL",
    )
    .bind(job.uuid())
    .bind(attempt)
    .bind(last)
    .execute(connection)
    .await
    .map_err(database)?;
    Ok(requeued.rows_affected() == 1)
}

/// Takes a job off the queue, unless the lease is lost.
async fn end_job(
    connection: &mut SqliteConnection,
    job: JobId,
    attempt: u32,
) -> Result<Option<(SubmissionId, UserId)>, StoreError> {
    let row = sqlx::query(
        "DELETE FROM jobs WHERE id = ?1 AND attempts = ?2 AND leased_until IS NOT NULL
         RETURNING submission_id, user_id",
    )
    .bind(job.uuid())
    .bind(attempt)
    .fetch_optional(connection)
    .await
    .map_err(database)?;
    row.map(|row| Ok((Columns(&row).id("submission_id")?, Columns(&row).id("user_id")?)))
        .transpose()
}

/// Sets aside what the last permitted lease ran out on: most likely it brings its worker down.
async fn set_aside_exhausted(connection: &mut SqliteConnection, now: Timestamp) -> Result<(), StoreError> {
    let exhausted =
        sqlx::query("DELETE FROM jobs WHERE leased_until <= ?1 AND attempts >= ?2 RETURNING submission_id")
            .bind(now.as_microsecond())
            .bind(MAX_ATTEMPTS)
            .fetch_all(&mut *connection)
            .await
            .map_err(database)?;
    for row in &exhausted {
        let submission: SubmissionId = Columns(row).id("submission_id")?;
        tracing::warn!(%submission, attempts = MAX_ATTEMPTS, "a submission is set aside: every lease on it ran out");
        set_aside(connection, submission, &out_of_attempts(), false, now).await?;
    }
    Ok(())
}

pub(crate) fn out_of_attempts() -> Bilingual {
    Bilingual::new(
        format!(
            "Le service n'a pas réussi à évaluer votre code : {MAX_ATTEMPTS} tentatives ont été interrompues. Cela ne vous coûte rien ; vous pouvez l'envoyer de nouveau."
        ),
        format!(
            "The service did not manage to grade your code: {MAX_ATTEMPTS} attempts were interrupted. It costs you nothing; you may send it again."
        ),
    )
}

async fn set_aside(
    connection: &mut SqliteConnection,
    submission: SubmissionId,
    why: &Bilingual,
    counts: bool,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO set_aside (submission_id, why_fr, why_en, set_aside_at, is_attempt)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )
    .bind(submission.uuid())
    .bind(&why.fr)
    .bind(&why.en)
    .bind(now.as_microsecond())
    .bind(counts)
    .execute(connection)
    .await
    .map_err(database)?;
    Ok(())
}
