//! Issued certificates, as signed.

use async_trait::async_trait;
use spyrales_core::id::{CredentialId, UserId};
use spyrales_core::level::Level;
use spyrales_core::store::{Credentials, StoreError, StoredCredential};
use sqlx::sqlite::SqliteRow;

use crate::SqliteStore;
use crate::accounts::require_user;
use crate::columns::{Columns, corrupt, database};

#[async_trait]
impl Credentials for SqliteStore {
    async fn add_credential(&self, credential: StoredCredential) -> Result<StoredCredential, StoreError> {
        let mut transaction = self.begin().await?;
        require_user(&mut transaction, credential.user).await?;
        sqlx::query(
            "INSERT INTO credentials (id, user_id, segment, level, achievement_version, issued_at, document)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (user_id, segment, level, achievement_version) DO NOTHING",
        )
        .bind(credential.id.uuid())
        .bind(credential.user.uuid())
        .bind(&credential.segment)
        .bind(credential.level.number())
        .bind(credential.achievement_version)
        .bind(credential.issued.as_microsecond())
        .bind(&credential.document)
        .execute(&mut *transaction)
        .await
        .map_err(database)?;
        let row = sqlx::query(
            "SELECT * FROM credentials
             WHERE user_id = ?1 AND segment = ?2 AND level = ?3 AND achievement_version = ?4",
        )
        .bind(credential.user.uuid())
        .bind(&credential.segment)
        .bind(credential.level.number())
        .bind(credential.achievement_version)
        .fetch_one(&mut *transaction)
        .await
        .map_err(database)?;
        let stored = read_credential(&row)?;
        transaction.commit().await.map_err(database)?;
        Ok(stored)
    }

    async fn credential(&self, id: CredentialId) -> Result<Option<StoredCredential>, StoreError> {
        let row = sqlx::query("SELECT * FROM credentials WHERE id = ?1")
            .bind(id.uuid())
            .fetch_optional(self.readers())
            .await
            .map_err(database)?;
        row.as_ref().map(read_credential).transpose()
    }

    async fn credentials(&self, user: UserId) -> Result<Vec<StoredCredential>, StoreError> {
        let rows =
            sqlx::query("SELECT * FROM credentials WHERE user_id = ?1 ORDER BY issued_at DESC, id DESC")
                .bind(user.uuid())
                .fetch_all(self.readers())
                .await
                .map_err(database)?;
        rows.iter().map(read_credential).collect()
    }
}

fn read_credential(row: &SqliteRow) -> Result<StoredCredential, StoreError> {
    let columns = Columns(row);
    let level: u8 = columns.natural("level")?;
    Ok(StoredCredential {
        id: columns.id("id")?,
        user: columns.id("user_id")?,
        segment: columns.get("segment")?,
        level: Level::try_from(level).map_err(|error| corrupt("level", error))?,
        achievement_version: columns.natural("achievement_version")?,
        issued: columns.time("issued_at")?,
        document: columns.get("document")?,
    })
}
