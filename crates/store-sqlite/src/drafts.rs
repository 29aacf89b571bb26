//! Drafts.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::grading::ExerciseRef;
use spyrales_core::id::UserId;
use spyrales_core::store::{Draft, DraftSaved, Drafts, StoreError};
use sqlx::SqliteConnection;

use crate::SqliteStore;
use crate::accounts::require_user;
use crate::columns::{Columns, database};

#[async_trait]
impl Drafts for SqliteStore {
    async fn draft(&self, user: UserId, exercise: &ExerciseRef) -> Result<Option<Draft>, StoreError> {
        let mut reader = self.readers().acquire().await.map_err(database)?;
        read(&mut reader, user, exercise).await
    }

    async fn save_draft(
        &self,
        user: UserId,
        exercise: &ExerciseRef,
        base: Option<u32>,
        source: &str,
        now: Timestamp,
    ) -> Result<DraftSaved, StoreError> {
        let mut transaction = self.begin().await?;
        require_user(&mut transaction, user).await?;
        let kept = read(&mut transaction, user, exercise).await?;
        let revision = kept.as_ref().map_or(0, |draft| draft.revision);
        match (kept, base) {
            (Some(kept), Some(base)) if base != kept.revision && kept.source != source => {
                return Ok(DraftSaved::Conflict(kept));
            }
            _ => {}
        }
        sqlx::query(
            "INSERT INTO drafts (user_id, pack_id, exercise_id, revision, saved_at, source)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (user_id, pack_id, exercise_id)
             DO UPDATE SET revision = excluded.revision, saved_at = excluded.saved_at, source = excluded.source",
        )
        .bind(user.uuid())
        .bind(&exercise.pack)
        .bind(&exercise.exercise)
        .bind(revision + 1)
        .bind(now.as_microsecond())
        .bind(source)
        .execute(&mut *transaction)
        .await
        .map_err(database)?;
        transaction.commit().await.map_err(database)?;
        Ok(DraftSaved::Saved(revision + 1))
    }
}

async fn read(
    connection: &mut SqliteConnection,
    user: UserId,
    exercise: &ExerciseRef,
) -> Result<Option<Draft>, StoreError> {
    let row = sqlx::query(
        "SELECT revision, source, saved_at FROM drafts WHERE user_id = ?1 AND pack_id = ?2 AND exercise_id = ?3",
    )
    .bind(user.uuid())
    .bind(&exercise.pack)
    .bind(&exercise.exercise)
    .fetch_optional(connection)
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
