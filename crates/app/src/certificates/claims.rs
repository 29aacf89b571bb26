//! One certificate of a person at a time: whoever asks thirty times at once has one signed.

use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};

use spyrales_core::id::UserId;
use tokio::sync::{Mutex, MutexGuard};

/// Locks that people share; two who share one wait for each other, for the time of a signature.
const LOCKS: usize = 64;

/// Who has a certificate made now. Another process may make one meanwhile: the transaction that stores it decides.
pub(super) struct Claims([Mutex<()>; LOCKS]);

impl Default for Claims {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Mutex::default()))
    }
}

impl Claims {
    /// Waits for those who ask in the same person's name.
    pub(super) async fn claim(&self, holder: UserId) -> MutexGuard<'_, ()> {
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(holder);
        // In range after the remainder.
        self.0[(hash % LOCKS as u64) as usize].lock().await
    }
}
