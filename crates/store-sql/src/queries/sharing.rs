//! What holders let others see.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::digest::Digest;
use spyrales_core::id::{CredentialId, ShareLinkId, UserId};
use spyrales_core::store::{NewShareLink, OpenUser, ReadSharing, ShareLink, StoreError, WriteSharing};

use super::columns::{Columns, blob, database};
use super::{Access, Repository, Row};

#[async_trait]
impl<C: Access> ReadSharing for Repository<C> {
    async fn name_is_shown(&mut self, credential: CredentialId) -> Result<bool, StoreError> {
        let row = query!("SELECT 1 FROM shown_names WHERE credential_id = $1")
            .bind(credential.uuid())
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        Ok(row.is_some())
    }

    async fn share_links(
        &mut self,
        credential: CredentialId,
        user: UserId,
    ) -> Result<Vec<ShareLink>, StoreError> {
        let rows = query!(
            "SELECT share_links.* FROM share_links JOIN credentials ON credentials.id = credential_id
             WHERE credential_id = $1 AND user_id = $2 ORDER BY share_links.id DESC",
        )
        .bind(credential.uuid())
        .bind(user.uuid())
        .fetch_all(self.connection())
        .await
        .map_err(database)?;
        rows.iter().map(read_link).collect()
    }

    async fn share_link(&mut self, id: ShareLinkId) -> Result<Option<ShareLink>, StoreError> {
        let row = query!("SELECT * FROM share_links WHERE id = $1")
            .bind(id.uuid())
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        row.as_ref().map(read_link).transpose()
    }

    async fn shared_credential(
        &mut self,
        digest: Digest,
        now: Timestamp,
    ) -> Result<Option<CredentialId>, StoreError> {
        let row = query!(
            "SELECT credential_id FROM share_links
             WHERE digest = $1 AND withdrawn_at IS NULL AND (expires_at IS NULL OR expires_at > $2)",
        )
        .bind(blob(&digest))
        .bind(now.as_microsecond())
        .fetch_optional(self.connection())
        .await
        .map_err(database)?;
        row.map(|row| Columns(&row).id("credential_id")).transpose()
    }
}

#[async_trait]
impl<C: Access> WriteSharing for Repository<C> {
    async fn insert_shown_name(
        &mut self,
        _holder: &OpenUser,
        credential: CredentialId,
    ) -> Result<(), StoreError> {
        query!("INSERT INTO shown_names (credential_id) VALUES ($1) ON CONFLICT DO NOTHING")
            .bind(credential.uuid())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }

    async fn delete_shown_name(&mut self, credential: CredentialId) -> Result<(), StoreError> {
        query!("DELETE FROM shown_names WHERE credential_id = $1")
            .bind(credential.uuid())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }

    async fn insert_share_link(
        &mut self,
        _holder: &OpenUser,
        link: &NewShareLink,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        query!(
            "INSERT INTO share_links (id, credential_id, digest, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(link.id.uuid())
        .bind(link.credential.uuid())
        .bind(blob(&link.digest))
        .bind(now.as_microsecond())
        .bind(link.expires.map(Timestamp::as_microsecond))
        .execute(self.connection())
        .await
        .map_err(database)?;
        Ok(())
    }

    async fn withdraw_share_link(&mut self, id: ShareLinkId, now: Timestamp) -> Result<(), StoreError> {
        query!("UPDATE share_links SET withdrawn_at = $2 WHERE id = $1")
            .bind(id.uuid())
            .bind(now.as_microsecond())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }
}

fn read_link(row: &Row) -> Result<ShareLink, StoreError> {
    let columns = Columns(row);
    Ok(ShareLink {
        id: columns.id("id")?,
        credential: columns.id("credential_id")?,
        created: columns.time("created_at")?,
        expires: columns.optional_time("expires_at")?,
        withdrawn: columns.optional_time("withdrawn_at")?,
    })
}
