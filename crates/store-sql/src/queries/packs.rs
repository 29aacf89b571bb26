//! Published packs, by content.

use std::collections::BTreeMap;

use async_trait::async_trait;
use jiff::Timestamp;
use semver::Version;
use spyrales_core::digest::Digest;
use spyrales_core::store::{PackDraft, PackVersion, ReadPacks, StoreError, StoredPack, WritePacks};

use super::columns::{Columns, blob, corrupt, database};
use super::{Access, Connection, Repository, Row};

#[async_trait]
impl<C: Access> ReadPacks for Repository<C> {
    async fn pack_version(&mut self, id: &str, version: &str) -> Result<Option<PackVersion>, StoreError> {
        let row = query!(
            "SELECT * FROM packs LEFT JOIN retired_packs USING (id, version) WHERE id = $1 AND version = $2",
        )
        .bind(id)
        .bind(version)
        .fetch_optional(self.connection())
        .await
        .map_err(database)?;
        Ok(row
            .as_ref()
            .map(read_version)
            .transpose()?
            .map(|(_, version)| version))
    }

    async fn pack_versions(&mut self) -> Result<Vec<PackVersion>, StoreError> {
        let rows = query!("SELECT * FROM packs LEFT JOIN retired_packs USING (id, version)")
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        let mut versions = rows.iter().map(read_version).collect::<Result<Vec<_>, _>>()?;
        versions.sort_by(|(v, one), (w, other)| one.pack.id.cmp(&other.pack.id).then(w.cmp(v)));
        Ok(versions.into_iter().map(|(_, version)| version).collect())
    }

    async fn pack_files(&mut self, digest: Digest) -> Result<Option<BTreeMap<String, Vec<u8>>>, StoreError> {
        // Two statements need no transaction here: what is published never changes.
        let published = query!("SELECT 1 FROM packs WHERE digest = $1")
            .bind(blob(&digest))
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        if published.is_none() {
            return Ok(None);
        }
        let rows = query!(
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

    async fn pack_draft(&mut self, id: &str, version: &str) -> Result<Option<PackDraft>, StoreError> {
        self.draft_of_pack(id, version).await
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
}

#[async_trait]
impl<C: Access> WritePacks for Repository<C> {
    async fn insert_pack(
        &mut self,
        pack: &StoredPack,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<(), StoreError> {
        query!("INSERT INTO packs (id, version, digest, published_at) VALUES ($1, $2, $3, $4)")
            .bind(&pack.id)
            .bind(&pack.version)
            .bind(blob(&pack.digest))
            .bind(pack.published.as_microsecond())
            .execute(self.connection())
            .await
            .map_err(database)?;
        for (path, bytes) in files {
            insert_file(self.connection(), pack.digest, path, bytes).await?;
        }
        Ok(())
    }

    async fn insert_retired_pack(
        &mut self,
        id: &str,
        version: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        query!("INSERT INTO retired_packs (id, version, retired_at) VALUES ($1, $2, $3)")
            .bind(id)
            .bind(version)
            .bind(now.as_microsecond())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }

    async fn delete_retired_pack(&mut self, id: &str, version: &str) -> Result<(), StoreError> {
        query!("DELETE FROM retired_packs WHERE id = $1 AND version = $2")
            .bind(id)
            .bind(version)
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }

    async fn put_pack_draft(
        &mut self,
        draft: &PackDraft,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<(), StoreError> {
        self.put_draft_of_pack(draft, files).await
    }

    async fn delete_pack_draft(&mut self, id: &str, version: &str) -> Result<bool, StoreError> {
        self.delete_draft_of_pack(id, version).await
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

/// Names a file of a version; bytes that several versions share are stored once.
async fn insert_file(
    connection: &mut Connection,
    pack: Digest,
    path: &str,
    bytes: &[u8],
) -> Result<(), StoreError> {
    let content = Digest::of(bytes);
    query!("INSERT INTO file_contents (digest, bytes) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING")
        .bind(blob(&content))
        .bind(bytes)
        .execute(&mut *connection)
        .await
        .map_err(database)?;
    query!(
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
