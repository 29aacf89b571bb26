//! Publishing a version from a folder, as a service does when it starts.

use spyrales_core::publication::{VersionDecision, publish_version};
use spyrales_core::store::{AuditAction, StoreError, StoredPack};

use super::{PackRelease, VersionTaken, event};
use crate::App;
use crate::transaction::{transaction, use_case_errors};

/// What publishing did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// It is new.
    Added,
    /// The same files were published before.
    Unchanged,
}

/// A version is not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// It is, with other files.
    #[error(transparent)]
    Taken(#[from] VersionTaken),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(PublishError);

impl App {
    /// Publishes a version, on record, unless it is published with the same files.
    pub async fn publish_pack(
        &self,
        release: PackRelease<'_>,
        actor: &str,
    ) -> Result<Published, PublishError> {
        let now = self.clock.now();
        let version = release.version.to_string();
        transaction!(self.store, "publish_pack", PublishError, |tx| {
            let kept = tx.pack_version(release.id, &version).await?;
            match publish_version(kept.map(|kept| kept.pack.digest), release.digest) {
                VersionDecision::Unchanged => return Ok(Published::Unchanged),
                VersionDecision::Taken => return Err(release.taken().into()),
                VersionDecision::Publish => {}
            }
            let pack = StoredPack {
                id: release.id.to_owned(),
                version: version.clone(),
                digest: release.digest,
                published: now,
            };
            tx.insert_pack(&pack, release.files).await?;
            let detail = release.digest.to_string();
            let event = event(
                AuditAction::VersionPublished,
                actor,
                (release.id, &version),
                &detail,
            );
            tx.record_event(&event, now).await?;
            Ok(Published::Added)
        })
    }
}
