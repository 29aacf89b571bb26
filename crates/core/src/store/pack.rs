//! Published packs, by content.

use std::collections::BTreeMap;

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
use crate::digest::Digest;

/// A published version of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPack {
    /// The pack's id.
    pub id: String,
    /// Its version (semver).
    pub version: String,
    /// The digest of its files.
    pub digest: Digest,
    /// Since when.
    pub published: Timestamp,
}

/// What publishing did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// It is new.
    Added,
    /// The same files were published before.
    Unchanged,
}

/// Published packs. A published version never changes and is never removed: records refer to it.
#[async_trait]
pub trait PackStore: Send + Sync {
    /// Publishes files as a version of a pack; [`StoreError::VersionPublished`] when that version has others.
    async fn publish(
        &self,
        id: &str,
        version: &str,
        digest: Digest,
        files: &BTreeMap<String, Vec<u8>>,
        now: Timestamp,
    ) -> Result<Published, StoreError>;

    /// The latest published version of every pack, by id.
    async fn current_packs(&self) -> Result<Vec<StoredPack>, StoreError>;

    /// The files of a published version, by path.
    async fn pack_files(&self, digest: Digest) -> Result<Option<BTreeMap<String, Vec<u8>>>, StoreError>;
}
