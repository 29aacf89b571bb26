//! Signed checkpoints: how large the log is and what its root is, over the log's own key.
//!
//! Sources: C2SP `signed-note` (Ed25519, key type 0x01) and `tlog-checkpoint`.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::tree::Hash;
use crate::key::{ProofValue, PublicKey};
use crate::signer::{Signer, SignerError};
use crate::web::Origin;

/// The key type of Ed25519 in signed notes.
const ED25519: u8 = 0x01;

/// The most bytes of a checkpoint; ours has under 250, and witnesses may have added lines.
const MAX_CHECKPOINT: usize = 4_096;

/// A log's name and the key that signs its checkpoints, which isn't the one that signs certificates: whoever steals
/// that one still can't rewrite history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogKey {
    name: String,
    key: PublicKey,
}

/// A log's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// How many entries.
    pub size: u64,
    /// The tree's root.
    pub root: Hash,
}

/// Why a checkpoint was refused.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum CheckpointError {
    /// Not of the form.
    #[error("the checkpoint isn't well formed")]
    Malformed,
    /// Another log's.
    #[error("the checkpoint is another log's")]
    OtherLog,
    /// Not signed by the log's key.
    #[error("the checkpoint isn't signed by the log")]
    NotSigned,
}

/// The text isn't a verifier key.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("a log's key is `NAME+HASH+KEY`, of Ed25519 (C2SP signed-note)")]
pub struct LogKeyError;

impl LogKey {
    /// The key of the log that is served under an origin, `HOST/log`.
    #[must_use]
    pub fn new(origin: &Origin, key: PublicKey) -> Self {
        Self {
            name: format!("{}/log", origin.authority()),
            key,
        }
    }

    /// A log of another name; `None` if a note can't carry it.
    #[must_use]
    pub fn named(name: &str, key: PublicKey) -> Option<Self> {
        let fits = (1..=256).contains(&name.len())
            && !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+');
        fits.then(|| Self {
            name: name.to_owned(),
            key,
        })
    }

    /// The log's name, the first line of its checkpoints.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key.
    #[must_use]
    pub fn key(&self) -> &PublicKey {
        &self.key
    }

    /// The first bytes of SHA-256(name ‖ newline ‖ key type ‖ key).
    pub(super) fn id(&self) -> [u8; 4] {
        let mut id = [0; 4];
        let hash = Sha256::new()
            .chain_update(&self.name)
            .chain_update([b'\n', ED25519])
            .chain_update(self.key.to_bytes())
            .finalize();
        id.copy_from_slice(&hash[..4]);
        id
    }
}

/// The verifier key of signed notes, `NAME+HASH+KEY`.
impl fmt::Display for LogKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[ED25519][..], &self.key.to_bytes()].concat();
        write!(
            f,
            "{}+{}+{}",
            self.name,
            hex::encode(self.id()),
            STANDARD.encode(key)
        )
    }
}

impl FromStr for LogKey {
    type Err = LogKeyError;

    fn from_str(text: &str) -> Result<Self, LogKeyError> {
        let mut parts = text.splitn(3, '+');
        let (name, _, key) = (parts.next(), parts.next(), parts.next().ok_or(LogKeyError)?);
        let bytes = STANDARD.decode(key).map_err(|_| LogKeyError)?;
        let bytes = bytes.strip_prefix(&[ED25519]).and_then(|key| key.try_into().ok());
        let key = PublicKey::from_bytes(bytes.ok_or(LogKeyError)?).map_err(|_| LogKeyError)?;
        let known = name.and_then(|name| Self::named(name, key)).ok_or(LogKeyError)?;
        // The hash is the name's and the key's, and there is one spelling.
        if known.to_string() == text {
            Ok(known)
        } else {
            Err(LogKeyError)
        }
    }
}

impl Checkpoint {
    /// What is signed.
    pub(super) fn text(&self, name: &str) -> String {
        format!("{name}\n{}\n{}\n", self.size, STANDARD.encode(self.root))
    }

