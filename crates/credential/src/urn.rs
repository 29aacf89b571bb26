//! `urn:uuid:` identifiers.

use std::fmt;
use std::str::FromStr;

use rand::CryptoRng;
use thiserror::Error;
use uuid::Uuid;

use crate::digest::sha256;
use crate::literal::string_form;

/// A UUID written as `urn:uuid:` and its lower-case hyphenated form (RFC 9562).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UuidUrn(Uuid);

/// The text isn't `urn:uuid:` with a lower-case hyphenated UUID.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("an identifier is `urn:uuid:` and a lower-case hyphenated UUID")]
pub struct UuidUrnError;

impl UuidUrn {
    /// A random (version 4) identifier.
    pub(crate) fn random(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; 16];
        rng.fill_bytes(&mut bytes);
        Self(uuid::Builder::from_random_bytes(bytes).into_uuid())
    }

    /// The identifier of a name: the same name always has the same one.
    ///
    /// A version 8 UUID (RFC 9562, section 5.8) of the first bytes of the name's SHA-256.
    pub(crate) fn of_name(name: &str) -> Self {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&sha256(name.as_bytes())[..16]);
        Self(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }

    /// The UUID itself.
    #[must_use]
    pub fn uuid(self) -> Uuid {
        self.0
    }
}

impl FromStr for UuidUrn {
    type Err = UuidUrnError;

    fn from_str(text: &str) -> Result<Self, UuidUrnError> {
        let urn = text
            .strip_prefix("urn:uuid:")
            .and_then(|uuid| Uuid::try_parse(uuid).ok())
            .map(Self)
            .ok_or(UuidUrnError)?;
        if urn.to_string() == text {
            Ok(urn)
        } else {
            Err(UuidUrnError)
        }
    }
}

impl fmt::Display for UuidUrn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "urn:uuid:{}", self.0.hyphenated())
    }
}

string_form!(UuidUrn);
