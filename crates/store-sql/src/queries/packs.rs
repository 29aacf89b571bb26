//! Published packs, by content.

use std::collections::BTreeMap;

use async_trait::async_trait;
use jiff::Timestamp;
use semver::Version;
use spyrales_core::digest::Digest;
use spyrales_core::store::{
    DraftPublished, PackDraft, PackVersion, Published, ReadPacks, StoreError, StoredPack, WritePacks,
};

use super::columns::{Columns, blob, corrupt, database};
use super::{Access, Connection, Repository, Row};

#[async_trait]
impl<C: Access> ReadPacks for Repository<C> {
    async fn current_packs(&mut self) -> Result<Vec<StoredPack>, StoreError> {
        let mut current: Vec<StoredPack> = Vec::new();
        // The highest of each pack come first.
        for version in self.pack_versions().await? {
            let known = current.last().is_some_and(|pack| pack.id == version.pack.id);
            if version.retired.is_none() && !known {
                current.push(version.pack);
            }
        }
        Ok(current)
    }

    async fn pack_versions(&mut self) -> Result<Vec<PackVersion>, StoreError> {
        let rows = sqlx::query("SELECT * FROM packs LEFT JOIN retired_packs USING (id, version)")
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        let mut versions = rows.iter().map(read_version).collect::<Result<Vec<_>, _>>()?;
        versions.sort_by(|(v, one), (w, other)| one.pack.id.cmp(&other.pack.id).then(w.cmp(v)));
        Ok(versions.into_iter().map(|(_, version)| version).collect())
    }

    async fn pack_drafts(&mut self) -> Result<Vec<PackDraft>, StoreError> {
        self.drafts_of_packs().await
    }

    async fn pack_draft_files(
        &mut self,
        id: &str,
        version: &str,
    ) -> Result<Option<BTreeMap<String, Vec<u8>>>, StoreError> {
        self.files_of_draft(id, version).await
    }

    async fn pack_files(&mut self, digest: Digest) -> Result<Option<BTreeMap<String, Vec<u8>>>, StoreError> {
        // Two statements need no transaction here: what is published never changes.
        let published = sqlx::query("SELECT 1 FROM packs WHERE digest = $1")
            .bind(blob(&digest))
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        if published.is_none() {
            return Ok(None);
        }
        let rows = sqlx::query(
            "SELECT path, content, bytes
             FROM pack_files JOIN file_contents ON file_contents.digest = pack_files.content
             WHERE pack = $1",
        )
        .bind(blob(&digest))
        .fetch_all(self.connection())
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

#[async_trait]
impl<C: Access> WritePacks for Repository<C> {
    async fn publish(
        &mut self,
        id: &str,
        version: &str,
        digest: Digest,
        files: &BTreeMap<String, Vec<u8>>,
        now: Timestamp,
    ) -> Result<Published, StoreError> {
        // Refused here, since it could never be ordered among the others.
        Version::parse(version).map_err(database)?;
        let transaction = self.connection();
        if let Some(published) = published_digest(&mut *transaction, id, version).await? {
            return if published == digest {
                Ok(Published::Unchanged)
            } else {
                Err(StoreError::VersionPublished {
                    id: id.to_owned(),
                    version: version.to_owned(),
                })
            };
        }
        insert(&mut *transaction, (id, version), digest, now).await?;
        for (path, bytes) in files {
            add_file(&mut *transaction, digest, path, bytes).await?;
        }
        Ok(Published::Added)
    }

    async fn set_retired(
        &mut self,
        id: &str,
        version: &str,
        retired: bool,
        actor: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.retire(id, version, retired, actor, now).await
    }

    async fn save_pack_draft(
        &mut self,
        draft: PackDraft,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<(), StoreError> {
        self.save_draft_of_pack(draft, files).await
    }

    async fn discard_pack_draft(
        &mut self,
        id: &str,
        version: &str,
        actor: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.discard_draft_of_pack(id, version, actor, now).await
    }

    async fn publish_pack_draft(
        &mut self,
        id: &str,
        version: &str,
        digest: Digest,
        actor: &str,
        now: Timestamp,
    ) -> Result<DraftPublished, StoreError> {
        self.publish_draft_of_pack(id, version, digest, actor, now).await
    }
}

fn read_version(row: &Row) -> Result<(Version, PackVersion), StoreError> {
    let columns = Columns(row);
    let pack = StoredPack {
        id: columns.get("id")?,
        version: columns.get("version")?,
        digest: columns.digest("digest")?,
        published: columns.time("published_at")?,
    };
    let version = Version::parse(&pack.version).map_err(|error| corrupt("version", error))?;
    let retired = columns.optional_time("retired_at")?;
    Ok((version, PackVersion { pack, retired }))
}

/// The digest that a version is published with.
pub(crate) async fn published_digest(
    connection: &mut Connection,
    id: &str,
    version: &str,
) -> Result<Option<Digest>, StoreError> {
    let row = sqlx::query("SELECT digest FROM packs WHERE id = $1 AND version = $2")
        .bind(id)
        .bind(version)
        .fetch_optional(connection)
        .await
        .map_err(database)?;
    row.map(|row| Columns(&row).digest("digest")).transpose()
}

/// Names a version; its files are added in the same transaction.
pub(crate) async fn insert(
    connection: &mut Connection,
    (id, version): (&str, &str),
    digest: Digest,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO packs (id, version, digest, published_at) VALUES ($1, $2, $3, $4)")
        .bind(id)
        .bind(version)
        .bind(blob(&digest))
        .bind(now.as_microsecond())
        .execute(connection)
        .await
        .map_err(database)?;
    Ok(())
}

pub(crate) async fn add_file(
    connection: &mut Connection,
    pack: Digest,
    path: &str,
    bytes: &[u8],
) -> Result<(), StoreError> {
    let content = Digest::of(bytes);
    sqlx::query("INSERT INTO file_contents (digest, bytes) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING")
        .bind(blob(&content))
        .bind(bytes)
        .execute(&mut *connection)
        .await
        .map_err(database)?;
    sqlx::query(
        "INSERT INTO pack_files (pack, path, content) VALUES ($1, $2, $3)
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