    /// The checkpoint as a signed note.
    pub fn sign(&self, log: &LogKey, signer: &dyn Signer) -> Result<String, SignerError> {
        let text = self.text(&log.name);
        let signature = signer.sign(text.as_bytes())?;
        if !log.key.verifies(text.as_bytes(), &ProofValue(signature)) {
            return Err(SignerError("the signature isn't the log key's".into()));
        }
        let line = STANDARD.encode([&log.id()[..], &signature].concat());
        Ok(format!("{text}\n\u{2014} {} {line}\n", log.name))
    }

    /// Reads a signed note, if it is this log's and signed by its key. Lines of other signers are passed over.
    pub fn open(note: &str, log: &LogKey) -> Result<Self, CheckpointError> {
        use CheckpointError::{Malformed, NotSigned, OtherLog};
        if note.len() > MAX_CHECKPOINT {
            return Err(Malformed);
        }
        let end = note.rfind("\n\n").ok_or(Malformed)?;
        let (text, signatures) = (&note[..=end], &note[end + 2..]);
        let mut lines = text.lines();
        let (name, size, root) = (lines.next(), lines.next(), lines.next());
        let size: u64 = size.and_then(|size| size.parse().ok()).ok_or(Malformed)?;
        let root = root
            .and_then(|root| STANDARD.decode(root).ok())
            .ok_or(Malformed)?;
        let checkpoint = Self {
            size,
            root: root.try_into().map_err(|_| Malformed)?,
        };
        if name != Some(log.name.as_str()) {
            return Err(OtherLog);
        }
        // One spelling of the number, and no extension lines: this log writes none.
        if checkpoint.text(&log.name) != text || !signatures.ends_with('\n') {
            return Err(Malformed);
        }
        let signed = signatures.lines().any(|line| {
            let signature = line
                .strip_prefix("\u{2014} ")
                .and_then(|line| line.strip_prefix(log.name.as_str()))
                .and_then(|line| STANDARD.decode(line.strip_prefix(' ')?).ok());
            let Some((id, signature)) = signature.as_ref().and_then(|bytes| bytes.split_at_checked(4)) else {
                return false;
            };
            let Ok(signature) = <[u8; 64]>::try_from(signature) else {
                return false;
            };
            id == log.id() && log.key.verifies(text.as_bytes(), &ProofValue(signature))
        });
        if signed { Ok(checkpoint) } else { Err(NotSigned) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signer::SecretKey;

    fn log() -> (LogKey, SecretKey) {
        let secret = SecretKey::new(ed25519_dalek::SigningKey::from_bytes(&[3; 32]));
        let origin = "https://certs.example.org".parse().unwrap();
        (LogKey::new(&origin, secret.public_key()), secret)
    }

    #[test]
    fn a_checkpoint_is_read_back_and_any_change_is_refused() {
        let (log, secret) = log();
        let checkpoint = Checkpoint {
            size: 5,
            root: [9; 32],
        };
        let note = checkpoint.sign(&log, &secret).unwrap();
        assert_eq!(Checkpoint::open(&note, &log), Ok(checkpoint));
        assert_eq!(
            Checkpoint::open(&format!("{note}\u{2014} witness.example AAAA\n"), &log),
            Ok(checkpoint)
        );

        let other = LogKey::named("example.org/other", *log.key()).unwrap();
        assert_eq!(Checkpoint::open(&note, &other), Err(CheckpointError::OtherLog));
        assert_eq!(
            Checkpoint::open(&note.replace("\n5\n", "\n6\n"), &log),
            Err(CheckpointError::NotSigned)
        );
        for malformed in [
            "",
            "x",
            &note.replace("\n5\n", "\n05\n"),
            &note.replace("\n5\n", "\n5\nextension\n"),
            note.trim_end(),
            &note[..note.find('\u{2014}').unwrap()],
        ] {
            assert!(Checkpoint::open(malformed, &log).is_err(), "{malformed}");
        }
    }
}
