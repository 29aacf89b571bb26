//! The transparency log as it is served: its present checkpoint, its tiles, and proofs that lead to a checkpoint.

use std::collections::BTreeMap;
use std::sync::Arc;

use spyrales_core::id::CredentialId;
use spyrales_core::store::{LogNode, LogPlace, ReadLog, StoreError, StoredCheckpoint};
use spyrales_credential::SignerError;
use spyrales_credential::log::{
    Checkpoint, Hash, LogNonce, LogProof, Node, NodeHash, Tile, TileContents, entry_bundle, inclusion,
    inclusion_needs, root, root_needs,
};

use super::Certificates;
use crate::blocking::{self, Interrupted};
use crate::transaction::{transaction, use_case_errors};

/// The log can't be read or signed.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// It isn't what it was.
    #[error("the transparency log is broken: {0} (run `spyrales log audit`)")]
    Broken(String),
    /// The key didn't sign.
    #[error("failed to sign a checkpoint: {0}")]
    Sign(#[from] SignerError),
    /// Signing broke off.
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(LogError);

impl LogError {
    pub(super) fn broken(why: impl std::fmt::Display) -> Self {
        Self::Broken(why.to_string())
    }
}

/// Nodes of the log, all of which it must have.
pub(super) async fn nodes(
    reader: &mut (impl ReadLog + ?Sized),
    wanted: &[Node],
) -> Result<BTreeMap<Node, Hash>, LogError> {
    let places: Vec<_> = wanted.iter().map(|node| (node.level, node.position)).collect();
    let found = reader.log_nodes(&places).await?;
    let found = found.ok_or_else(|| LogError::broken("a node is missing"))?;
    let node = |found: LogNode| Node {
        level: found.level,
        position: found.position,
    };
    Ok(found.into_iter().map(|found| (node(found), found.hash)).collect())
}

/// A node as it is stored.
pub(super) fn stored_node(added: NodeHash) -> LogNode {
    LogNode {
        level: added.node.level,
        position: added.node.position,
        hash: added.hash,
    }
}

async fn root_of(reader: &mut (impl ReadLog + ?Sized), size: u64) -> Result<Hash, LogError> {
    let known = nodes(reader, &root_needs(size)).await?;
    root(size, |node| known.get(&node).copied()).map_err(LogError::broken)
}

impl Certificates {
    /// The signed checkpoint of the log as it is, signed now if it has grown.
    ///
    /// Before it signs, it makes sure that the tree still begins with what it signed last: a log that forks is never signed.
    pub async fn checkpoint(&self) -> Result<StoredCheckpoint, LogError> {
        let mut reader = self.app.store.reader().await?;
        let latest = reader.latest_checkpoint().await?;
        let size = reader.log_size().await?;
        if let Some(latest) = latest {
            if latest.size == size {
                return Ok(latest);
            }
            let signed = Checkpoint::open(&latest.note, self.issuing.log_key()).map_err(LogError::broken)?;
            if signed.size > size || root_of(&mut *reader, signed.size).await? != signed.root {
                return Err(LogError::broken("it no longer begins with what was signed"));
            }
        }
        let root = root_of(&mut *reader, size).await?;
        drop(reader);
        let issuing = Arc::clone(&self.issuing);
        let note = blocking::run(move || issuing.sign_checkpoint(size, root)).await??;
        let checkpoint = StoredCheckpoint { size, note };
        let now = self.app.clock.now();
        transaction!(self.app.store, "add_checkpoint", LogError, |tx| {
            tx.lock_log().await?;
            // Two signed roots of one size would be two histories: whoever was first has signed it.
            if let Some(kept) = tx.checkpoint(size).await? {
                return Ok(kept);
            }
            tx.insert_checkpoint(&checkpoint, now).await?;
            Ok(checkpoint.clone())
        })
    }

    /// The proof that a certificate is in the log; nothing when it was issued before there was one, or erased.
    pub async fn proof(&self, id: CredentialId) -> Result<Option<LogProof>, LogError> {
        let mut reader = self.app.store.reader().await?;
        let place = reader.log_place(id).await?;
        drop(reader);
        let Some(LogPlace {
            position,
            nonce: Some(nonce),
        }) = place
        else {
            return Ok(None);
        };
        let checkpoint = self.checkpoint().await?;
        let mut reader = self.app.store.reader().await?;
        let known = nodes(&mut *reader, &inclusion_needs(position, checkpoint.size)).await?;
        let path = inclusion(position, checkpoint.size, |node| known.get(&node).copied());
        Ok(Some(LogProof {
            nonce: LogNonce::from_bytes(nonce),
            index: position,
            path: path.map_err(LogError::broken)?,
            checkpoint: checkpoint.note,
        }))
    }

    /// A tile's bytes; nothing when the log isn't as long.
    pub async fn tile(&self, tile: &Tile) -> Result<Option<Vec<u8>>, LogError> {
        let mut reader = self.app.store.reader().await?;
        if !tile.is_within(reader.log_size().await?) {
            return Ok(None);
        }
        Ok(Some(match tile.contents {
            TileContents::Entries => entry_bundle(&reader.log_entries(tile.positions()).await?),
            TileContents::Hashes(_) => {
                let wanted = tile.nodes();
                let found = nodes(&mut *reader, &wanted).await?;
                wanted
                    .iter()
                    .filter_map(|node| found.get(node))
                    .copied()
                    .flatten()
                    .collect()
            }
        }))
    }
}
