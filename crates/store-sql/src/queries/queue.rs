//! The queues of gradings, which are alike: each statement is written once, for the table of either.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::grading::Seeds;
use spyrales_core::id::{SubmissionId, UserId};
use spyrales_core::store::{
    Lease, LeaseKey, NewJob, Queue, QueueDepth, ReadQueue, StoreError, Work, WriteQueue,
};
use uuid::Uuid;

use super::columns::{Columns, database};
use super::dialect::skip_locked;
use super::{Access, Connection, Query, Repository, Row};
use crate::statement::{Statement, query};

/// A statement on the table of a queue. Jobs are told apart by a key and their submission.
macro_rules! on {
    ($queue:expr, $statement:ident) => {
        match $queue {
            Queue::Submissions => sql!($statement!("jobs", "id")),
            Queue::Regrades => sql!($statement!("regrade_jobs", "regrade_id")),
        }
    };
}

macro_rules! has_jobs {
    ($jobs:literal, $key:literal) => {
        concat!("SELECT 1 FROM ", $jobs, " LIMIT 1")
    };
}

macro_rules! expired_leases {
    ($jobs:literal, $key:literal) => {
        concat!(
            "SELECT ",
            $key,
            " AS work, submission_id, attempts FROM ",
            $jobs,
            " WHERE leased_until <= $1"
        )
    };
}

