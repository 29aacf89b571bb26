//! Sessions and passwords.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::digest::Digest;
use spyrales_core::id::UserId;
use spyrales_core::store::{NewSession, ReadSessions, StoreError, StoredSession, WriteSessions};

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
            "SELECT users.*, sessions.expires_at FROM sessions JOIN users ON users.id = sessions.user_id
             WHERE sessions.digest = $1",
        )
        .bind(blob(&digest))
        .fetch_optional(self.connection())
        .await
        .map_err(database)?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(StoredSession {
            user: read_user(&row)?,
            expires: Columns(&row).time("expires_at")?,
        }))
    }
}

#[async_trait]
impl<C: Access> WriteSessions for Repository<C> {
    async fn put_password(&mut self, user: UserId, hash: &str) -> Result<(), StoreError> {
        query!(
            "INSERT INTO passwords (user_id, hash) VALUES ($1, $2)
             ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash",
        )
        .bind(user.uuid())
        .bind(hash)
        .execute(self.connection())
        .await
        .map_err(database)?;
        Ok(())
    }

    async fn insert_session(&mut self, session: &NewSession) -> Result<(), StoreError> {
        query!("INSERT INTO sessions (digest, user_id, expires_at, id_token) VALUES ($1, $2, $3, $4)")
            .bind(blob(&session.digest))
            .bind(session.user.uuid())
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

    async fn delete_sessions(&mut self, user: UserId) -> Result<(), StoreError> {
        query!("DELETE FROM sessions WHERE user_id = $1")
            .bind(user.uuid())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
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
