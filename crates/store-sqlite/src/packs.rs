//! Published packs, by content.

use std::collections::BTreeMap;

use async_trait::async_trait;
use jiff::Timestamp;
use semver::Version;
use spyrales_core::digest::Digest;
use spyrales_core::store::{PackStore, Published, StoreError, StoredPack};
use sqlx::SqliteConnection;

use crate::SqliteStore;
use crate::columns::{Columns, blob, corrupt, database};

#[async_trait]
impl PackStore for SqliteStore {
    async fn publish(
        &self,
        id: &str,
        version: &str,
        digest: Digest,
        files: &BTreeMap<String, Vec<u8>>,
        now: Timestamp,
    ) -> Result<Published, StoreError> {
        // Refused here, since it could never be ordered among the others.
        Version::parse(version).map_err(database)?;
        let mut transaction = self.begin().await?;
        let published = sqlx::query("SELECT digest FROM packs WHERE id = ?1 AND version = ?2")
            .bind(id)
            .bind(version)
            .fetch_optional(&mut *transaction)
            .await
            .map_err(database)?;
        if let Some(row) = published {
            return if Columns(&row).digest("digest")? == digest {
                Ok(Published::Unchanged)
            } else {
                Err(StoreError::VersionPublished {
                    id: id.to_owned(),
                    version: version.to_owned(),
                })
            };
        }
        sqlx::query("INSERT INTO packs (id, version, digest, published_at) VALUES (?1, ?2, ?3, ?4)")
            .bind(id)
            .bind(version)
            .bind(blob(&digest))
            .bind(now.as_microsecond())
            .execute(&mut *transaction)
            .await
            .map_err(database)?;
        for (path, bytes) in files {
            add_file(&mut transaction, digest, path, bytes).await?;
        }
        transaction.commit().await.map_err(database)?;
        Ok(Published::Added)
    }

    async fn current_packs(&self) -> Result<Vec<StoredPack>, StoreError> {
        let rows = sqlx::query("SELECT id, version, digest, published_at FROM packs")
            .fetch_all(self.readers())
            .await
            .map_err(database)?;
        let mut current: BTreeMap<String, (Version, StoredPack)> = BTreeMap::new();
        for row in &rows {
            let columns = Columns(row);
            let pack = StoredPack {
                id: columns.get("id")?,
                version: columns.get("version")?,
                digest: columns.digest("digest")?,
                published: columns.time("published_at")?,
            };
            let version = Version::parse(&pack.version).map_err(|error| corrupt("version", error))?;
            if current
                .get(&pack.id)
                .is_none_or(|(highest, _)| *highest < version)
            {
                current.insert(pack.id.clone(), (version, pack));
            }
        }
        Ok(current.into_values().map(|(_, pack)| pack).collect())
    }

    async fn pack_files(&self, digest: Digest) -> Result<Option<BTreeMap<String, Vec<u8>>>, StoreError> {
        // Two statements need no transaction here: what is published never changes.
        let published = sqlx::query("SELECT 1 FROM packs WHERE digest = ?1")
            .bind(blob(&digest))
            .fetch_optional(self.readers())
            .await
            .map_err(database)?;
        if published.is_none() {
            return Ok(None);
        }
        let rows = sqlx::query(
            "SELECT path, content, bytes
             FROM pack_files JOIN file_contents ON file_contents.digest = pack_files.content
             WHERE pack = ?1",
        )
        .bind(blob(&digest))
        .fetch_all(self.readers())
        .await
        .map_err(database)?;
        let mut files = BTreeMap::new();
        for row in &rows {
            let columns = Columns(row);
            let path: String = columns.get("path")?;
            let bytes: Vec<u8> = columns.get("bytes")?;
            if Digest::of(&bytes) != columns.digest("content")? {
                return Err(corrupt(&path, "its bytes don't match their digest"));
            }
            files.insert(path, bytes);
        }
        Ok(Some(files))
    }
}

/// Refuses what is to be stored for a version of a pack that isn't published.
pub(crate) async fn require_pack(
    connection: &mut SqliteConnection,
    digest: Digest,
) -> Result<(), StoreError> {
    sqlx::query("SELECT 1 FROM packs WHERE digest = ?1")
        .bind(blob(&digest))
        .fetch_optional(connection)
        .await
        .map_err(database)?
        .map(drop)
        .ok_or_else(|| StoreError::Unknown {
            what: "pack",
            name: digest.to_string(),
        })
}

async fn add_file(
    connection: &mut SqliteConnection,
    pack: Digest,
    path: &str,
    bytes: &[u8],
) -> Result<(), StoreError> {
    let content = Digest::of(bytes);
    sqlx::query("INSERT INTO file_contents (digest, bytes) VALUES (?1, ?2) ON CONFLICT (digest) DO NOTHING")
        .bind(blob(&content))
        .bind(bytes)
        .execute(&mut *connection)
        .await
        .map_err(database)?;
    sqlx::query(
        "INSERT INTO pack_files (pack, path, content) VALUES (?1, ?2, ?3)
         ON CONFLICT (pack, path) DO NOTHING",
    )
    .bind(blob(&pack))
    .bind(path)
    .bind(blob(&content))
    .execute(connection)
    .await
    .map_err(database)?;
    Ok(())
}