macro_rules! lease_next {
    ($jobs:literal, $key:literal) => {
        concat!(
            "UPDATE ",
            $jobs,
            " SET attempts = attempts + 1, leased_until = $2
             WHERE position = (
                 SELECT position FROM ",
            $jobs,
            " WHERE leased_until IS NULL OR leased_until <= $1 ORDER BY position LIMIT 1",
            skip_locked!(),
            ")
             RETURNING ",
            $key,
            " AS work, submission_id, attempts, leased_until"
        )
    };
}

/// What holds of a job while a lease of it lasts: its key is $1, its submission $2, and it was leased $3 times.
macro_rules! while_held {
    ($key:literal) => {
        concat!(
            " WHERE ",
            $key,
            " = $1 AND submission_id = $2 AND attempts = $3 AND leased_until IS NOT NULL"
        )
    };
}

macro_rules! renew_lease {
    ($jobs:literal, $key:literal) => {
        concat!(
            "UPDATE ",
            $jobs,
            " SET leased_until = CASE WHEN leased_until < $4 THEN $4 ELSE leased_until END",
            while_held!($key)
        )
    };
}

macro_rules! end_lease {
    ($jobs:literal, $key:literal) => {
        concat!("UPDATE ", $jobs, " SET leased_until = NULL", while_held!($key))
    };
}

macro_rules! end_job {
    ($jobs:literal, $key:literal) => {
        concat!("DELETE FROM ", $jobs, while_held!($key))
    };
}

#[async_trait]
impl<C: Access> ReadQueue for Repository<C> {
    async fn depth(&mut self) -> Result<QueueDepth, StoreError> {
        let row = query!(
            "SELECT count(*) - count(leased_until) AS queued, count(leased_until) AS leased FROM jobs",
        )
        .fetch_one(self.connection())
        .await
        .map_err(database)?;
        let columns = Columns(&row);
        Ok(QueueDepth {
            queued: columns.natural("queued")?,
            leased: columns.natural("leased")?,
        })
    }

    async fn has_jobs(&mut self, queue: Queue) -> Result<bool, StoreError> {
        let row = query(on!(queue, has_jobs))
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        Ok(row.is_some())
    }

    async fn lease_time(&mut self, now: Timestamp) -> Result<Timestamp, StoreError> {
        let Some(clock) = self.lease_clock else {
            return Ok(now);
        };
        let row = query(clock)
            .fetch_one(self.connection())
            .await
            .map_err(database)?;
        Columns(&row).time("now")
    }

    async fn jobs_of(&mut self, user: UserId) -> Result<u32, StoreError> {
        let row = query!("SELECT count(*) AS jobs FROM jobs WHERE user_id = $1")
            .bind(user.uuid())
            .fetch_one(self.connection())
            .await
            .map_err(database)?;
        Columns(&row).natural("jobs")
    }

    async fn expired_leases(&mut self, queue: Queue, now: Timestamp) -> Result<Vec<LeaseKey>, StoreError> {
        let rows = query(on!(queue, expired_leases))
            .bind(now.as_microsecond())
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        rows.iter().map(|row| read_key(queue, row)).collect()
    }
}

#[async_trait]
impl<C: Access> WriteQueue for Repository<C> {
    async fn enqueue(&mut self, job: &NewJob) -> Result<(), StoreError> {
        let query = match job.work {
            Work::Submission(id) => {
                query!("INSERT INTO jobs (id, submission_id, attempts, user_id) VALUES ($1, $2, $3, $4)")
                    .bind(id.uuid())
            }
            Work::Regrade(id) => {
                query!("INSERT INTO regrade_jobs (regrade_id, submission_id, attempts) VALUES ($1, $2, $3)",)
                    .bind(id.uuid())
            }
        };
        let query = query.bind(job.submission.uuid()).bind(i64::from(job.attempts));
        let query = match job.work {
            Work::Submission(_) => query.bind(job.user.uuid()),
            Work::Regrade(_) => query,
        };
        query.execute(self.connection()).await.map_err(database)?;
        Ok(())
    }

    async fn lease_next(
        &mut self,
        queue: Queue,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<Lease>, StoreError> {
        let job = query(on!(queue, lease_next))
            .bind(now.as_microsecond())
            .bind(until.as_microsecond())
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        match job {
            Some(job) => read_lease(self.connection(), queue, &job).await.map(Some),
            None => Ok(None),
        }
    }

    async fn renew_lease(&mut self, lease: &LeaseKey, until: Timestamp) -> Result<bool, StoreError> {
        let query = held(on!(lease.work.queue(), renew_lease), lease).bind(until.as_microsecond());
        is_held(self.connection(), query).await
    }

    async fn end_lease(&mut self, lease: &LeaseKey) -> Result<bool, StoreError> {
        is_held(self.connection(), held(on!(lease.work.queue(), end_lease), lease)).await
    }

    async fn end_job(&mut self, lease: &LeaseKey) -> Result<bool, StoreError> {
        is_held(self.connection(), held(on!(lease.work.queue(), end_job), lease)).await
    }

    async fn withdraw_job(&mut self, submission: SubmissionId) -> Result<(), StoreError> {
        query!("DELETE FROM jobs WHERE submission_id = $1")
            .bind(submission.uuid())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }
}

/// Binds the values of `while_held!`.
fn held<'q>(statement: Statement, lease: &LeaseKey) -> Query<'q> {
    query(statement)
        .bind(match lease.work {
            Work::Submission(job) => job.uuid(),
            Work::Regrade(id) => id.uuid(),
        })
        .bind(lease.submission.uuid())
        .bind(i64::from(lease.attempt))
}

/// Runs a statement that finds its job only while the lease lasts.
async fn is_held(connection: &mut Connection, query: Query<'_>) -> Result<bool, StoreError> {
    let done = query.execute(connection).await.map_err(database)?;
    Ok(done.rows_affected() == 1)
}

fn read_key(queue: Queue, job: &Row) -> Result<LeaseKey, StoreError> {
    let columns = Columns(job);
    Ok(LeaseKey {
        work: match queue {
            Queue::Submissions => Work::Submission(columns.id("work")?),
            Queue::Regrades => Work::Regrade(columns.id("work")?),
        },
        submission: columns.id("submission_id")?,
        attempt: columns.natural("attempts")?,
    })
}

async fn read_lease(connection: &mut Connection, queue: Queue, job: &Row) -> Result<Lease, StoreError> {
    let LeaseKey {
        work,
        submission,
        attempt,
    } = read_key(queue, job)?;
    let regrade: Option<Uuid> = match work {
        Work::Submission(_) => None,
        Work::Regrade(id) => Some(id.uuid()),
    };
    let row = query!(
        "SELECT user_id, submissions.pack_id, exercise_id, coalesce(to_digest, pack_digest) AS pack, source, seed,
             hidden_seed
         FROM submissions LEFT JOIN regrades ON regrades.id = $2 WHERE submissions.id = $1",
    )
    .bind(submission.uuid())
    .bind(regrade)
    .fetch_one(connection)
    .await
    .map_err(database)?;
    let columns = Columns(&row);
    Ok(Lease {
        work,
        attempt,
        expires: Columns(job).time("leased_until")?,
        submission,
        user: columns.id("user_id")?,
        exercise: columns.exercise()?,
        pack: columns.digest("pack")?,
        source: Arc::from(columns.get::<&[u8]>("source")?),
        seeds: Seeds {
            visible: columns.get::<i64>("seed")?.cast_unsigned(),
            hidden: columns.get::<Option<i64>>("hidden_seed")?.map(i64::cast_unsigned),
        },
    })
}
