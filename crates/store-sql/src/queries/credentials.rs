//! Issued certificates, as signed, and what they are awarded for.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::id::{CredentialId, UserId};
use spyrales_core::level::Level;
use spyrales_core::store::{OpenUser, ReadCredentials, StoreError, StoredCredential, WriteCredentials};

use super::columns::{Columns, corrupt, database};
use super::{Access, Repository, Row};

#[async_trait]
impl<C: Access> ReadCredentials for Repository<C> {
    async fn credential(&mut self, id: CredentialId) -> Result<Option<StoredCredential>, StoreError> {
        let row = query!("SELECT * FROM credentials WHERE id = $1")
            .bind(id.uuid())
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        row.as_ref().map(read_credential).transpose()
    }

    async fn credential_for(
        &mut self,
        user: UserId,
        segment: &str,
        level: Level,
        achievement_version: u32,
    ) -> Result<Option<StoredCredential>, StoreError> {
        let row = query!(
            "SELECT * FROM credentials
             WHERE user_id = $1 AND segment = $2 AND level = $3 AND achievement_version = $4",
        )
        .bind(user.uuid())
        .bind(segment)
        .bind(i64::from(level.number()))
        .bind(i64::from(achievement_version))
        .fetch_optional(self.connection())
        .await
        .map_err(database)?;
        row.as_ref().map(read_credential).transpose()
    }

    async fn credentials(&mut self, user: UserId) -> Result<Vec<StoredCredential>, StoreError> {
        let rows = query!("SELECT * FROM credentials WHERE user_id = $1 ORDER BY issued_at DESC, id DESC")
            .bind(user.uuid())
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        rows.iter().map(read_credential).collect()
    }

    async fn transcript(&mut self, id: CredentialId) -> Result<Option<Vec<u8>>, StoreError> {
        let row = query!("SELECT document FROM transcripts WHERE credential_id = $1")
            .bind(id.uuid())
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        row.map(|row| Columns(&row).get("document")).transpose()
    }

    async fn achievement(&mut self, slug: &str, version: u32) -> Result<Option<Vec<u8>>, StoreError> {
        let row = query!("SELECT document FROM achievements WHERE slug = $1 AND version = $2")
            .bind(slug)
            .bind(i64::from(version))
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        row.map(|row| Columns(&row).get("document")).transpose()
    }
}

#[async_trait]
impl<C: Access> WriteCredentials for Repository<C> {
    async fn insert_credential(
        &mut self,
        holder: &OpenUser,
        credential: &StoredCredential,
    ) -> Result<(), StoreError> {
        query!(
            "INSERT INTO credentials (id, user_id, segment, level, achievement_version, issued_at, document)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(credential.id.uuid())
        .bind(holder.id().uuid())
        .bind(&credential.segment)
        .bind(i64::from(credential.level.number()))
        .bind(i64::from(credential.achievement_version))
        .bind(credential.issued.as_microsecond())
        .bind(&credential.document)
        .execute(self.connection())
        .await
        .map_err(database)?;
        Ok(())
    }

    async fn insert_transcript(&mut self, id: CredentialId, document: &[u8]) -> Result<(), StoreError> {
        query!("INSERT INTO transcripts (credential_id, document) VALUES ($1, $2)")
            .bind(id.uuid())
            .bind(document)
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }

    async fn insert_achievement(
        &mut self,
        slug: &str,
        version: u32,
        document: &[u8],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        query!("INSERT INTO achievements (slug, version, document, published_at) VALUES ($1, $2, $3, $4)",)
            .bind(slug)
            .bind(i64::from(version))
            .bind(document)
            .bind(now.as_microsecond())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }
}

fn read_credential(row: &Row) -> Result<StoredCredential, StoreError> {
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
