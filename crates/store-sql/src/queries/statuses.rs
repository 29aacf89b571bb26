//! Revocation and suspension.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::id::{CredentialId, UserId};
use spyrales_core::store::{
    AuditAction, NewAuditEvent, NewStatusEvent, ReadStatuses, StatusChange, StatusEvent, StatusOutcome,
    StatusPlace, StoreError, WriteStatuses,
};

use super::audit;
use super::columns::{Columns, corrupt, database};
use super::{Access, Repository, Row};

#[async_trait]
impl<C: Access> ReadStatuses for Repository<C> {
    async fn status_events(&mut self, credential: CredentialId) -> Result<Vec<StatusEvent>, StoreError> {
        let rows = sqlx::query("SELECT * FROM status_events WHERE credential_id = $1 ORDER BY id")
            .bind(credential.uuid())
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        rows.iter().map(read_event).collect()
    }

    async fn status_events_of(&mut self, user: UserId) -> Result<Vec<StatusEvent>, StoreError> {
        let rows = sqlx::query(
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
        let row = sqlx::query("SELECT coalesce(max(list), 1) AS lists FROM status_slots")
            .fetch_one(self.connection())
            .await
            .map_err(database)?;
        Columns(&row).natural("lists")
    }

    async fn status_positions(&mut self, list: u32, status: StatusChange) -> Result<Vec<u32>, StoreError> {
        let rows = sqlx::query(
            "SELECT position FROM status_slots
             WHERE list = $1 AND $2 = (
                 SELECT change FROM status_events
                 WHERE status_events.credential_id = status_slots.credential_id
                 ORDER BY id DESC LIMIT 1)
             ORDER BY position",
        )
        .bind(list)
        .bind(status.name())
        .fetch_all(self.connection())
        .await
        .map_err(database)?;
        rows.iter().map(|row| Columns(row).natural("position")).collect()
    }

    async fn status_version(&mut self) -> Result<u64, StoreError> {
        let row = sqlx::query("SELECT coalesce(max(id), 0) AS version FROM status_events")
            .fetch_one(self.connection())
            .await
            .map_err(database)?;
        Columns(&row).natural("version")
    }
}

#[async_trait]
impl<C: Access> WriteStatuses for Repository<C> {
    async fn take_status_place(
        &mut self,
        credential: CredentialId,
        drawn: &[u32],
        capacity: u32,
    ) -> Result<Option<StatusPlace>, StoreError> {
        let transaction = self.connection();
        let row = sqlx::query(
            "SELECT list, count(*) AS taken FROM status_slots GROUP BY list ORDER BY list DESC LIMIT 1",
        )
        .fetch_optional(&mut *transaction)
        .await
        .map_err(database)?;
        let list = match row {
            None => 1,
            Some(row) => {
                let columns = Columns(&row);
                let full = columns.natural::<u32>("taken")? >= capacity / 2;
                columns.natural::<u32>("list")? + u32::from(full)
            }
        };
        for &position in drawn.iter().filter(|position| **position < capacity) {
            let taken = sqlx::query(
                "INSERT INTO status_slots (list, position, credential_id) VALUES ($1, $2, $3)
                 ON CONFLICT (list, position) DO NOTHING RETURNING list",
            )
            .bind(list)
            .bind(position)
            .bind(credential.uuid())
            .fetch_optional(&mut *transaction)
            .await
            .map_err(database)?;
            if taken.is_some() {
                return Ok(Some(StatusPlace { list, position }));
            }
        }
        Ok(None)
    }

    async fn change_status(
        &mut self,
        new: NewStatusEvent,
        now: Timestamp,
    ) -> Result<StatusOutcome, StoreError> {
        let transaction = self.connection();
        let known = sqlx::query("SELECT 1 FROM credentials WHERE id = $1")
            .bind(new.credential.uuid())
            .fetch_optional(&mut *transaction)
            .await
            .map_err(database)?;
        if known.is_none() {
            return Ok(StatusOutcome::Unknown);
        }
        let last =
            sqlx::query("SELECT change FROM status_events WHERE credential_id = $1 ORDER BY id DESC LIMIT 1")
                .bind(new.credential.uuid())
                .fetch_optional(&mut *transaction)
                .await
                .map_err(database)?;
        let last = last.as_ref().map(read_change).transpose()?;
        match (last, new.change) {
            (Some(StatusChange::Revoked), StatusChange::Revoked) => return Ok(StatusOutcome::Unchanged),
            (Some(StatusChange::Revoked), _) => return Ok(StatusOutcome::RevokedForGood),
            (None, StatusChange::Reinstated) => return Ok(StatusOutcome::Unchanged),
            (Some(last), change) if last == change => return Ok(StatusOutcome::Unchanged),
            _ => {}
        }
        sqlx::query(
            "INSERT INTO status_events (credential_id, change, reason, actor, happened_at)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(new.credential.uuid())
        .bind(new.change.name())
        .bind(&new.reason)
        .bind(&new.actor)
        .bind(now.as_microsecond())
        .execute(&mut *transaction)
        .await
        .map_err(database)?;
        let act = NewAuditEvent {
            actor: new.actor.clone(),
            action: match new.change {
                StatusChange::Revoked => AuditAction::CertificateRevoked,
                StatusChange::Suspended => AuditAction::CertificateSuspended,
                StatusChange::Reinstated => AuditAction::CertificateReinstated,
            },
            subject: new.credential.to_string(),
            detail: new.reason.clone(),
        };
        audit::record(&mut *transaction, &act, now).await?;
        Ok(StatusOutcome::Changed(StatusEvent {
            credential: new.credential,
            change: new.change,
            reason: new.reason,
            actor: new.actor,
            at: now,
        }))
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
