//! Versions of packs that aren't published yet.

use std::collections::BTreeMap;

use semver::Version;
use spyrales_core::store::{PackDraft, StoreError};

use super::columns::{Columns, blob, corrupt, database};
use super::{Access, Repository, Row};

impl<C: Access> Repository<C> {
    pub(crate) async fn draft_of_pack(
        &mut self,
        id: &str,
        version: &str,
    ) -> Result<Option<PackDraft>, StoreError> {
        let row = query!("SELECT * FROM pack_drafts WHERE id = $1 AND version = $2")
            .bind(id)
            .bind(version)
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        Ok(row.as_ref().map(read_draft).transpose()?.map(|(_, draft)| draft))
    }

    pub(crate) async fn drafts_of_packs(&mut self) -> Result<Vec<PackDraft>, StoreError> {
        let rows = query!("SELECT * FROM pack_drafts")
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        let mut drafts = rows
            .iter()
            .map(read_draft)
            .collect::<Result<Vec<_>, StoreError>>()?;
        drafts.sort_by(|(v, one), (w, other)| one.id.cmp(&other.id).then(w.cmp(v)));
        Ok(drafts.into_iter().map(|(_, draft)| draft).collect())
    }

    pub(crate) async fn files_of_draft(
        &mut self,
        id: &str,
        version: &str,
    ) -> Result<Option<BTreeMap<String, Vec<u8>>>, StoreError> {
        let rows = query!("SELECT path, bytes FROM pack_draft_files WHERE id = $1 AND version = $2")
            .bind(id)
            .bind(version)
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        let files = rows
            .iter()
            .map(|row| Ok((Columns(row).get("path")?, Columns(row).get("bytes")?)))
            .collect::<Result<BTreeMap<_, _>, StoreError>>()?;
        // A draft has a pack.toml at least.
        Ok(Some(files).filter(|files| !files.is_empty()))
    }

    pub(crate) async fn put_draft_of_pack(
        &mut self,
        draft: &PackDraft,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<(), StoreError> {
        self.delete_draft_of_pack(&draft.id, &draft.version).await?;
        query!(
            "INSERT INTO pack_drafts (id, version, digest, uploaded_by, uploaded_at) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(&draft.id)
        .bind(&draft.version)
        .bind(blob(&draft.digest))
        .bind(&draft.by)
        .bind(draft.uploaded.as_microsecond())
        .execute(self.connection())
        .await
        .map_err(database)?;
        for (path, bytes) in files {
            query!("INSERT INTO pack_draft_files (id, version, path, bytes) VALUES ($1, $2, $3, $4)")
                .bind(&draft.id)
                .bind(&draft.version)
                .bind(path)
                .bind(bytes)
                .execute(self.connection())
                .await
                .map_err(database)?;
        }
        Ok(())
    }

    /// Its files go with it.
    pub(crate) async fn delete_draft_of_pack(&mut self, id: &str, version: &str) -> Result<bool, StoreError> {
        let deleted = query!("DELETE FROM pack_drafts WHERE id = $1 AND version = $2")
            .bind(id)
            .bind(version)
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(deleted.rows_affected() > 0)
    }
}

fn read_draft(row: &Row) -> Result<(Version, PackDraft), StoreError> {
    let columns = Columns(row);
    let draft = PackDraft {
        id: columns.get("id")?,
        version: columns.get("version")?,
        digest: columns.digest("digest")?,
        by: columns.get("uploaded_by")?,
        uploaded: columns.time("uploaded_at")?,
    };
    let version = Version::parse(&draft.version).map_err(|error| corrupt("version", error))?;
    Ok((version, draft))
}
