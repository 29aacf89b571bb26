//! The transparency log's rows.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::id::CredentialId;
use spyrales_core::store::{LogNode, LogPlace, NewLogEntry, ReadLog, StoreError, StoredCheckpoint, WriteLog};

use super::columns::{Columns, corrupt, database, integer};
use super::{Access, Repository, Row, dialect};
use crate::statement::query;

#[async_trait]
impl<C: Access> ReadLog for Repository<C> {
    async fn log_size(&mut self) -> Result<u64, StoreError> {
        let row = query!("SELECT coalesce(max(position) + 1, 0) AS size FROM log_entries")
            .fetch_one(self.connection())
            .await
            .map_err(database)?;
        Columns(&row).natural("size")
    }

    async fn log_size_at(&mut self, time: Timestamp) -> Result<u64, StoreError> {
        // Entries are in the order of time as far as clocks are: what came after the first later one is later too.
        let row = query!(
            "SELECT coalesce(
                 (SELECT min(position) FROM log_entries WHERE appended_at > $1),
                 (SELECT max(position) + 1 FROM log_entries),
                 0) AS size",
        )
        .bind(time.as_microsecond())
        .fetch_one(self.connection())
        .await
        .map_err(database)?;
        Columns(&row).natural("size")
    }

    async fn log_nodes(&mut self, wanted: &[(u8, u64)]) -> Result<Option<Vec<LogNode>>, StoreError> {
        let mut nodes = Vec::with_capacity(wanted.len());
        for &(level, position) in wanted {
            let row = query!("SELECT hash FROM log_nodes WHERE level = $1 AND position = $2")
                .bind(i64::from(level))
                .bind(integer(position)?)
                .fetch_optional(self.connection())
                .await
                .map_err(database)?;
            let Some(row) = row else { return Ok(None) };
            nodes.push(LogNode {
                level,
                position,
                hash: bytes(&row, "hash")?,
            });
        }
        Ok(Some(nodes))
    }

    async fn log_entries(&mut self, positions: std::ops::Range<u64>) -> Result<Vec<[u8; 32]>, StoreError> {
        let rows =
            query!("SELECT entry FROM log_entries WHERE position >= $1 AND position < $2 ORDER BY position",)
                .bind(integer(positions.start)?)
                .bind(integer(positions.end)?)
                .fetch_all(self.connection())
                .await
                .map_err(database)?;
        rows.iter().map(|row| bytes(row, "entry")).collect()
    }

    async fn log_place(&mut self, credential: CredentialId) -> Result<Option<LogPlace>, StoreError> {
        let row = query!("SELECT position, nonce FROM log_places WHERE credential_id = $1")
            .bind(credential.uuid())
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        row.as_ref().map(read_place).transpose()
    }

    async fn log_places(&mut self) -> Result<Vec<(CredentialId, LogPlace)>, StoreError> {
        let rows = query!("SELECT credential_id, position, nonce FROM log_places ORDER BY position")
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        rows.iter()
            .map(|row| Ok((Columns(row).id("credential_id")?, read_place(row)?)))
            .collect()
    }

    async fn checkpoint(&mut self, size: u64) -> Result<Option<StoredCheckpoint>, StoreError> {
        let row = query!("SELECT size, note FROM log_checkpoints WHERE size = $1")
            .bind(integer(size)?)
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        row.as_ref().map(read_checkpoint).transpose()
    }

    async fn latest_checkpoint(&mut self) -> Result<Option<StoredCheckpoint>, StoreError> {
        let row = query!("SELECT size, note FROM log_checkpoints ORDER BY size DESC LIMIT 1")
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        row.as_ref().map(read_checkpoint).transpose()
    }

    async fn checkpoints(&mut self) -> Result<Vec<StoredCheckpoint>, StoreError> {
        let rows = query!("SELECT size, note FROM log_checkpoints ORDER BY size")
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        rows.iter().map(read_checkpoint).collect()
    }
}

#[async_trait]
impl<C: Access> WriteLog for Repository<C> {
    async fn lock_log(&mut self) -> Result<(), StoreError> {
        if let Some(lock) = dialect::LOCK_LOG {
            query(lock).execute(self.connection()).await.map_err(database)?;
        }
        Ok(())
    }

    async fn append_log_entry(&mut self, new: &NewLogEntry, now: Timestamp) -> Result<(), StoreError> {
        query!("INSERT INTO log_entries (position, entry, appended_at) VALUES ($1, $2, $3)")
            .bind(integer(new.position)?)
            .bind(&new.entry[..])
            .bind(now.as_microsecond())
            .execute(self.connection())
            .await
            .map_err(database)?;
        for node in &new.nodes {
            query!("INSERT INTO log_nodes (level, position, hash) VALUES ($1, $2, $3)")
                .bind(i64::from(node.level))
                .bind(integer(node.position)?)
                .bind(&node.hash[..])
                .execute(self.connection())
                .await
                .map_err(database)?;
        }
        query!("INSERT INTO log_places (credential_id, position, nonce) VALUES ($1, $2, $3)")
            .bind(new.credential.uuid())
            .bind(integer(new.position)?)
            .bind(&new.nonce[..])
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }

    async fn insert_checkpoint(
        &mut self,
        checkpoint: &StoredCheckpoint,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        query!("INSERT INTO log_checkpoints (size, note, signed_at) VALUES ($1, $2, $3)")
            .bind(integer(checkpoint.size)?)
            .bind(&checkpoint.note)
            .bind(now.as_microsecond())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }
}

fn bytes(row: &Row, column: &str) -> Result<[u8; 32], StoreError> {
    let bytes: &[u8] = Columns(row).get(column)?;
    bytes.try_into().map_err(|error| corrupt(column, error))
}

fn read_place(row: &Row) -> Result<LogPlace, StoreError> {
    let columns = Columns(row);
    let nonce: Option<&[u8]> = columns.get("nonce")?;
    Ok(LogPlace {
        position: columns.natural("position")?,
        nonce: nonce
            .map(|nonce| nonce.try_into().map_err(|error| corrupt("nonce", error)))
            .transpose()?,
    })
}

fn read_checkpoint(row: &Row) -> Result<StoredCheckpoint, StoreError> {
    let columns = Columns(row);
    Ok(StoredCheckpoint {
        size: columns.natural("size")?,
        note: columns.get("note")?,
    })
}
