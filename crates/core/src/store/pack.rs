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

/// A published version, and whether it is still offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackVersion {
    /// The version.
    pub pack: StoredPack,
    /// Since when it is no longer offered.
    pub retired: Option<Timestamp>,
}

/// A version that isn't published yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackDraft {
    /// The pack's id.
    pub id: String,
    /// Its version (semver).
    pub version: String,
    /// The digest of its files.
    pub digest: Digest,
    /// Who uploaded it: an account's name.
    pub by: String,
    /// When.
    pub uploaded: Timestamp,
}

/// What publishing a draft did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftPublished {
    /// It is the current version now.
    Published,
    /// A version that is as high is published: nothing was written.
    NotHighest {
        /// The highest one.
        highest: String,
    },
    /// There is no such draft, or it has other files by now: nothing was written.
    Unknown,
}

/// Published packs. A published version never changes and is never removed: records refer to it: reading.
#[async_trait]
pub trait ReadPacks: Send {
    /// The highest version of every pack that is still offered, by id.
    async fn current_packs(&mut self) -> Result<Vec<StoredPack>, StoreError>;

    /// The files of a published version, by path.
    async fn pack_files(&mut self, digest: Digest) -> Result<Option<BTreeMap<String, Vec<u8>>>, StoreError>;

    /// All published versions, by id, the highest first.
    async fn pack_versions(&mut self) -> Result<Vec<PackVersion>, StoreError>;

    /// All drafts, by id, the highest version first.
    async fn pack_drafts(&mut self) -> Result<Vec<PackDraft>, StoreError>;

    /// The files of a draft, by path.
    async fn pack_draft_files(
        &mut self,
        id: &str,
        version: &str,
    ) -> Result<Option<BTreeMap<String, Vec<u8>>>, StoreError>;
}

/// Published packs. A published version never changes and is never removed: records refer to it: writing.
#[async_trait]
pub trait WritePacks: Send {
    /// Publishes files as a version of a pack; [`StoreError::VersionPublished`] when that version has others.
    async fn publish(
        &mut self,
        id: &str,
        version: &str,
        digest: Digest,
        files: &BTreeMap<String, Vec<u8>>,
        now: Timestamp,
    ) -> Result<Published, StoreError>;

    /// Takes a published version out of what is offered, or puts it back, on record; false when nothing changed. Records
    /// go on to refer to it.
    async fn set_retired(
        &mut self,
        id: &str,
        version: &str,
        retired: bool,
        actor: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError>;

    /// Keeps files as a draft, on record, in place of the draft of the same version;
    /// [`StoreError::VersionPublished`] when that version is published.
    async fn save_pack_draft(
        &mut self,
        draft: PackDraft,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<(), StoreError>;

    /// Throws a draft away, on record; false when there is none.
    async fn discard_pack_draft(
        &mut self,
        id: &str,
        version: &str,
        actor: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError>;

    /// Publishes a draft, on record, if it still has the files of this digest and is higher than all published versions.
    async fn publish_pack_draft(
        &mut self,
        id: &str,
        version: &str,
        digest: Digest,
        actor: &str,
        now: Timestamp,
    ) -> Result<DraftPublished, StoreError>;
}
