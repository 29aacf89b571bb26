//! What holders let others see.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::digest::Digest;
use spyrales_core::id::{CredentialId, ShareLinkId, UserId};
use spyrales_core::store::{NewShareLink, ReadSharing, ShareLink, StoreError, WriteSharing};

use super::columns::{Columns, blob, database};
use super::{Access, Connection, Repository, Row};

#[async_trait]
impl<C: Access> ReadSharing for Repository<C> {
    async fn name_is_shown(&mut self, credential: CredentialId) -> Result<bool, StoreError> {
        let row = sqlx::query("SELECT 1 FROM shown_names WHERE credential_id = $1")
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
        let rows = sqlx::query(
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

    async fn shared_credential(
        &mut self,
        digest: Digest,
        now: Timestamp,
    ) -> Result<Option<CredentialId>, StoreError> {
        let row = sqlx::query(
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
    async fn show_name(
        &mut self,
        credential: CredentialId,
        user: UserId,
        shown: bool,
    ) -> Result<bool, StoreError> {
        let transaction = self.connection();
        if !is_theirs(&mut *transaction, credential, user).await? {
            return Ok(false);
        }
        let query = if shown {
            "INSERT INTO shown_names (credential_id) VALUES ($1) ON CONFLICT DO NOTHING"
        } else {
            "DELETE FROM shown_names WHERE credential_id = $1"
        };
        sqlx::query(query)
            .bind(credential.uuid())
            .execute(&mut *transaction)
            .await
            .map_err(database)?;
        Ok(true)
    }

    async fn add_share_link(
        &mut self,
        link: NewShareLink,
        user: UserId,
        now: Timestamp,
    ) -> Result<Option<ShareLink>, StoreError> {
        let transaction = self.connection();
        if !is_theirs(&mut *transaction, link.credential, user).await? {
            return Ok(None);
        }
        let row = sqlx::query(
            "INSERT INTO share_links (id, credential_id, digest, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5) RETURNING *",
        )
        .bind(link.id.uuid())
        .bind(link.credential.uuid())
        .bind(blob(&link.digest))
        .bind(now.as_microsecond())
        .bind(link.expires.map(Timestamp::as_microsecond))
        .fetch_one(&mut *transaction)
        .await
        .map_err(database)?;
        let link = read_link(&row)?;
        Ok(Some(link))
    }

    async fn withdraw_share_link(
        &mut self,
        id: ShareLinkId,
        user: UserId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let transaction = self.connection();
        let withdrawn = sqlx::query(
            "UPDATE share_links SET withdrawn_at = coalesce(withdrawn_at, $3)
             WHERE id = $1 AND credential_id IN (SELECT id FROM credentials WHERE user_id = $2)",
        )
        .bind(id.uuid())
        .bind(user.uuid())
        .bind(now.as_microsecond())
        .execute(&mut *transaction)
        .await
        .map_err(database)?;
        Ok(withdrawn.rows_affected() > 0)
    }
}

async fn is_theirs(
    connection: &mut Connection,
    credential: CredentialId,
    user: UserId,
) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT 1 FROM credentials WHERE id = $1 AND user_id = $2 AND document <> x''")
        .bind(credential.uuid())
        .bind(user.uuid())
        .fetch_optional(connection)
        .await
        .map_err(database)?;
    Ok(row.is_some())
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
