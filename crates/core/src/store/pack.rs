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

/// Reading packs. A published version never changes and is never removed: records refer to it.
#[async_trait]
pub trait ReadPacks: Send {
    /// A published version.
    async fn pack_version(&mut self, id: &str, version: &str) -> Result<Option<PackVersion>, StoreError>;

    /// All published versions, by id, the highest first.
    async fn pack_versions(&mut self) -> Result<Vec<PackVersion>, StoreError>;

    /// The files of a published version, by path.
    async fn pack_files(&mut self, digest: Digest) -> Result<Option<BTreeMap<String, Vec<u8>>>, StoreError>;

    /// A draft.
    async fn pack_draft(&mut self, id: &str, version: &str) -> Result<Option<PackDraft>, StoreError>;

    /// All drafts, by id, the highest version first.
    async fn pack_drafts(&mut self) -> Result<Vec<PackDraft>, StoreError>;

    /// The files of a draft, by path.
    async fn pack_draft_files(
        &mut self,
        id: &str,
        version: &str,
    ) -> Result<Option<BTreeMap<String, Vec<u8>>>, StoreError>;
}

/// Writing packs.
#[async_trait]
pub trait WritePacks: Send {
    /// Adds a published version and its files.
    async fn insert_pack(
        &mut self,
        pack: &StoredPack,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<(), StoreError>;

    /// Marks a published version as no longer offered.
    async fn insert_retired_pack(
        &mut self,
        id: &str,
        version: &str,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// Removes that mark.
    async fn delete_retired_pack(&mut self, id: &str, version: &str) -> Result<(), StoreError>;

    /// Writes a draft and its files in the place of the one of the same version.
    async fn put_pack_draft(
        &mut self,
        draft: &PackDraft,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<(), StoreError>;

    /// Removes a draft and its files; whether there was one.
    async fn delete_pack_draft(&mut self, id: &str, version: &str) -> Result<bool, StoreError>;
}
