//! Published packs, parsed once.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use spyrales_core::digest::Digest;
use spyrales_core::framework::Framework;
use spyrales_core::pack::{Pack, PackFiles};
use spyrales_core::store::{Store, StoreError, StoredPack};

/// How many parsed packs are kept; a pack holds its data files, 32 MiB at most.
const KEPT: usize = 32;

/// A published pack, parsed.
#[derive(Clone)]
pub struct CatalogEntry {
    /// What the store says of it.
    pub stored: StoredPack,
    /// What is in it.
    pub pack: Arc<Pack>,
}

/// Published packs, parsed once and kept by digest: a digest always stands for the same files.
pub struct Catalog {
    store: Arc<dyn Store>,
    framework: Arc<Framework>,
    kept: Mutex<VecDeque<(Digest, Arc<Pack>)>>,
}

impl Catalog {
    /// A catalog of what a store has.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, framework: Arc<Framework>) -> Self {
        Self {
            store,
            framework,
            kept: Mutex::default(),
        }
    }

    /// The latest version of every pack, by id. One that this program can't read is left out and logged:
    /// the others go on.
    pub async fn current(&self) -> Result<Vec<CatalogEntry>, StoreError> {
        let mut entries = Vec::new();
        let found = self.store.reader().await?.current_packs().await?;
        for stored in found {
            match self.pack(stored.digest).await {
                Ok(Some(pack)) => entries.push(CatalogEntry { stored, pack }),
                Ok(None) => tracing::error!(pack = stored.id, "a published pack has no files"),
                Err(StoreError::Corrupt(why)) => {
                    tracing::error!(pack = stored.id, version = stored.version, %why, "a published pack can't be read");
                }
                Err(error) => return Err(error),
            }
        }
        Ok(entries)
    }

    /// The latest version of a pack.
    pub async fn find(&self, id: &str) -> Result<Option<CatalogEntry>, StoreError> {
        let packs = self.store.reader().await?.current_packs().await?;
        let Some(stored) = packs.into_iter().find(|pack| pack.id == id) else {
            return Ok(None);
        };
        let pack = self.pack(stored.digest).await?;
        Ok(pack.map(|pack| CatalogEntry { stored, pack }))
    }

    /// A version of a pack, by its digest.
    pub async fn pack(&self, digest: Digest) -> Result<Option<Arc<Pack>>, StoreError> {
        if let Some(pack) = self.recall(digest) {
            return Ok(Some(pack));
        }
        let Some(files) = self.store.reader().await?.pack_files(digest).await? else {
            return Ok(None);
        };
        let framework = Arc::clone(&self.framework);
        let parsing = tokio::task::spawn_blocking(move || {
            let files = PackFiles::new(files).map_err(|errors| StoreError::Corrupt(errors.to_string()))?;
            Pack::parse(&files, &framework).map_err(|errors| StoreError::Corrupt(errors.to_string()))
        });
        let pack = parsing
            .await
            .map_err(|error| StoreError::Corrupt(format!("reading the pack {digest}: {error}")))??;
        let pack = Arc::new(pack);
        self.keep(digest, &pack);
        Ok(Some(pack))
    }

    /// Finds a kept pack and marks it as used last.
    fn recall(&self, digest: Digest) -> Option<Arc<Pack>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(of, _)| *of == digest)?;
        let entry = kept.remove(at)?;
        let pack = Arc::clone(&entry.1);
        kept.push_back(entry);
        Some(pack)
    }

    fn keep(&self, digest: Digest, pack: &Arc<Pack>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back((digest, Arc::clone(pack)));
    }
}
