//! Published packs, parsed once.

use std::num::NonZeroUsize;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lru::LruCache;
use spyrales_core::digest::Digest;
use spyrales_core::framework::Framework;
use spyrales_core::grading::ExerciseRef;
use spyrales_core::id::UserId;
use spyrales_core::pack::{Exercise, Pack, exercise_seed};
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

/// An exercise in its pack. Clones share the pack, whose data files may have 32 MiB.
#[derive(Clone)]
pub struct ExerciseHandle {
    pack: Arc<Pack>,
    /// Its place in the pack.
    index: usize,
}

impl ExerciseHandle {
    /// The exercise of a pack with an id.
    #[must_use]
    pub fn of(pack: Arc<Pack>, id: &str) -> Option<Self> {
        let index = pack.exercises.iter().position(|exercise| exercise.id == id)?;
        Some(Self { pack, index })
    }

    /// Its pack.
    #[must_use]
    pub fn pack(&self) -> &Arc<Pack> {
        &self.pack
    }

    /// Its full name.
    #[must_use]
    pub fn name(&self) -> ExerciseRef {
        self.pack.exercise_ref(self)
    }

    /// Where the randomness of a person's gradings and runs comes from, and what picks their variant.
    #[must_use]
    pub fn seed(&self, user: UserId) -> u64 {
        exercise_seed(user, &self.name(), self.pack.digest)
    }
}

impl Deref for ExerciseHandle {
    type Target = Exercise;

    fn deref(&self) -> &Exercise {
        // A pack never changes, so the place that was found stays its own.
        &self.pack.exercises[self.index]
    }
}

/// An exercise is not offered.
#[derive(Debug, thiserror::Error)]
pub enum FindExerciseError {
    /// No version of the pack is offered.
    #[error("no pack {0:?}")]
    UnknownPack(String),
    /// The pack's current version has no such exercise.
    #[error("no exercise {0}")]
    UnknownExercise(ExerciseRef),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
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

    /// An exercise of the latest version of a pack.
    pub async fn exercise(
        &self,
        pack: String,
        exercise: String,
    ) -> Result<ExerciseHandle, FindExerciseError> {
        let Some(CatalogEntry { pack: found, .. }) = self.find(&pack).await? else {
            return Err(FindExerciseError::UnknownPack(pack));
        };
        ExerciseHandle::of(found, &exercise)
            .ok_or(FindExerciseError::UnknownExercise(ExerciseRef { pack, exercise }))
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
