//! Re-grades, from the start to what they change.

mod read;
mod settle;

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::digest::Digest;
use spyrales_core::id::{RegradeId, SubmissionId, UserId};
use spyrales_core::regrade::{Attempt, Lowering};
use spyrales_core::store::{
    Deed, EarlierGrading, HandedIn, NewAct, NewRegrade, ReadRegrades, Regrade, RegradeNotice, RegradeSettled,
    RegradeStarted, StoreError, VersionRef, WriteRegrades,
};

use super::audit;
use super::columns::{Columns, blob, database};
use super::{Access, Connection, Repository};

#[async_trait]
impl<C: Access> ReadRegrades for Repository<C> {
    async fn handed_in(&mut self, version: Digest) -> Result<Vec<HandedIn>, StoreError> {
        let rows = sqlx::query(
            "SELECT exercise_id, count(*) AS submissions, count(DISTINCT user_id) AS people
             FROM submissions JOIN gradings ON gradings.submission_id = submissions.id
             WHERE pack_digest = $1
               AND NOT EXISTS (SELECT 1 FROM erased_users WHERE user_id = submissions.user_id)
             GROUP BY exercise_id ORDER BY exercise_id",
        )
        .bind(blob(&version))
        .fetch_all(self.connection())
        .await
        .map_err(database)?;
        rows.iter().map(read::handed_in).collect()
    }

    async fn regrade(&mut self, id: RegradeId) -> Result<Option<Regrade>, StoreError> {
        let found = read::select(self.connection(), "regrades.id = $1", id.uuid()).await?;
        Ok(found.into_iter().next())
    }

    async fn regrades(&mut self, pack: &str) -> Result<Vec<Regrade>, StoreError> {
        read::select(self.connection(), "regrades.pack_id = $1", pack).await
    }

    async fn regrade_attempts(&mut self, id: RegradeId) -> Result<Vec<Attempt<String>>, StoreError> {
        let reader = self.connection();
        read::attempts(&mut *reader, id).await
    }

    async fn regrade_changes(&mut self, id: RegradeId) -> Result<Vec<(UserId, RegradeNotice)>, StoreError> {
        let condition = "regrade_id = $1 ORDER BY regrade_notices.user_id, exercise_id";
        read::notices(self.connection(), condition, id.uuid()).await
    }

    async fn regrade_notices(&mut self, user: UserId) -> Result<Vec<RegradeNotice>, StoreError> {
        let condition = "regrade_notices.user_id = $1 ORDER BY settled_at DESC, regrade_id DESC, exercise_id";
        let notices = read::notices(self.connection(), condition, user.uuid()).await?;
        Ok(notices.into_iter().map(|(_, notice)| notice).collect())
    }

    async fn earlier_gradings(
        &mut self,
        id: SubmissionId,
        user: UserId,
    ) -> Result<Vec<EarlierGrading>, StoreError> {
        let rows = sqlx::query(
            "SELECT record, earlier_gradings.digest, graded_at, replaced_by, replaced_at, reason
             FROM earlier_gradings
                 JOIN submissions ON submissions.id = earlier_gradings.submission_id
                 JOIN regrades ON regrades.id = replaced_by
             WHERE submission_id = $1 AND submissions.user_id = $2 ORDER BY replaced_at, replaced_by",
        )
        .bind(id.uuid())
        .bind(user.uuid())
        .fetch_all(self.connection())
        .await
        .map_err(database)?;
        rows.iter().map(read::earlier).collect()
    }
}

#[async_trait]
impl<C: Access> WriteRegrades for Repository<C> {
    async fn start_regrade(&mut self, new: NewRegrade, now: Timestamp) -> Result<RegradeStarted, StoreError> {
        let transaction = self.connection();
        for version in [Some(&new.from), new.to.as_ref()].into_iter().flatten() {
            require_version(&mut *transaction, &new.pack, version).await?;
        }
        let open = sqlx::query("SELECT id FROM regrades WHERE from_digest = $1 AND state = 'open'")
            .bind(blob(&new.from.digest))
            .fetch_optional(&mut *transaction)
            .await
            .map_err(database)?;
        if let Some(open) = open {
            return Ok(RegradeStarted::Open(Columns(&open).id("id")?));
        }
        insert(&mut *transaction, &new, now).await?;
        let act = NewAct {
            actor: new.by.clone(),
            deed: Deed::RegradeStarted,
            subject: subject(&new.pack, &new.from, new.to.as_ref()),
            detail: new.reason.clone(),
        };
        audit::record(&mut *transaction, &act, now).await?;
        Ok(RegradeStarted::Started)
    }

