//! Who makes signatures: a key file today, a hardware module tomorrow.

use ed25519_dalek::{Signer as _, SigningKey};
use rand::CryptoRng;
use thiserror::Error;

use crate::key::PublicKey;

/// Makes Ed25519 signatures with one key.
///
/// The call may block (a module on the network): run it where blocking is allowed.
pub trait Signer: Send + Sync {
    /// The key that verifies what [`Signer::sign`] returns.
    fn public_key(&self) -> PublicKey;

    /// The Ed25519 signature (RFC 8032, not prehashed) of the message.
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError>;
}

/// A signer couldn't sign.
#[derive(Debug, Error)]
#[error("the signer failed: {0}")]
pub struct SignerError(#[from] pub Box<dyn std::error::Error + Send + Sync>);

/// A key in memory, wiped when dropped.
///
/// See [`KeyFile`](crate::KeyFile) for how it is kept.
pub struct SecretKey {
    pub(crate) key: SigningKey,
    public: PublicKey,
}

impl SecretKey {
    /// A new key from the random source.
    #[must_use]
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self::new(SigningKey::generate(rng))
    }

    pub(crate) fn new(key: SigningKey) -> Self {
        // Unwrap safety: the public key of a clamped secret scalar is a canonical point of large order.
        let public = PublicKey::from_bytes(key.verifying_key().as_bytes()).expect("a derived key is sound");
        Self { key, public }
    }
}

impl Signer for SecretKey {
    fn public_key(&self) -> PublicKey {
        self.public
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError> {
        Ok(self.key.sign(message).to_bytes())
    }
}

/// Shows the public key only.
impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SecretKey({})", self.public)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::ProofValue;

    /// RFC 8032, section 7.1: secret key, public key, message, signature.
    const RFC_8032: [[&str; 4]; 3] = [
        [
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ],
        [
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ],
        [
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ],
    ];

    #[test]
    fn rfc_8032_vectors() {
        for [secret, public, message, signature] in RFC_8032 {
            let secret: [u8; 32] = hex::decode(secret).unwrap().try_into().unwrap();
            let signer = SecretKey::new(SigningKey::from_bytes(&secret));
            assert_eq!(hex::encode(signer.public_key().to_bytes()), public);
            let message = hex::decode(message).unwrap();
            let made = signer.sign(&message).unwrap();
            assert_eq!(hex::encode(made), signature);
            assert!(signer.public_key().verifies(&message, &ProofValue(made)));
        }
    }

    #[test]
    fn a_signature_with_the_group_order_added_is_refused() {
        let signer = SecretKey::new(SigningKey::from_bytes(&[7; 32]));
        let mut signature = signer.sign(b"message").unwrap();
        let order = hex::decode("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010").unwrap();
        let mut carry = 0_u16;
        for (byte, add) in signature[32..].iter_mut().zip(order) {
            carry += u16::from(*byte) + u16::from(add);
            *byte = carry as u8;
            carry >>= 8;
        }
        assert!(!signer.public_key().verifies(b"message", &ProofValue(signature)));
    }

    #[test]
    fn debug_does_not_show_the_secret() {
        let signer = SecretKey::new(SigningKey::from_bytes(&[7; 32]));
        assert_eq!(
            format!("{signer:?}"),
            format!("SecretKey({})", signer.public_key())
        );
    }
}
