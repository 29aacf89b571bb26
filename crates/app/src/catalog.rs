//! Published packs, parsed once.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lru::LruCache;
use spyrales_core::digest::Digest;
use spyrales_core::framework::Framework;
use spyrales_core::pack::Pack;
use spyrales_core::publication::offered;
use spyrales_core::store::{Store, StoreError, StoredPack};

use crate::packs::parse;

/// How many parsed packs are kept; a pack holds its data files, 32 MiB at most.
const KEPT: NonZeroUsize = NonZeroUsize::new(32).unwrap();

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
    kept: Mutex<LruCache<Digest, Arc<Pack>>>,
}

impl Catalog {
    /// A catalog of what a store has.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, framework: Arc<Framework>) -> Self {
        Self {
            store,
            framework,
            kept: Mutex::new(LruCache::new(KEPT)),
        }
    }

    /// The latest version of every pack, by id. One that this program can't read is left out and logged:
    /// the others go on.
    pub async fn current(&self) -> Result<Vec<CatalogEntry>, StoreError> {
        let mut entries = Vec::new();
        for stored in self.offered().await? {
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
        let offered = self.offered().await?;
        let Some(stored) = offered.into_iter().find(|pack| pack.id == id) else {
            return Ok(None);
        };
        let pack = self.pack(stored.digest).await?;
        Ok(pack.map(|pack| CatalogEntry { stored, pack }))
    }

    /// A version of a pack, by its digest.
    pub async fn pack(&self, digest: Digest) -> Result<Option<Arc<Pack>>, StoreError> {
        let kept = self.kept().get(&digest).cloned();
        if kept.is_some() {
            return Ok(kept);
        }
        let mut reader = self.store.reader().await?;
        let files = reader.pack_files(digest).await?;
        drop(reader);
        let Some(files) = files else { return Ok(None) };
        let pack = Arc::new(parse(files, &self.framework).await?);
        self.kept().put(digest, Arc::clone(&pack));
        Ok(Some(pack))
    }

    async fn offered(&self) -> Result<Vec<StoredPack>, StoreError> {
        let mut reader = self.store.reader().await?;
        Ok(offered(reader.pack_versions().await?))
    }

    fn kept(&self) -> MutexGuard<'_, LruCache<Digest, Arc<Pack>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
