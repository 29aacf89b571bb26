//! Sessions and passwords.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::digest::Digest;
use spyrales_core::id::UserId;
use spyrales_core::store::{LAPSED_SESSIONS_KEPT, NewSession, Sessions, StoreError, User};

use crate::SqliteStore;
use crate::accounts::{read_user, require_user};
use crate::columns::{Columns, blob, database};

#[async_trait]
impl Sessions for SqliteStore {
    async fn set_password(&self, user: UserId, hash: &str) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let set = sqlx::query(
            "INSERT INTO passwords (user_id, hash) SELECT id, ?2 FROM users WHERE id = ?1
             ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash",
        )
        .bind(user.uuid())
        .bind(hash)
        .execute(&mut *transaction)
        .await
        .map_err(database)?;
        sqlx::query("DELETE FROM sessions WHERE user_id = ?1")
            .bind(user.uuid())
            .execute(&mut *transaction)
            .await
            .map_err(database)?;
        transaction.commit().await.map_err(database)?;
        Ok(set.rows_affected() > 0)
    }

    async fn password(&self, user: UserId) -> Result<Option<String>, StoreError> {
        let row = sqlx::query("SELECT hash FROM passwords WHERE user_id = ?1")
            .bind(user.uuid())
            .fetch_optional(self.readers())
            .await
            .map_err(database)?;
        row.map(|row| Columns(&row).get("hash")).transpose()
    }

    async fn open_session(&self, session: NewSession, now: Timestamp) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        require_user(&mut transaction, session.user).await?;
        sqlx::query("DELETE FROM sessions WHERE expires_at <= ?1")
            .bind((now - LAPSED_SESSIONS_KEPT).as_microsecond())
            .execute(&mut *transaction)
            .await
            .map_err(database)?;
        sqlx::query("INSERT INTO sessions (digest, user_id, expires_at, id_token) VALUES (?1, ?2, ?3, ?4)")
            .bind(blob(&session.digest))
            .bind(session.user.uuid())
            .bind(session.expires.as_microsecond())
            .bind(&session.id_token)
            .execute(&mut *transaction)
            .await
            .map_err(database)?;
        transaction.commit().await.map_err(database)
    }

    async fn session(&self, digest: Digest, now: Timestamp) -> Result<Option<User>, StoreError> {
        self.session_ending(digest, now, Timestamp::MAX).await
    }

    async fn lapsed_session(&self, digest: Digest, now: Timestamp) -> Result<Option<User>, StoreError> {
        self.session_ending(digest, now - LAPSED_SESSIONS_KEPT, now).await
    }

    async fn end_session(&self, digest: Digest) -> Result<Option<String>, StoreError> {
        let mut transaction = self.begin().await?;
        let row = sqlx::query("DELETE FROM sessions WHERE digest = ?1 RETURNING id_token")
            .bind(blob(&digest))
            .fetch_optional(&mut *transaction)
            .await
            .map_err(database)?;
        let id_token = row.map(|row| Columns(&row).get("id_token")).transpose()?;
        transaction.commit().await.map_err(database)?;
        Ok(id_token.flatten())
    }
}

impl SqliteStore {
    /// Whose session it is, if it ends after a time and no later than another.
    async fn session_ending(
        &self,
        digest: Digest,
        after: Timestamp,
        by: Timestamp,
    ) -> Result<Option<User>, StoreError> {
        let row = sqlx::query(
            "SELECT users.* FROM sessions JOIN users ON users.id = sessions.user_id
             WHERE sessions.digest = ?1 AND sessions.expires_at > ?2 AND sessions.expires_at <= ?3",
        )
        .bind(blob(&digest))
        .bind(after.as_microsecond())
        .bind(by.as_microsecond())
        .fetch_optional(self.readers())
        .await
        .map_err(database)?;
        row.as_ref().map(read_user).transpose()
    }
}