    async fn apply_regrade(
        &mut self,
        id: RegradeId,
        lowering: Lowering,
        reason: &str,
        actor: &str,
        now: Timestamp,
    ) -> Result<RegradeSettled, StoreError> {
        let transaction = self.connection();
        let Some(regrade) = read::one(&mut *transaction, id).await? else {
            return Ok(RegradeSettled::Unknown);
        };
        if regrade.end.is_some() {
            return Ok(RegradeSettled::Before);
        }
        if regrade.waiting > 0 {
            return Ok(RegradeSettled::Waiting(regrade.waiting));
        }
        let (replaced, people) = settle::apply(&mut *transaction, &regrade, lowering, now).await?;
        settle::close(&mut *transaction, &regrade, Some((lowering, reason)), actor, now).await?;
        let act = NewAct {
            actor: actor.to_owned(),
            deed: Deed::RegradeApplied,
            subject: subject(&regrade.pack, &regrade.from, regrade.to.as_ref()),
            detail: reason.to_owned(),
        };
        audit::record(&mut *transaction, &act, now).await?;
        Ok(RegradeSettled::Settled { replaced, people })
    }

    async fn discard_regrade(
        &mut self,
        id: RegradeId,
        actor: &str,
        now: Timestamp,
    ) -> Result<RegradeSettled, StoreError> {
        let transaction = self.connection();
        let Some(regrade) = read::one(&mut *transaction, id).await? else {
            return Ok(RegradeSettled::Unknown);
        };
        if regrade.end.is_some() {
            return Ok(RegradeSettled::Before);
        }
        settle::discard(&mut *transaction, id).await?;
        settle::close(&mut *transaction, &regrade, None, actor, now).await?;
        let act = NewAct {
            actor: actor.to_owned(),
            deed: Deed::RegradeDiscarded,
            subject: subject(&regrade.pack, &regrade.from, regrade.to.as_ref()),
            detail: String::new(),
        };
        audit::record(&mut *transaction, &act, now).await?;
        Ok(RegradeSettled::Settled {
            replaced: 0,
            people: 0,
        })
    }

    async fn read_regrade_notice(
        &mut self,
        id: RegradeId,
        user: UserId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let transaction = self.connection();
        let read = sqlx::query(
            "UPDATE regrade_notices SET read_at = coalesce(read_at, $3) WHERE regrade_id = $1 AND user_id = $2",
        )
        .bind(id.uuid())
        .bind(user.uuid())
        .bind(now.as_microsecond())
        .execute(&mut *transaction)
        .await
        .map_err(database)?;
        Ok(read.rows_affected() > 0)
    }
}

/// A re-grade as acts name it.
fn subject(pack: &str, from: &VersionRef, to: Option<&VersionRef>) -> String {
    match to {
        Some(to) => format!("{pack} {} → {}", from.version, to.version),
        None => format!("{pack} {}", from.version),
    }
}

async fn require_version(
    connection: &mut Connection,
    pack: &str,
    version: &VersionRef,
) -> Result<(), StoreError> {
    sqlx::query("SELECT 1 FROM packs WHERE id = $1 AND version = $2 AND digest = $3")
        .bind(pack)
        .bind(&version.version)
        .bind(blob(&version.digest))
        .fetch_optional(connection)
        .await
        .map_err(database)?
        .map(drop)
        .ok_or_else(|| StoreError::Unknown {
            what: "pack version",
            name: format!("{pack} {}", version.version),
        })
}

async fn insert(connection: &mut Connection, new: &NewRegrade, now: Timestamp) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO regrades
             (id, pack_id, from_version, from_digest, to_version, to_digest, reason, started_by, started_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(new.id.uuid())
    .bind(&new.pack)
    .bind(&new.from.version)
    .bind(blob(&new.from.digest))
    .bind(new.to.as_ref().map(|to| &to.version))
    .bind(new.to.as_ref().map(|to| blob(&to.digest)))
    .bind(&new.reason)
    .bind(&new.by)
    .bind(now.as_microsecond())
    .execute(&mut *connection)
    .await
    .map_err(database)?;
    for (exercise, treatment) in &new.exercises {
        sqlx::query("INSERT INTO regrade_exercises (regrade_id, exercise_id, treatment) VALUES ($1, $2, $3)")
            .bind(new.id.uuid())
            .bind(exercise)
            .bind(treatment.name())
            .execute(&mut *connection)
            .await
            .map_err(database)?;
    }
    // Without a version to grade by, nothing is graded.
    sqlx::query(
        "INSERT INTO regrade_jobs (regrade_id, submission_id)
         SELECT $1, submissions.id
         FROM submissions
             JOIN gradings ON gradings.submission_id = submissions.id
             JOIN regrade_exercises USING (exercise_id)
         WHERE pack_digest = $2 AND regrade_exercises.regrade_id = $1 AND treatment = 'grade' AND $3
           AND NOT EXISTS (SELECT 1 FROM erased_users WHERE user_id = submissions.user_id)
         ORDER BY submissions.id",
    )
    .bind(new.id.uuid())
    .bind(blob(&new.from.digest))
    .bind(new.to.is_some())
    .execute(connection)
    .await
    .map_err(database)?;
    Ok(())
}
