//! Ed25519 public keys and signatures in their multibase forms.

use std::cell::Cell;
use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signature, VerifyingKey};
use thiserror::Error;

use crate::literal::string_form;
use crate::web::{Did, WebError};

/// The multicodec prefix of an Ed25519 public key.
const PUBLIC_KEY_CODEC: [u8; 2] = [0xed, 0x01];

/// An Ed25519 public key that isn't weak, written as a Multikey (`z6Mk…`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey {
    point: VerifyingKey,
    /// Writing base58 is slow, and each verification writes the key more than once.
    multikey: [u8; 48],
}

/// A signature as proofs write it: `z` and the base58btc form of exactly 64 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProofValue(pub(crate) [u8; 64]);

/// The key that made a proof: the issuer's DID, `#`, and the key itself as a Multikey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerificationMethod {
    did: Did,
    key: PublicKey,
}

/// Why a key, a signature or a verification method was refused.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum KeyError {
    /// Not `z` and base58btc.
    #[error("only the multibase prefix `z` (base58btc) is accepted")]
    Multibase,
    /// Another kind of key, or another length.
    #[error("the key isn't a 32-byte Ed25519 Multikey")]
    NotEd25519,
    /// Not a point of the curve, not in canonical form, or of small order.
    #[error("the key isn't a sound Ed25519 point")]
    Unsound,
    /// Not 64 bytes.
    #[error("the signature isn't 64 bytes")]
    SignatureLength,
    /// Not `DID#KEY`.
    #[error("a verification method is the issuer's did:web, `#`, and its key")]
    Method,
}

thread_local! {
    /// The last sound key that was read: both proofs and both lists of a certificate name the same one, as do most
    /// certificates in a row, and finding the point again costs a fifth of a signature.
    static LAST: Cell<Option<PublicKey>> = const { Cell::new(None) };
}

impl PublicKey {
    /// A key from its 32 bytes (RFC 8032), refused if weak or not in canonical form.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        if let Some(last) = LAST.get().filter(|last| last.point.as_bytes() == bytes) {
            return Ok(last);
        }
        let point = VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::Unsound)?;
        let canonical = point.to_edwards().compress().to_bytes() == *bytes;
        if point.is_weak() || !canonical {
            return Err(KeyError::Unsound);
        }
        let mut coded = [0; 34];
        coded[..2].copy_from_slice(&PUBLIC_KEY_CODEC);
        coded[2..].copy_from_slice(bytes);
        let mut multikey = [b'z'; 48];
        // Unwrap safety: 34 bytes that begin with this codec are 47 digits, whatever the key.
        bs58::encode(coded).onto(&mut multikey[1..]).expect("47 digits");
        let key = Self { point, multikey };
        LAST.set(Some(key));
        Ok(key)
    }

    /// The 32 bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        self.point.to_bytes()
    }

    /// Whether the signature is this key's over the message, by the strict rules (no small order, no `S + L`).
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &ProofValue) -> bool {
        self.point
            .verify_strict(message, &Signature::from_bytes(&signature.0))
            .is_ok()
    }
}

impl FromStr for PublicKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let bytes = base58btc(text, 48)?;
        let key = bytes
            .strip_prefix(&PUBLIC_KEY_CODEC)
            .and_then(|key| key.try_into().ok())
            .ok_or(KeyError::NotEd25519)?;
        Self::from_bytes(key)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.multikey
            .iter()
            .try_for_each(|digit| fmt::Write::write_char(f, char::from(*digit)))
    }
}

impl ProofValue {
    /// A signature from its 64 bytes (RFC 8032).
    #[must_use]
    pub fn from_bytes(bytes: [u8; 64]) -> Self {
        Self(bytes)
    }
}

impl FromStr for ProofValue {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        base58btc(text, 88)?
            .try_into()
            .map(Self)
            .map_err(|_| KeyError::SignatureLength)
    }
}

impl fmt::Display for ProofValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "z{}", bs58::encode(self.0).into_string())
    }
}

impl VerificationMethod {
    /// The method of an issuer's key.
    #[must_use]
    pub fn new(did: Did, key: PublicKey) -> Self {
        Self { did, key }
    }

    /// The issuer.
    #[must_use]
    pub fn did(&self) -> &Did {
        &self.did
    }

    /// The key.
    #[must_use]
    pub fn key(&self) -> &PublicKey {
        &self.key
    }
}

impl FromStr for VerificationMethod {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (did, key) = text.split_once('#').ok_or(KeyError::Method)?;
        let did = did.parse().map_err(|_: WebError| KeyError::Method)?;
        Ok(Self {
            did,
            key: key.parse()?,
        })
    }
}

impl fmt::Display for VerificationMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.did, self.key)
    }
}

string_form!(PublicKey);
string_form!(ProofValue);
string_form!(VerificationMethod);

/// Decodes `z` and at most `max` base58btc characters; decoding is quadratic, so the length comes first.
fn base58btc(text: &str, max: usize) -> Result<Vec<u8>, KeyError> {
    let digits = text.strip_prefix('z').ok_or(KeyError::Multibase)?;
    if digits.len() > max {
        return Err(if max > 48 {
            KeyError::SignatureLength
        } else {
            KeyError::NotEd25519
        });
    }
    bs58::decode(digits).into_vec().map_err(|_| KeyError::Multibase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_and_non_canonical_keys_are_refused() {
        let mut identity = [0; 32];
        identity[0] = 1;
        let order_eight =
            hex::decode("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05").unwrap();
        // y = p + 1, the identity again in a form that isn't reduced.
        let mut not_reduced = [0xff; 32];
        not_reduced[0] = 0xee;
        not_reduced[31] = 0x7f;
        for bytes in [identity, order_eight.try_into().unwrap(), not_reduced, [0; 32]] {
            assert_eq!(
                PublicKey::from_bytes(&bytes),
                Err(KeyError::Unsound),
                "{bytes:02x?}"
            );
        }
    }

    #[test]
    fn every_key_is_48_characters_and_is_read_back() {
        let mut seed = [0; 32];
        for first in 0..=255 {
            seed[0] = first;
            let bytes = ed25519_dalek::SigningKey::from_bytes(&seed)
                .verifying_key()
                .to_bytes();
            let key = PublicKey::from_bytes(&bytes).unwrap();
            let coded = [&PUBLIC_KEY_CODEC[..], &bytes].concat();
            assert_eq!(key.to_string(), format!("z{}", bs58::encode(coded).into_string()));
            assert_eq!(key.to_string().parse(), Ok(key));
        }
    }

    #[test]
    fn keys_and_signatures_have_one_spelling() {
        let key = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
        assert_eq!(key.parse::<PublicKey>().unwrap().to_string(), key);
        let cases = [
            (
                "u6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
                KeyError::Multibase,
            ),
            ("", KeyError::Multibase),
            ("z", KeyError::NotEd25519),
            (
                "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ",
                KeyError::NotEd25519,
            ),
            (
                "zDnaegE6RR3atJtHKwTRTWHsJ3kNHqFwv7n9YjTgmU7TyfU76",
                KeyError::NotEd25519,
            ),
        ];
        for (text, error) in cases {
            assert_eq!(text.parse::<PublicKey>(), Err(error), "{text}");
        }
        assert_eq!("z1111".parse::<ProofValue>(), Err(KeyError::SignatureLength));
        assert_eq!(
            format!("z{}", "2".repeat(60_000)).parse::<ProofValue>(),
            Err(KeyError::SignatureLength)
        );
    }
}
