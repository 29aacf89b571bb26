//! Drafts.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::grading::ExerciseRef;
use spyrales_core::id::UserId;
use spyrales_core::store::{Draft, DraftUse, OpenUser, ReadDrafts, StoreError, WriteDrafts};

use super::columns::{Columns, database};
use super::{Access, Repository};

#[async_trait]
impl<C: Access> ReadDrafts for Repository<C> {
    async fn draft(&mut self, user: UserId, exercise: &ExerciseRef) -> Result<Option<Draft>, StoreError> {
        let row = query!(
            "SELECT revision, source, saved_at FROM drafts WHERE user_id = $1 AND pack_id = $2 AND exercise_id = $3",
        )
        .bind(user.uuid())
        .bind(&exercise.pack)
        .bind(&exercise.exercise)
        .fetch_optional(self.connection())
        .await
        .map_err(database)?;
        let Some(row) = row else { return Ok(None) };
        let columns = Columns(&row);
        Ok(Some(Draft {
            revision: columns.natural("revision")?,
            source: columns.get("source")?,
            saved: columns.time("saved_at")?,
        }))
    }

    async fn other_drafts(&mut self, user: UserId, besides: &ExerciseRef) -> Result<DraftUse, StoreError> {
        let row = query!(
            "SELECT count(*) AS drafts, coalesce(sum(octet_length(source)), 0) AS bytes FROM drafts
             WHERE user_id = $1 AND NOT (pack_id = $2 AND exercise_id = $3)",
        )
        .bind(user.uuid())
        .bind(&besides.pack)
        .bind(&besides.exercise)
        .fetch_one(self.connection())
        .await
        .map_err(database)?;
        let columns = Columns(&row);
        Ok(DraftUse {
            drafts: columns.natural("drafts")?,
            bytes: columns.natural("bytes")?,
        })
    }
}

#[async_trait]
impl<C: Access> WriteDrafts for Repository<C> {
    async fn put_draft(
        &mut self,
        owner: &OpenUser,
        exercise: &ExerciseRef,
        revision: u32,
        source: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        query!(
            "INSERT INTO drafts (user_id, pack_id, exercise_id, revision, saved_at, source)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (user_id, pack_id, exercise_id)
             DO UPDATE SET revision = excluded.revision, saved_at = excluded.saved_at, source = excluded.source",
        )
        .bind(owner.id().uuid())
        .bind(&exercise.pack)
        .bind(&exercise.exercise)
        .bind(i64::from(revision))
        .bind(now.as_microsecond())
        .bind(source)
        .execute(self.connection())
        .await
        .map_err(database)?;
        Ok(())
    }
}
