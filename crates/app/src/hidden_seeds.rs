//! The seeds of hidden checks: another one for every attempt, which nobody can compute beforehand.

use std::sync::Arc;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use spyrales_core::id::SubmissionId;
use zeroize::Zeroizing;

/// Draws the seeds of hidden checks from a secret of the installation; cheap to clone.
///
/// The seed that a person's variant of an exercise has is published and stays the same: hidden checks that drew from it
/// could be answered from memory.
#[derive(Clone)]
pub struct HiddenSeeds(Arc<Zeroizing<[u8; 32]>>);

impl HiddenSeeds {
    /// From 32 random bytes that only this installation knows.
    #[must_use]
    pub fn new(secret: Zeroizing<[u8; 32]>) -> Self {
        Self(Arc::new(secret))
    }

    /// An attempt's: the first eight bytes (big-endian) of HMAC-SHA256 (RFC 2104), under the secret, of the line
    /// `spyrales hidden seed 1` and the submission's UUID (16 bytes).
    ///
    /// # Panics
    ///
    /// Never: HMAC takes a key of any length.
    #[must_use]
    pub fn of(&self, submission: SubmissionId) -> u64 {
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(&**self.0).expect("a key of 32 bytes");
        mac.update(b"spyrales hidden seed 1\n");
        mac.update(submission.uuid().as_bytes());
        let bytes = mac.finalize().into_bytes();
        bytes[..8]
            .iter()
            .fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use uuid::Uuid;

    use super::*;

    fn seeds(secret: u8, attempts: u128) -> Vec<u64> {
        let seeds = HiddenSeeds::new(Zeroizing::new([secret; 32]));
        let ids = (0..attempts).map(|number| SubmissionId::from(Uuid::from_u128(number)));
        ids.map(|id| seeds.of(id)).collect()
    }

    #[test]
    fn each_attempt_has_its_own_seed_and_it_takes_the_secret_to_know_it() {
        assert_eq!(seeds(1, 100), seeds(1, 100));
        let all: HashSet<u64> = seeds(1, 100).into_iter().chain(seeds(2, 100)).collect();
        assert_eq!(all.len(), 200);
    }

    /// Held against another implementation: Python's `hmac`.
    #[test]
    fn a_seed_is_the_hmac_that_the_documentation_says() {
        assert_eq!(seeds(1, 1), [0xbb18_eabe_ba09_e5a4]);
    }
}
