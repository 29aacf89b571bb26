//! The proof that a certificate is in the log, as one text file (C2SP `tlog-proof`).

use std::fmt::Write as _;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use thiserror::Error;

use super::checkpoint::{Checkpoint, CheckpointError, LogKey};
use super::entry::{LogEntry, LogNonce};
use super::tree::{Hash, inclusion_root};

const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// The most bytes of a proof.
pub const MAX_LOG_PROOF: usize = 8_192;

/// The most hashes of a proof: a tree of 2^63 leaves has no longer path.
const MAX_PATH: usize = 63;

/// A certificate's place in the log, and a checkpoint of the log that it leads to.
///
/// The nonce travels as the proof's extra data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogProof {
    /// The nonce.
    pub nonce: LogNonce,
    /// The place, from 0.
    pub index: u64,
    /// The hashes from the leaf's neighbour to the root's child.
    pub path: Vec<Hash>,
    /// The signed note.
    pub checkpoint: String,
}

/// The text isn't a proof.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("a proof of inclusion is a text of the form c2sp.org/tlog-proof@v1 with a nonce of 32 bytes")]
pub struct LogProofError;

/// Why a proof doesn't show that a certificate is in a log.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum LogProblem {
    /// Its checkpoint isn't the log's.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// It leads to another root: the log has another entry there.
    #[error("the proof doesn't lead from this certificate to the log's root")]
    NotIncluded,
}

impl LogProof {
    /// The state of the log in which the certificate with this digest has its entry.
    pub fn check(&self, digest: &[u8; 32], log: &LogKey) -> Result<Checkpoint, LogProblem> {
        let checkpoint = Checkpoint::open(&self.checkpoint, log)?;
        let leaf = LogEntry::new(&self.nonce, digest).leaf_hash();
        if inclusion_root(&leaf, self.index, checkpoint.size, &self.path) == Some(checkpoint.root) {
            Ok(checkpoint)
        } else {
            Err(LogProblem::NotIncluded)
        }
    }
}

impl std::fmt::Display for LogProof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let nonce = STANDARD.encode(self.nonce.as_bytes());
        write!(f, "{HEADER}\nextra {nonce}\nindex {}\n", self.index)?;
        for hash in &self.path {
            writeln!(f, "{}", STANDARD.encode(hash))?;
        }
        f.write_char('\n')?;
        f.write_str(&self.checkpoint)
    }
}

impl FromStr for LogProof {
    type Err = LogProofError;

    fn from_str(text: &str) -> Result<Self, LogProofError> {
        if text.len() > MAX_LOG_PROOF {
            return Err(LogProofError);
        }
        let (head, checkpoint) = text.split_once("\n\n").ok_or(LogProofError)?;
        let mut lines = head.lines();
        let mut line = |prefix: &str| {
            lines
                .next()
                .and_then(|line| line.strip_prefix(prefix))
                .ok_or(LogProofError)
        };
        line(HEADER)?;
        let nonce: [u8; 32] = bytes(line("extra ")?)?;
        let index = line("index ")?.parse().map_err(|_| LogProofError)?;
        let path: Vec<Hash> = lines.map(bytes).collect::<Result<_, _>>()?;
        let proof = Self {
            nonce: LogNonce::from_bytes(nonce),
            index,
            path,
            checkpoint: checkpoint.to_owned(),
        };
        // One spelling of everything.
        if proof.path.len() <= MAX_PATH && proof.to_string() == text {
            Ok(proof)
        } else {
            Err(LogProofError)
        }
    }
}

fn bytes(text: &str) -> Result<[u8; 32], LogProofError> {
    let bytes = STANDARD.decode(text).map_err(|_| LogProofError)?;
    bytes.try_into().map_err(|_| LogProofError)
}

#[cfg(test)]
mod tests {
    use super::super::tree;
    use super::*;
    use crate::signer::{SecretKey, Signer as _};

    #[test]
    fn a_proof_survives_its_text_and_holds_for_its_certificate_alone() {
        let secret = SecretKey::new(ed25519_dalek::SigningKey::from_bytes(&[3; 32]));
        let log = LogKey::named("example.org/log", secret.public_key()).unwrap();
        let nonce = LogNonce::from_bytes([1; 32]);
        let entries = [[7; 32], *LogEntry::new(&nonce, &[5; 32]).as_bytes(), [8; 32]];
        let mut nodes = std::collections::BTreeMap::new();
        for (size, entry) in (0..).zip(&entries) {
            let added = tree::append(size, entry, |node| nodes.get(&node).copied()).unwrap();
            nodes.extend(added.into_iter().map(|added| (added.node, added.hash)));
        }
        let read = |node| nodes.get(&node).copied();
        let checkpoint = Checkpoint {
            size: 3,
            root: tree::root(3, read).unwrap(),
        };
        let proof = LogProof {
            nonce,
            index: 1,
            path: tree::inclusion(1, 3, read).unwrap(),
            checkpoint: checkpoint.sign(&log, &secret).unwrap(),
        };
        let text = proof.to_string();
        assert_eq!(text.parse(), Ok(proof.clone()));
        assert_eq!(proof.check(&[5; 32], &log), Ok(checkpoint));
        assert_eq!(proof.check(&[6; 32], &log), Err(LogProblem::NotIncluded));
        let elsewhere = LogProof {
            index: 2,
            ..proof.clone()
        };
        assert_eq!(elsewhere.check(&[5; 32], &log), Err(LogProblem::NotIncluded));
        for wrong in [
            "",
            HEADER,
            &text.replace("@v1", "@v2"),
            &text.replace("index 1", "index 01"),
            &text[1..],
        ] {
            assert_eq!(wrong.parse::<LogProof>(), Err(LogProofError), "{wrong}");
        }
        let long = text.replacen("\n\n", &format!("\n{}\n", STANDARD.encode([0; 32])).repeat(1), 1);
        assert!(long.parse::<LogProof>().is_err() || long.parse::<LogProof>() != text.parse());
    }
}
