//! Sessions and passwords.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::digest::Digest;
use spyrales_core::id::UserId;
use spyrales_core::store::{LAPSED_SESSIONS_KEPT, NewSession, ReadSessions, StoreError, User, WriteSessions};

use super::accounts::{read_user, require_user};
use super::columns::{Columns, blob, database};
use super::{Access, Repository};

#[async_trait]
impl<C: Access> ReadSessions for Repository<C> {
    async fn password(&mut self, user: UserId) -> Result<Option<String>, StoreError> {
        let row = sqlx::query("SELECT hash FROM passwords WHERE user_id = $1")
            .bind(user.uuid())
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        row.map(|row| Columns(&row).get("hash")).transpose()
    }

    async fn session(&mut self, digest: Digest, now: Timestamp) -> Result<Option<User>, StoreError> {
        self.session_ending(digest, now, Timestamp::MAX).await
    }

    async fn lapsed_session(&mut self, digest: Digest, now: Timestamp) -> Result<Option<User>, StoreError> {
        self.session_ending(digest, now - LAPSED_SESSIONS_KEPT, now).await
    }
}

#[async_trait]
impl<C: Access> WriteSessions for Repository<C> {
    async fn set_password(&mut self, user: UserId, hash: &str) -> Result<bool, StoreError> {
        let transaction = self.connection();
        let set = sqlx::query(
            "INSERT INTO passwords (user_id, hash) SELECT id, $2 FROM users WHERE id = $1
             ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash",
        )
        .bind(user.uuid())
        .bind(hash)
        .execute(&mut *transaction)
        .await
        .map_err(database)?;
        sqlx::query("DELETE FROM sessions WHERE user_id = $1")
            .bind(user.uuid())
            .execute(&mut *transaction)
            .await
            .map_err(database)?;
        Ok(set.rows_affected() > 0)
    }

    async fn open_session(&mut self, session: NewSession, now: Timestamp) -> Result<(), StoreError> {
        let transaction = self.connection();
        require_user(&mut *transaction, session.user).await?;
        sqlx::query("DELETE FROM sessions WHERE expires_at <= $1")
            .bind((now - LAPSED_SESSIONS_KEPT).as_microsecond())
            .execute(&mut *transaction)
            .await
            .map_err(database)?;
        sqlx::query("INSERT INTO sessions (digest, user_id, expires_at, id_token) VALUES ($1, $2, $3, $4)")
            .bind(blob(&session.digest))
            .bind(session.user.uuid())
            .bind(session.expires.as_microsecond())
            .bind(&session.id_token)
            .execute(&mut *transaction)
            .await
            .map_err(database)?;
        Ok(())
    }

    async fn end_session(&mut self, digest: Digest) -> Result<Option<String>, StoreError> {
        let transaction = self.connection();
        let row = sqlx::query("DELETE FROM sessions WHERE digest = $1 RETURNING id_token")
            .bind(blob(&digest))
            .fetch_optional(&mut *transaction)
            .await
            .map_err(database)?;
        let id_token = row.map(|row| Columns(&row).get("id_token")).transpose()?;
        Ok(id_token.flatten())
    }
}

impl<C: Access> Repository<C> {
    /// Whose session it is, if it ends after a time and no later than another.
    async fn session_ending(
        &mut self,
        digest: Digest,
        after: Timestamp,
        by: Timestamp,
    ) -> Result<Option<User>, StoreError> {
        let row = sqlx::query(
            "SELECT users.* FROM sessions JOIN users ON users.id = sessions.user_id
             WHERE sessions.digest = $1 AND sessions.expires_at > $2 AND sessions.expires_at <= $3",
        )
        .bind(blob(&digest))
        .bind(after.as_microsecond())
        .bind(by.as_microsecond())
        .fetch_optional(self.connection())
        .await
        .map_err(database)?;
        row.as_ref().map(read_user).transpose()
    }
}
