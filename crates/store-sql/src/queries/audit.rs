//! The audit log.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::store::{AuditAction, AuditEvent, NewAuditEvent, ReadAudit, StoreError, WriteAudit};

use super::columns::{Columns, corrupt, database, integer};
use super::{Access, Repository, Row};

#[async_trait]
impl<C: Access> ReadAudit for Repository<C> {
    async fn audit_events(&mut self, before: Option<u64>, limit: u32) -> Result<Vec<AuditEvent>, StoreError> {
        let rows = query!("SELECT * FROM acts WHERE id < $1 ORDER BY id DESC LIMIT $2")
            .bind(before.map_or(Ok(i64::MAX), integer)?)
            .bind(i64::from(limit))
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        rows.iter().map(read_event).collect()
    }

    async fn has_event(
        &mut self,
        action: AuditAction,
        subject: &str,
        detail: &str,
    ) -> Result<bool, StoreError> {
        let row =
            query!("SELECT 1 AS there FROM acts WHERE deed = $1 AND subject = $2 AND detail = $3 LIMIT 1",)
                .bind(action.name())
                .bind(subject)
                .bind(detail)
                .fetch_optional(self.connection())
                .await
                .map_err(database)?;
        Ok(row.is_some())
    }
}

#[async_trait]
impl<C: Access> WriteAudit for Repository<C> {
    async fn record_event(&mut self, event: &NewAuditEvent, now: Timestamp) -> Result<(), StoreError> {
        query!("INSERT INTO acts (actor, deed, subject, detail, done_at) VALUES ($1, $2, $3, $4, $5)")
            .bind(&event.actor)
            .bind(event.action.name())
            .bind(&event.subject)
            .bind(&event.detail)
            .bind(now.as_microsecond())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }
}

fn read_event(row: &Row) -> Result<AuditEvent, StoreError> {
    let columns = Columns(row);
    let action: &str = columns.get("deed")?;
    Ok(AuditEvent {
        id: columns.natural("id")?,
        actor: columns.get("actor")?,
        action: AuditAction::named(action).ok_or_else(|| corrupt("deed", action))?,
        subject: columns.get("subject")?,
        detail: columns.get("detail")?,
        at: columns.time("done_at")?,
    })
}
