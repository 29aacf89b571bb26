//! Drafts of packs: uploaded, tried out, looked at, then published or discarded.

use std::sync::Arc;

use spyrales_core::digest::Digest;
use spyrales_core::pack::{Pack, PackFiles};
use spyrales_core::publication::{DraftDecision, publish_draft};
use spyrales_core::store::{AuditAction, PackDraft, StoreError, StoredPack};

use super::{PackRelease, VersionTaken, event, parse, semver};
use crate::App;
use crate::transaction::{transaction, use_case_errors};

/// A draft is not kept.
#[derive(Debug, thiserror::Error)]
pub enum SaveDraftError {
    /// Its version is published.
    #[error(transparent)]
    Taken(#[from] VersionTaken),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What publishing a draft did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftPublished {
    /// It is the current version now.
    Published,
    /// There is no such draft, or it has other files by now: nothing changed.
    Gone,
}

/// A draft is not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishDraftError {
    /// A version that is as high is published.
    #[error("version {highest} is published, which is as high")]
    NotHighest {
        /// The highest one.
        highest: String,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(SaveDraftError, PublishDraftError);

impl App {
    /// Keeps a pack as a draft, on record, in the place of the draft of the same version, and has its answers tried out.
    pub async fn upload_pack_draft(
        &self,
        pack: Pack,
        files: &PackFiles,
        by: &str,
    ) -> Result<(), SaveDraftError> {
        self.save_pack_draft(PackRelease::new(&pack, files), by).await?;
        self.try_out(&Arc::new(pack));
        Ok(())
    }

    /// Keeps files as a draft, on record, in the place of the draft of the same version.
    pub async fn save_pack_draft(&self, release: PackRelease<'_>, by: &str) -> Result<(), SaveDraftError> {
        let draft = PackDraft {
            id: release.id.to_owned(),
            version: release.version.to_string(),
            digest: release.digest,
            by: by.to_owned(),
            uploaded: self.clock.now(),
        };
        transaction!(self.store, "save_pack_draft", SaveDraftError, |tx| {
            if tx.pack_version(&draft.id, &draft.version).await?.is_some() {
                return Err(release.taken().into());
            }
            tx.put_pack_draft(&draft, release.files).await?;
            let detail = draft.digest.to_string();
            let event = event(
                AuditAction::DraftUploaded,
                by,
                (&draft.id, &draft.version),
                &detail,
            );
            tx.record_event(&event, draft.uploaded).await?;
            Ok(())
        })
    }

    /// A draft, read; nothing when there is none.
    pub async fn pack_draft(
        &self,
        id: &str,
        version: &str,
    ) -> Result<Option<(PackDraft, Arc<Pack>)>, StoreError> {
        let mut reader = self.store.reader().await?;
        let draft = reader.pack_draft(id, version).await?;
        let files = reader.pack_draft_files(id, version).await?;
        drop(reader);
        let (Some(draft), Some(files)) = (draft, files) else {
            return Ok(None);
        };
        let pack = parse(files, &self.framework).await?;
        Ok(Some((draft, Arc::new(pack))))
    }

    /// Throws a draft away, on record; false when there is none.
    pub async fn discard_pack_draft(&self, id: &str, version: &str, actor: &str) -> Result<bool, StoreError> {
        let now = self.clock.now();
        transaction!(self.store, "discard_pack_draft", StoreError, |tx| {
            let discarded = tx.delete_pack_draft(id, version).await?;
            if discarded {
                let event = event(AuditAction::DraftDiscarded, actor, (id, version), "");
                tx.record_event(&event, now).await?;
            }
            Ok(discarded)
        })
    }

    /// Publishes a draft, on record, if it still has the files with this digest and is higher than all published versions.
    pub async fn publish_pack_draft(
        &self,
        id: &str,
        version: &str,
        seen: Digest,
        actor: &str,
    ) -> Result<DraftPublished, PublishDraftError> {
        let now = self.clock.now();
        transaction!(self.store, "publish_pack_draft", PublishDraftError, |tx| {
            let Some(kept) = tx.pack_draft(id, version).await? else {
                return Ok(DraftPublished::Gone);
            };
            let mut published = Vec::new();
            for known in tx.pack_versions().await? {
                if known.pack.id == id {
                    published.push(semver(&known.pack.version)?);
                }
            }
            match publish_draft(Some(kept.digest), seen, &semver(&kept.version)?, published) {
                DraftDecision::Gone => return Ok(DraftPublished::Gone),
                DraftDecision::NotHighest { highest } => {
                    return Err(PublishDraftError::NotHighest {
                        highest: highest.to_string(),
                    });
                }
                DraftDecision::Publish => {}
            }
            let files = tx.pack_draft_files(id, version).await?.unwrap_or_default();
            let pack = StoredPack {
                id: kept.id,
                version: kept.version,
                digest: kept.digest,
                published: now,
            };
            tx.insert_pack(&pack, &files).await?;
            tx.delete_pack_draft(id, version).await?;
            let detail = pack.digest.to_string();
            let event = event(AuditAction::VersionPublished, actor, (id, version), &detail);
            tx.record_event(&event, now).await?;
            Ok(DraftPublished::Published)
        })
    }
}
