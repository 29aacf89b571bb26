//! Versions of packs, and those that may correct them.

use std::sync::Arc;

use spyrales_core::pack::Pack;
use spyrales_core::store::{StoreError, StoredPack};

use crate::App;

/// A published version, and the later ones that may correct it.
pub struct CorrectableVersion {
    /// The version.
    pub from: StoredPack,
    /// What is in it.
    pub old: Arc<Pack>,
    /// Later published versions, the highest first.
    pub later: Vec<StoredPack>,
}

/// A version isn't published.
#[derive(Debug, thiserror::Error)]
pub enum FindVersionError {
    /// There is no such version.
    #[error("no version {version} of pack {pack:?}")]
    Unknown {
        /// The pack's id.
        pack: String,
        /// The version.
        version: String,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl CorrectableVersion {
    /// The later version with a number; the highest one when none is named.
    #[must_use]
    pub fn corrected(&self, version: Option<&str>) -> Option<&StoredPack> {
        match version {
            Some(version) => self.later.iter().find(|pack| pack.version == version),
            None => self.later.first(),
        }
    }
}

impl App {
    /// A published version, and the later ones that may correct it.
    pub async fn correctable_version(
        &self,
        pack: &str,
        version: &str,
    ) -> Result<CorrectableVersion, FindVersionError> {
        let unknown = || FindVersionError::Unknown {
            pack: pack.to_owned(),
            version: version.to_owned(),
        };
        let versions = self.store.reader().await?.pack_versions().await?;
        let of_pack = versions.into_iter().map(|version| version.pack);
        let mut later: Vec<StoredPack> = of_pack.filter(|stored| stored.id == pack).collect();
        // The highest stands first.
        let at = later.iter().position(|stored| stored.version == version);
        let from = later.split_off(at.ok_or_else(unknown)?).swap_remove(0);
        let old = self.catalog.pack(from.digest).await?;
        Ok(CorrectableVersion {
            old: old.ok_or_else(unknown)?,
            from,
            later,
        })
    }
}
