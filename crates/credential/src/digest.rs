//! SHA-256 digests as certificates write them.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::literal::string_form;

/// A SHA-256 digest, written `sha256:` and 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EvidenceDigest([u8; 32]);

/// The text isn't a digest.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("a digest is `sha256:` and 64 lower-case hexadecimal digits")]
pub struct EvidenceDigestError;

impl EvidenceDigest {
    /// The digest of a grading record's bytes.
    #[must_use]
    pub fn of(record: &[u8]) -> Self {
        Self(sha256(record))
    }

    /// A digest computed elsewhere.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl FromStr for EvidenceDigest {
    type Err = EvidenceDigestError;

    fn from_str(text: &str) -> Result<Self, EvidenceDigestError> {
        let mut bytes = [0; 32];
        let digits = text.strip_prefix("sha256:").ok_or(EvidenceDigestError)?;
        hex::decode_to_slice(digits, &mut bytes).map_err(|_| EvidenceDigestError)?;
        let digest = Self(bytes);
        if digest.to_string() == text {
            Ok(digest)
        } else {
            Err(EvidenceDigestError)
        }
    }
}

impl fmt::Display for EvidenceDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sha256:{}", hex::encode(self.0))
    }
}

string_form!(EvidenceDigest);

/// SHA-256 of the bytes.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
