//! What the log says of a certificate: nothing, but to who has its nonce.

use rand::CryptoRng;
use sha2::{Digest as _, Sha256};

use super::tree::{Hash, leaf_hash};

/// 256 random bits that bind a certificate to its entry; deleted when the holder's account is erased.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct LogNonce([u8; 32]);

/// The content of a leaf: SHA-256(nonce ‖ SHA-256 of the certificate's file in RFC 8785 form).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogEntry([u8; 32]);

impl LogNonce {
    /// A new one.
    #[must_use]
    pub fn random(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; 32];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// One that was kept.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, to be kept.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Nonces stay out of logs: `Debug` doesn't show them.
impl std::fmt::Debug for LogNonce {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LogNonce(…)")
    }
}

impl LogEntry {
    /// The entry of a certificate with this digest.
    #[must_use]
    pub fn new(nonce: &LogNonce, digest: &[u8; 32]) -> Self {
        Self(
            Sha256::new()
                .chain_update(nonce.0)
                .chain_update(digest)
                .finalize()
                .into(),
        )
    }

    /// The bytes of the leaf.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The leaf's hash.
    #[must_use]
    pub fn leaf_hash(&self) -> Hash {
        leaf_hash(&self.0)
    }
}
