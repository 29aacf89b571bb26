//! Revocation and suspension.

use async_trait::async_trait;
use spyrales_core::id::{CredentialId, UserId};
use spyrales_core::store::{
    ReadStatuses, StatusChange, StatusEvent, StatusListUse, StatusPlace, StoreError, WriteStatuses,
};

use super::columns::{Columns, corrupt, database};
use super::{Access, Repository, Row};

#[async_trait]
impl<C: Access> ReadStatuses for Repository<C> {
    async fn status_events(&mut self, credential: CredentialId) -> Result<Vec<StatusEvent>, StoreError> {
        let rows = query!("SELECT * FROM status_events WHERE credential_id = $1 ORDER BY id")
            .bind(credential.uuid())
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        rows.iter().map(read_event).collect()
    }

    async fn status_events_of(&mut self, user: UserId) -> Result<Vec<StatusEvent>, StoreError> {
        let rows = query!(
            "SELECT status_events.* FROM status_events
                 JOIN credentials ON credentials.id = status_events.credential_id
             WHERE credentials.user_id = $1 ORDER BY status_events.id DESC",
        )
        .bind(user.uuid())
        .fetch_all(self.connection())
        .await
        .map_err(database)?;
        rows.iter().map(read_event).collect()
    }

    async fn status_lists(&mut self) -> Result<u32, StoreError> {
        let row = query!("SELECT coalesce(max(list), 1) AS lists FROM status_slots")
            .fetch_one(self.connection())
            .await
            .map_err(database)?;
        Columns(&row).natural("lists")
    }

    async fn last_status_list(&mut self) -> Result<Option<StatusListUse>, StoreError> {
        let row = query!(
            "SELECT list, count(*) AS taken FROM status_slots GROUP BY list ORDER BY list DESC LIMIT 1",
        )
        .fetch_optional(self.connection())
        .await
        .map_err(database)?;
        let Some(row) = row else { return Ok(None) };
        let columns = Columns(&row);
        Ok(Some(StatusListUse {
            list: columns.natural("list")?,
            taken: columns.natural("taken")?,
        }))
    }

    async fn status_place_is_taken(&mut self, place: StatusPlace) -> Result<bool, StoreError> {
        let row = query!("SELECT 1 FROM status_slots WHERE list = $1 AND position = $2")
            .bind(i64::from(place.list))
            .bind(i64::from(place.position))
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        Ok(row.is_some())
    }

    async fn status_positions(&mut self, list: u32, status: StatusChange) -> Result<Vec<u32>, StoreError> {
        let rows = query!(
            "SELECT position FROM status_slots
             WHERE list = $1 AND $2 = (
                 SELECT change FROM status_events
                 WHERE status_events.credential_id = status_slots.credential_id
                 ORDER BY id DESC LIMIT 1)
             ORDER BY position",
        )
        .bind(i64::from(list))
        .bind(status.name())
        .fetch_all(self.connection())
        .await
        .map_err(database)?;
        rows.iter().map(|row| Columns(row).natural("position")).collect()
    }

    async fn status_version(&mut self) -> Result<u64, StoreError> {
        // Counted rather than the highest number: of two transactions the one with the lower number may be the last to commit.
        let row = query!("SELECT count(*) AS version FROM status_events")
            .fetch_one(self.connection())
            .await
            .map_err(database)?;
        Columns(&row).natural("version")
    }
}

#[async_trait]
impl<C: Access> WriteStatuses for Repository<C> {
    async fn insert_status_place(
        &mut self,
        credential: CredentialId,
        place: StatusPlace,
    ) -> Result<bool, StoreError> {
        let inserted = query!(
            "INSERT INTO status_slots (list, position, credential_id) VALUES ($1, $2, $3)
             ON CONFLICT (list, position) DO NOTHING",
        )
        .bind(i64::from(place.list))
        .bind(i64::from(place.position))
        .bind(credential.uuid())
        .execute(self.connection())
        .await
        .map_err(database)?;
        Ok(inserted.rows_affected() > 0)
    }

    async fn insert_status_event(&mut self, event: &StatusEvent) -> Result<(), StoreError> {
        query!(
            "INSERT INTO status_events (credential_id, change, reason, actor, happened_at)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(event.credential.uuid())
        .bind(event.change.name())
        .bind(&event.reason)
        .bind(&event.actor)
        .bind(event.at.as_microsecond())
        .execute(self.connection())
        .await
        .map_err(database)?;
        Ok(())
    }
}

fn read_change(row: &Row) -> Result<StatusChange, StoreError> {
    let name: &str = Columns(row).get("change")?;
    StatusChange::named(name).ok_or_else(|| corrupt("change", name))
}

fn read_event(row: &Row) -> Result<StatusEvent, StoreError> {
    let columns = Columns(row);
    Ok(StatusEvent {
        credential: columns.id("credential_id")?,
        change: read_change(row)?,
        reason: columns.get("reason")?,
        actor: columns.get("actor")?,
        at: columns.time("happened_at")?,
    })
}
