//! Re-grades, from the start to what they change.

mod read;
mod settle;

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::digest::Digest;
use spyrales_core::grading::{ExerciseRef, Grading};
use spyrales_core::id::{RegradeId, SubmissionId, UserId};
use spyrales_core::regrade::{Attempt, ResultChange};
use spyrales_core::store::{
    EarlierGrading, NewRegrade, ReadRegrades, Regrade, RegradeEnd, RegradeNotice, StoreError,
    SubmissionCount, WriteRegrades,
};
use spyrales_core::text::Bilingual;

use super::columns::{Columns, blob, database};
use super::results::bind_grading;
use super::{Access, Repository};
use read::select_notices;

#[async_trait]
impl<C: Access> ReadRegrades for Repository<C> {
    async fn submission_counts(&mut self, version: Digest) -> Result<Vec<SubmissionCount>, StoreError> {
        let rows = query!(
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
        rows.iter().map(read::submission_count).collect()
    }

    async fn open_regrade(&mut self, from: Digest) -> Result<Option<RegradeId>, StoreError> {
        let row = query!("SELECT id FROM regrades WHERE from_digest = $1 AND state = 'open'")
            .bind(blob(&from))
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        row.map(|row| Columns(&row).id("id")).transpose()
    }

    async fn regrade(&mut self, id: RegradeId) -> Result<Option<Regrade>, StoreError> {
        read::one(self.connection(), id).await
    }

    async fn regrades(&mut self, pack: &str) -> Result<Vec<Regrade>, StoreError> {
        read::of_pack(self.connection(), pack).await
    }

    async fn regrade_attempts(&mut self, id: RegradeId) -> Result<Vec<Attempt<String>>, StoreError> {
        read::attempts(self.connection(), id).await
    }

    async fn regrade_changes(&mut self, id: RegradeId) -> Result<Vec<(UserId, RegradeNotice)>, StoreError> {
        let statement = select_notices!("regrade_id = $1 ORDER BY regrade_notices.user_id, exercise_id");
        read::notices(self.connection(), statement, id.uuid()).await
    }

    async fn regrade_notices(&mut self, user: UserId) -> Result<Vec<RegradeNotice>, StoreError> {
        let statement = select_notices!(
            "regrade_notices.user_id = $1 ORDER BY settled_at DESC, regrade_id DESC, exercise_id"
        );
        let notices = read::notices(self.connection(), statement, user.uuid()).await?;
        Ok(notices.into_iter().map(|(_, notice)| notice).collect())
    }

    async fn earlier_gradings(
        &mut self,
        id: SubmissionId,
        user: UserId,
    ) -> Result<Vec<EarlierGrading>, StoreError> {
        let rows = query!(
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
    async fn insert_regrade(&mut self, new: &NewRegrade, now: Timestamp) -> Result<(), StoreError> {
        query!(
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
        .execute(self.connection())
        .await
        .map_err(database)?;
        for (exercise, treatment) in &new.exercises {
            query!("INSERT INTO regrade_exercises (regrade_id, exercise_id, treatment) VALUES ($1, $2, $3)",)
                .bind(new.id.uuid())
                .bind(exercise)
                .bind(treatment.name())
                .execute(self.connection())
                .await
                .map_err(database)?;
        }
        Ok(())
    }

    async fn enqueue_regrade(&mut self, id: RegradeId) -> Result<(), StoreError> {
        query!(
            "INSERT INTO regrade_jobs (regrade_id, submission_id)
             SELECT regrades.id, submissions.id
             FROM regrades
                 JOIN regrade_exercises ON regrade_exercises.regrade_id = regrades.id
                     AND treatment = 'grade'
                 JOIN submissions ON submissions.pack_digest = regrades.from_digest
                     AND submissions.exercise_id = regrade_exercises.exercise_id
                 JOIN gradings ON gradings.submission_id = submissions.id
             WHERE regrades.id = $1
               AND NOT EXISTS (SELECT 1 FROM erased_users WHERE user_id = submissions.user_id)
             ORDER BY submissions.id",
        )
        .bind(id.uuid())
        .execute(self.connection())
        .await
        .map_err(database)?;
        Ok(())
    }

    async fn insert_regrade_result(
        &mut self,
        id: RegradeId,
        submission: SubmissionId,
        grading: &Grading,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let query = query!(
            "INSERT INTO regrade_results
                 (regrade_id, submission_id, earned, possible, digest, wall_us, graded_at, traces, record)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(id.uuid())
        .bind(submission.uuid());
        bind_grading(query, grading, now)?
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }

    async fn insert_regrade_failure(
        &mut self,
        id: RegradeId,
        submission: SubmissionId,
        why: &Bilingual,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        query!(
            "INSERT INTO regrade_results (regrade_id, submission_id, graded_at, why_fr, why_en)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(id.uuid())
        .bind(submission.uuid())
        .bind(now.as_microsecond())
        .bind(&why.fr)
        .bind(&why.en)
        .execute(self.connection())
        .await
        .map_err(database)?;
        Ok(())
    }

    async fn replace_grading(
        &mut self,
        id: RegradeId,
        submission: SubmissionId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        settle::replace(self.connection(), id, submission, now).await
    }

    async fn neutralise(
        &mut self,
        id: RegradeId,
        user: UserId,
        exercise: &ExerciseRef,
    ) -> Result<(), StoreError> {
        settle::neutralise(self.connection(), id, user, exercise).await
    }

    async fn insert_regrade_notice(
        &mut self,
        id: RegradeId,
        change: &ResultChange<String>,
    ) -> Result<(), StoreError> {
        settle::insert_notice(self.connection(), id, change).await
    }

    async fn remove_regrade_work(&mut self, id: RegradeId) -> Result<(), StoreError> {
        settle::remove_work(self.connection(), id).await
    }

    async fn end_regrade(&mut self, id: RegradeId, end: &RegradeEnd, reason: &str) -> Result<(), StoreError> {
        settle::end(self.connection(), id, end, reason).await
    }

    async fn read_regrade_notices(
        &mut self,
        id: RegradeId,
        user: UserId,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let read = query!(
            "UPDATE regrade_notices SET read_at = coalesce(read_at, $3) WHERE regrade_id = $1 AND user_id = $2",
        )
        .bind(id.uuid())
        .bind(user.uuid())
        .bind(now.as_microsecond())
        .execute(self.connection())
        .await
        .map_err(database)?;
        Ok(read.rows_affected())
    }
}
