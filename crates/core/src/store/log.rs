//! The transparency log's rows. The `credential` crate knows their hashes.

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
use crate::id::CredentialId;

/// A complete subtree of the log and its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogNode {
    /// How many times its leaves were paired; 0 is a leaf.
    pub level: u8,
    /// Which of its level, from the left.
    pub position: u64,
    /// Its hash.
    pub hash: [u8; 32],
}

/// An entry to be appended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLogEntry {
    /// The certificate that it is of.
    pub credential: CredentialId,
    /// Where: the log's size.
    pub position: u64,
    /// The entry.
    pub entry: [u8; 32],
    /// What binds it to the certificate.
    pub nonce: [u8; 32],
    /// The subtrees that it completes.
    pub nodes: Vec<LogNode>,
}

/// A certificate's place in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogPlace {
    /// The entry's position, from 0.
    pub position: u64,
    /// The nonce, unless the holder's account was erased.
    pub nonce: Option<[u8; 32]>,
}

/// A signed checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCheckpoint {
    /// The size that it is of.
    pub size: u64,
    /// The signed note.
    pub note: String,
}

/// Reading the log. It only grows.
#[async_trait]
pub trait ReadLog: Send {
    /// How many entries it has.
    async fn log_size(&mut self) -> Result<u64, StoreError>;

    /// How many entries it had at a time.
    async fn log_size_at(&mut self, time: Timestamp) -> Result<u64, StoreError>;

    /// The nodes at these levels and positions, in the same order; nothing when one isn't there.
    async fn log_nodes(&mut self, wanted: &[(u8, u64)]) -> Result<Option<Vec<LogNode>>, StoreError>;

    /// The entries at these positions, as far as there are any.
    async fn log_entries(&mut self, positions: std::ops::Range<u64>) -> Result<Vec<[u8; 32]>, StoreError>;

    /// A certificate's place; nothing when it was issued before there was a log.
    async fn log_place(&mut self, credential: CredentialId) -> Result<Option<LogPlace>, StoreError>;

    /// Every place, in the log's order, with the certificate's id.
    async fn log_places(&mut self) -> Result<Vec<(CredentialId, LogPlace)>, StoreError>;

    /// The checkpoint of a size.
    async fn checkpoint(&mut self, size: u64) -> Result<Option<StoredCheckpoint>, StoreError>;

    /// The checkpoint of the largest size.
    async fn latest_checkpoint(&mut self) -> Result<Option<StoredCheckpoint>, StoreError>;

    /// Every checkpoint, smallest first.
    async fn checkpoints(&mut self) -> Result<Vec<StoredCheckpoint>, StoreError>;
}

/// Writing the log.
#[async_trait]
pub trait WriteLog: Send {
    /// Waits until no other transaction appends or signs, and keeps others from it until this one ends. What is read after
    /// it is the log's end.
    async fn lock_log(&mut self) -> Result<(), StoreError>;

    /// Appends an entry, says whose it is, and adds the subtrees that it completes.
    async fn append_log_entry(&mut self, entry: &NewLogEntry, now: Timestamp) -> Result<(), StoreError>;

    /// Adds a checkpoint.
    async fn insert_checkpoint(
        &mut self,
        checkpoint: &StoredCheckpoint,
        now: Timestamp,
    ) -> Result<(), StoreError>;
}
