//! What a limit remembers of its keys: bounded, and never a reason to refuse somebody new.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use governor::nanos::Nanos;
use governor::state::StateStore;
use lru::LruCache;

use super::Key;

/// Parts that are locked one by one.
const SHARDS: usize = 16;

/// Keys that one part remembers. 65,536 in all, some 6 MiB.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(4096).unwrap();

/// When each key has used up nothing any more. A full part forgets the key that wasn't asked for the longest, which may then
/// begin anew: to have somebody else's count forgotten helps nobody to hinder them.
#[derive(Clone)]
pub(super) struct Counts(Arc<[Mutex<LruCache<Key, Nanos>>; SHARDS]>);

impl Counts {
    pub(super) fn new() -> Self {
        let empty = |_| Mutex::new(LruCache::sparse(REMEMBERED));
        Self(Arc::new(std::array::from_fn(empty)))
    }

    fn shard(&self, key: Key) -> MutexGuard<'_, LruCache<Key, Nanos>> {
        let shard = &self.0[key.spread() % SHARDS];
        shard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes one try back, which is worth so much time.
    pub(super) fn take_back(&self, key: Key, worth: Nanos) {
        if let Some(until) = self.shard(key).get_mut(&key) {
            *until = until.saturating_sub(worth);
        }
    }

    /// How many keys are remembered.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        let shards = self.0.iter();
        shards
            .map(|shard| shard.lock().unwrap_or_else(PoisonError::into_inner).len())
            .sum()
    }

    /// How many are remembered at most.
    #[cfg(test)]
    pub(super) const MOST: usize = SHARDS * REMEMBERED.get();
}

impl StateStore for Counts {
    type Key = Key;

    fn measure_and_replace<T, F, E>(&self, key: &Key, decide: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let mut shard = self.shard(*key);
        let (outcome, until) = decide(shard.get(key).copied())?;
        shard.put(*key, until);
        Ok(outcome)
    }
}
