//! The holder as a certificate names them: a salted hash of their e-mail address.

use std::fmt;
use std::str::FromStr;

use rand::CryptoRng;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::digest::sha256;
use crate::literal::{fixed_string, string_form};

fixed_string! {
    /// The class of an identity object.
    IdentityObjectType = "IdentityObject"
}
fixed_string! {
    /// What the hash is of.
    EmailAddressType = "emailAddress"
}

/// A hashed identifier of the holder (Open Badges 3.0, `IdentityObject`).
///
/// The address itself never enters a certificate; whoever knows it can check it with [`HolderIdentity::is_of`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct HolderIdentity {
    r#type: IdentityObjectType,
    hashed: True,
    identity_type: EmailAddressType,
    identity_hash: IdentityHash,
    salt: Salt,
}

/// An e-mail address, trimmed and in lower case.
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

/// The text can't be an e-mail address.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("an e-mail address has one `@` with text on both sides, no space, and at most 254 characters")]
pub struct EmailError;

impl HolderIdentity {
    /// Hashes the address with a new salt of 128 random bits.
    pub(crate) fn new(email: &Email, rng: &mut impl CryptoRng) -> Self {
        let mut salt = [0; 16];
        rng.fill_bytes(&mut salt);
        let salt = Salt(salt);
        Self {
            r#type: IdentityObjectType,
            hashed: True,
            identity_type: EmailAddressType,
            identity_hash: IdentityHash::of(email, salt),
            salt,
        }
    }

    /// Whether this is the hash of that address.
    #[must_use]
    pub fn is_of(&self, email: &Email) -> bool {
        IdentityHash::of(email, self.salt) == self.identity_hash
    }
}

impl FromStr for Email {
    type Err = EmailError;

    fn from_str(text: &str) -> Result<Self, EmailError> {
        let text = text.trim().to_lowercase();
        let (local, domain) = text.split_once('@').ok_or(EmailError)?;
        let fits = text.len() <= 254
            && !local.is_empty()
            && !domain.is_empty()
            && !domain.contains('@')
            && !text.contains(|c: char| c.is_whitespace() || c.is_control());
        if fits { Ok(Self(text)) } else { Err(EmailError) }
    }
}

/// Addresses stay out of logs: `Debug` doesn't show them.
impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}

/// `sha256$` and the hexadecimal SHA-256 of the lower-case address followed by the salt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct IdentityHash([u8; 32]);

impl IdentityHash {
    fn of(email: &Email, salt: Salt) -> Self {
        Self(sha256(format!("{}{salt}", email.0).as_bytes()))
    }
}

impl FromStr for IdentityHash {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut bytes = [0; 32];
        text.strip_prefix("sha256$")
            .and_then(|digits| hex::decode_to_slice(digits, &mut bytes).ok())
            .ok_or("an identity hash is `sha256$` and 64 hexadecimal digits")?;
        Ok(Self(bytes))
    }
}

impl fmt::Display for IdentityHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sha256${}", hex::encode(self.0))
    }
}

/// 128 random bits in hexadecimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Salt([u8; 16]);

impl FromStr for Salt {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut bytes = [0; 16];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| "a salt is 32 hexadecimal digits")?;
        Ok(Self(bytes))
    }
}

impl fmt::Display for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

string_form!(IdentityHash);
string_form!(Salt);

/// The JSON value `true`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct True;

impl Serialize for True {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(true)
    }
}

impl<'de> Deserialize<'de> for True {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if bool::deserialize(deserializer)? {
            Ok(Self)
        } else {
            Err(serde::de::Error::custom(
                "only `true` is accepted: identifiers are always hashed",
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn the_hash_is_of_the_lower_case_address_and_the_salt() {
        let mut rng = rand_chacha::ChaCha20Rng::seed_from_u64(1);
        let email: Email = " Ana.Lima@Example.org ".parse().unwrap();
        let identity = HolderIdentity::new(&email, &mut rng);
        let json = serde_json::to_value(&identity).unwrap();
        let salt = json["salt"].as_str().unwrap();
        let expected = hex::encode(sha256(format!("ana.lima@example.org{salt}").as_bytes()));
        assert_eq!(json["identityHash"], format!("sha256${expected}"));
        assert!(identity.is_of(&"ANA.LIMA@example.org".parse().unwrap()));
        assert!(!identity.is_of(&"ana.lima@example.com".parse().unwrap()));
        assert_ne!(
            identity,
            HolderIdentity::new(&email, &mut rng),
            "each certificate has its own salt"
        );
        assert!(!format!("{email:?}").contains("ana"));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "ana",
            "@example.org",
            "ana@",
            "a@b@c",
            "a b@c",
            &format!("{}@b", "a".repeat(254)),
        ] {
            assert_eq!(text.parse::<Email>(), Err(EmailError), "{text}");
        }
    }
}
