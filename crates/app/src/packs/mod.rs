//! Packs of exercises: drafts, published versions, retired versions.

mod archive;
mod draft;
mod publish;
mod retire;

use std::collections::BTreeMap;
use std::sync::Arc;

use semver::Version;
use spyrales_core::digest::Digest;
use spyrales_core::framework::Framework;
use spyrales_core::pack::{Pack, PackFiles};
use spyrales_core::store::{AuditAction, NewAuditEvent, StoreError};

pub use archive::{ArchiveRefused, read_archive};
pub use draft::{DraftPublished, PublishDraftError, SaveDraftError};
pub use publish::{PublishError, Published};

use crate::blocking;

/// A version of a pack, with its files.
#[derive(Clone, Copy, Debug)]
pub struct PackRelease<'a> {
    /// The pack's id.
    pub id: &'a str,
    /// Its version.
    pub version: &'a Version,
    /// The digest of its files.
    pub digest: Digest,
    /// Its files, by path.
    pub files: &'a BTreeMap<String, Vec<u8>>,
}

impl<'a> PackRelease<'a> {
    /// A pack that was read from these files.
    #[must_use]
    pub fn new(pack: &'a Pack, files: &'a PackFiles) -> Self {
        Self {
            id: &pack.id,
            version: &pack.version,
            digest: pack.digest,
            files: files.as_map(),
        }
    }

    fn taken(&self) -> VersionTaken {
        VersionTaken {
            id: self.id.to_owned(),
            version: self.version.to_string(),
        }
    }
}

/// A version is published with other files.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "pack {id} {version} is published with other files; hint: a published version never changes: raise the version in pack.toml"
)]
pub struct VersionTaken {
    /// The pack's id.
    pub id: String,
    /// Its version.
    pub version: String,
}

/// What was done to a version of a pack, for the audit log.
fn event(action: AuditAction, actor: &str, (id, version): (&str, &str), detail: &str) -> NewAuditEvent {
    NewAuditEvent::new(actor, action, format!("{id} {version}"), detail)
}

/// Reads a pack from files that were read once before they were stored.
pub(crate) async fn parse(
    files: BTreeMap<String, Vec<u8>>,
    framework: &Arc<Framework>,
) -> Result<Pack, StoreError> {
    let framework = Arc::clone(framework);
    let parsed = blocking::run(move || {
        let files = PackFiles::new(files)?;
        Pack::parse(&files, &framework)
    });
    let parsed = parsed
        .await
        .map_err(|error| StoreError::Corrupt(format!("a pack: {error}")))?;
    parsed.map_err(|errors| StoreError::Corrupt(errors.to_string()))
}

/// A version as it is stored.
fn semver(version: &str) -> Result<Version, StoreError> {
    Version::parse(version).map_err(|error| StoreError::Corrupt(format!("version {version:?}: {error}")))
}
