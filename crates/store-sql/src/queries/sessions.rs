//! Sessions and passwords.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::digest::Digest;
use spyrales_core::id::UserId;
use spyrales_core::store::{
    LiveUser, NewSession, OpenUser, ReadSessions, StoreError, StoredSession, WriteSessions,
};

use super::accounts::read_user;
use super::columns::{Columns, blob, database};
use super::{Access, Repository};

#[async_trait]
impl<C: Access> ReadSessions for Repository<C> {
    async fn password(&mut self, user: UserId) -> Result<Option<String>, StoreError> {
        let row = query!("SELECT hash FROM passwords WHERE user_id = $1")
            .bind(user.uuid())
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        row.map(|row| Columns(&row).get("hash")).transpose()
    }

    async fn session(&mut self, digest: Digest) -> Result<Option<StoredSession>, StoreError> {
        let row = query!(
            "SELECT users.*, sessions.opened_at, sessions.expires_at FROM sessions JOIN users ON users.id = sessions.user_id
             WHERE sessions.digest = $1",
        )
        .bind(blob(&digest))
        .fetch_optional(self.connection())
        .await
        .map_err(database)?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(StoredSession {
            user: read_user(&row)?,
            opened: Columns(&row).optional_time("opened_at")?,
            expires: Columns(&row).time("expires_at")?,
        }))
    }
}

#[async_trait]
impl<C: Access> WriteSessions for Repository<C> {
    async fn put_password(&mut self, owner: &LiveUser, hash: &str) -> Result<(), StoreError> {
        query!(
            "INSERT INTO passwords (user_id, hash) VALUES ($1, $2)
             ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash",
        )
        .bind(owner.id().uuid())
        .bind(hash)
        .execute(self.connection())
        .await
        .map_err(database)?;
        Ok(())
    }

    async fn insert_session(&mut self, owner: &OpenUser, session: &NewSession) -> Result<(), StoreError> {
        query!(
            "INSERT INTO sessions (digest, user_id, opened_at, expires_at, id_token) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(blob(&session.digest))
        .bind(owner.id().uuid())
        .bind(session.opened.as_microsecond())
        .bind(session.expires.as_microsecond())
        .bind(&session.id_token)
        .execute(self.connection())
        .await
        .map_err(database)?;
        Ok(())
    }

    async fn delete_session(&mut self, digest: Digest) -> Result<Option<String>, StoreError> {
        let row = query!("DELETE FROM sessions WHERE digest = $1 RETURNING id_token")
            .bind(blob(&digest))
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        let id_token: Option<Option<String>> = row.map(|row| Columns(&row).get("id_token")).transpose()?;
        Ok(id_token.flatten())
    }

    async fn delete_sessions(&mut self, user: UserId) -> Result<u64, StoreError> {
        let deleted = query!("DELETE FROM sessions WHERE user_id = $1")
            .bind(user.uuid())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(deleted.rows_affected())
    }

    async fn delete_expired_sessions(&mut self, expired: Timestamp) -> Result<(), StoreError> {
        query!("DELETE FROM sessions WHERE expires_at <= $1")
            .bind(expired.as_microsecond())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }
}
