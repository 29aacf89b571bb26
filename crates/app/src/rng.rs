//! Randomness as a parameter, shared by all requests.

use std::sync::{Arc, Mutex, PoisonError};

use rand::SeedableRng as _;
use rand::rngs::StdRng;

/// A cryptographic random source that handlers take turns with.
#[derive(Clone)]
pub struct SharedRng(Arc<Mutex<StdRng>>);

impl SharedRng {
    /// From a seed: fresh entropy of the system in production, a constant in tests.
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(Arc::new(Mutex::new(StdRng::from_seed(seed))))
    }

    /// Draws from it.
    pub fn with<T>(&self, draw: impl FnOnce(&mut StdRng) -> T) -> T {
        draw(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A source of its own, seeded from another one, for work that goes on elsewhere.
#[must_use]
pub fn fork(rng: &mut StdRng) -> StdRng {
    StdRng::from_rng(rng)
}
