//! The record of privileged acts.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::store::{Act, Deed, NewAct, ReadAudit, StoreError, WriteAudit};

use super::columns::{Columns, corrupt, database, integer};
use super::{Access, Connection, Repository, Row};

#[async_trait]
impl<C: Access> ReadAudit for Repository<C> {
    async fn acts(&mut self, before: Option<u64>, limit: u32) -> Result<Vec<Act>, StoreError> {
        let rows = sqlx::query("SELECT * FROM acts WHERE id < $1 ORDER BY id DESC LIMIT $2")
            .bind(before.map_or(Ok(i64::MAX), integer)?)
            .bind(limit)
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        rows.iter().map(read_act).collect()
    }
}

#[async_trait]
impl<C: Access> WriteAudit for Repository<C> {
    async fn record_act(&mut self, act: NewAct, now: Timestamp) -> Result<(), StoreError> {
        let transaction = self.connection();
        record(&mut *transaction, &act, now).await?;
        Ok(())
    }
}

/// Puts an act on record together with what it did.
pub(crate) async fn record(
    connection: &mut Connection,
    act: &NewAct,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO acts (actor, deed, subject, detail, done_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(&act.actor)
        .bind(act.deed.name())
        .bind(&act.subject)
        .bind(&act.detail)
        .bind(now.as_microsecond())
        .execute(connection)
        .await
        .map_err(database)?;
    Ok(())
}

fn read_act(row: &Row) -> Result<Act, StoreError> {
    let columns = Columns(row);
    let deed: &str = columns.get("deed")?;
    Ok(Act {
        id: columns.natural("id")?,
        actor: columns.get("actor")?,
        deed: Deed::named(deed).ok_or_else(|| corrupt("deed", deed))?,
        subject: columns.get("subject")?,
        detail: columns.get("detail")?,
        at: columns.time("done_at")?,
    })
}
