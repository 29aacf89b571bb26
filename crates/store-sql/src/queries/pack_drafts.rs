//! Versions of packs before they are published, and after they are retired.

use std::collections::BTreeMap;

use jiff::Timestamp;
use semver::Version;
use spyrales_core::digest::Digest;
use spyrales_core::store::{AuditAction, DraftPublished, NewAuditEvent, PackDraft, StoreError};

use super::columns::{Columns, blob, corrupt, database};
use super::{Access, Connection, Repository, Row};
use super::{audit, packs};

/// A version's name on record.
fn act(action: AuditAction, id: &str, version: &str, actor: &str, detail: &str) -> NewAuditEvent {
    NewAuditEvent {
        actor: actor.to_owned(),
        action,
        subject: format!("{id} {version}"),
        detail: detail.to_owned(),
    }
}

impl<C: Access> Repository<C> {
    pub(crate) async fn retire(
        &mut self,
        id: &str,
        version: &str,
        retired: bool,
        actor: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let transaction = self.connection();
        let statement = if retired {
            "INSERT INTO retired_packs (id, version, retired_at)
             SELECT id, version, $3 FROM packs WHERE id = $1 AND version = $2
             ON CONFLICT (id, version) DO NOTHING"
        } else {
            "DELETE FROM retired_packs WHERE id = $1 AND version = $2 AND $3 IS NOT NULL"
        };
        let changed = sqlx::query(statement)
            .bind(id)
            .bind(version)
            .bind(now.as_microsecond())
            .execute(&mut *transaction)
            .await
            .map_err(database)?;
        if changed.rows_affected() == 0 {
            return Ok(false);
        }
        let action = if retired {
            AuditAction::VersionRetired
        } else {
            AuditAction::VersionRestored
        };
        audit::record(&mut *transaction, &act(action, id, version, actor, ""), now).await?;
        Ok(true)
    }

    pub(crate) async fn save_draft_of_pack(
        &mut self,
        draft: PackDraft,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<(), StoreError> {
        let (id, version) = (&draft.id, &draft.version);
        Version::parse(version).map_err(database)?;
        let transaction = self.connection();
        if packs::published_digest(&mut *transaction, id, version)
            .await?
            .is_some()
        {
            return Err(StoreError::VersionPublished {
                id: id.clone(),
                version: version.clone(),
            });
        }
        remove(&mut *transaction, id, version).await?;
        sqlx::query(
            "INSERT INTO pack_drafts (id, version, digest, uploaded_by, uploaded_at) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(id)
        .bind(version)
        .bind(blob(&draft.digest))
        .bind(&draft.by)
        .bind(draft.uploaded.as_microsecond())
        .execute(&mut *transaction)
        .await
        .map_err(database)?;
        for (path, bytes) in files {
            sqlx::query("INSERT INTO pack_draft_files (id, version, path, bytes) VALUES ($1, $2, $3, $4)")
                .bind(id)
                .bind(version)
                .bind(path)
                .bind(bytes)
                .execute(&mut *transaction)
                .await
                .map_err(database)?;
        }
        let act = act(
            AuditAction::DraftUploaded,
            id,
            version,
            &draft.by,
            &draft.digest.to_string(),
        );
        audit::record(&mut *transaction, &act, draft.uploaded).await?;
        Ok(())
    }

    pub(crate) async fn drafts_of_packs(&mut self) -> Result<Vec<PackDraft>, StoreError> {
        let rows = sqlx::query("SELECT * FROM pack_drafts")
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        let read = |row: &Row| {
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
        };
        let mut drafts = rows.iter().map(read).collect::<Result<Vec<_>, StoreError>>()?;
        drafts.sort_by(|(v, one), (w, other)| one.id.cmp(&other.id).then(w.cmp(v)));
        Ok(drafts.into_iter().map(|(_, draft)| draft).collect())
    }

    pub(crate) async fn files_of_draft(
        &mut self,
        id: &str,
        version: &str,
    ) -> Result<Option<BTreeMap<String, Vec<u8>>>, StoreError> {
        let rows = sqlx::query("SELECT path, bytes FROM pack_draft_files WHERE id = $1 AND version = $2")
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

    pub(crate) async fn discard_draft_of_pack(
        &mut self,
        id: &str,
        version: &str,
        actor: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let transaction = self.connection();
        if !remove(&mut *transaction, id, version).await? {
            return Ok(false);
        }
        let act = act(AuditAction::DraftDiscarded, id, version, actor, "");
        audit::record(&mut *transaction, &act, now).await?;
        Ok(true)
    }

    pub(crate) async fn publish_draft_of_pack(
        &mut self,
        id: &str,
        version: &str,
        digest: Digest,
        actor: &str,
        now: Timestamp,
    ) -> Result<DraftPublished, StoreError> {
        let transaction = self.connection();
        let known = sqlx::query("SELECT 1 FROM pack_drafts WHERE id = $1 AND version = $2 AND digest = $3")
            .bind(id)
            .bind(version)
            .bind(blob(&digest))
            .fetch_optional(&mut *transaction)
            .await
            .map_err(database)?;
        if known.is_none() {
            return Ok(DraftPublished::Unknown);
        }
        let wished = Version::parse(version).map_err(|error| corrupt("version", error))?;
        if let Some(highest) = highest(&mut *transaction, id).await?
            && highest >= wished
        {
            return Ok(DraftPublished::NotHighest {
                highest: highest.to_string(),
            });
        }
        let rows = sqlx::query("SELECT path, bytes FROM pack_draft_files WHERE id = $1 AND version = $2")
            .bind(id)
            .bind(version)
            .fetch_all(&mut *transaction)
            .await
            .map_err(database)?;
        packs::insert(&mut *transaction, (id, version), digest, now).await?;
        for row in &rows {
            let (path, bytes): (String, Vec<u8>) = (Columns(row).get("path")?, Columns(row).get("bytes")?);
            packs::add_file(&mut *transaction, digest, &path, &bytes).await?;
        }
        remove(&mut *transaction, id, version).await?;
        let act = act(
            AuditAction::VersionPublished,
            id,
            version,
            actor,
            &digest.to_string(),
        );
        audit::record(&mut *transaction, &act, now).await?;
        Ok(DraftPublished::Published)
    }
}

/// The highest published version of a pack, retired or not.
async fn highest(connection: &mut Connection, id: &str) -> Result<Option<Version>, StoreError> {
    let rows = sqlx::query("SELECT version FROM packs WHERE id = $1")
        .bind(id)
        .fetch_all(connection)
        .await
        .map_err(database)?;
    let mut highest = None;
    for row in &rows {
        let version: &str = Columns(row).get("version")?;
        let version = Version::parse(version).map_err(|error| corrupt("version", error))?;
        highest = highest.max(Some(version));
    }
    Ok(highest)
}

/// Its files go with it.
async fn remove(connection: &mut Connection, id: &str, version: &str) -> Result<bool, StoreError> {
    let gone = sqlx::query("DELETE FROM pack_drafts WHERE id = $1 AND version = $2")
        .bind(id)
        .bind(version)
        .execute(connection)
        .await
        .map_err(database)?;
    Ok(gone.rows_affected() > 0)
}
