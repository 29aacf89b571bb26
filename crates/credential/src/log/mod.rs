//! The transparency log: an append-only Merkle tree in which every certificate leaves a trace.
//!
//! Hashes are RFC 9162's; tiles, checkpoints and proofs have the forms of C2SP `tlog-tiles`, `tlog-checkpoint`,
//! `signed-note` and `tlog-proof`. An entry is SHA-256(nonce ‖ digest of the certificate's file): whoever has the nonce
//! can prove that the certificate is there, and once the nonce is deleted the entry says nothing of anybody.
//!
//! This module is arithmetic: it says which nodes are needed and what they come to. Where nodes are kept is its caller's.

mod checkpoint;
mod entry;
mod proof;
mod tile;
mod tree;

#[cfg(test)]
mod vectors;

pub use checkpoint::{Checkpoint, CheckpointError, LogKey, LogKeyError};
pub use entry::{LogEntry, LogNonce};
pub use proof::{LogProblem, LogProof, LogProofError, MAX_LOG_PROOF};
pub use tile::{TILE_WIDTH, Tile, TileContents, entry_bundle};
pub use tree::{
    Hash, MissingNode, Node, NodeHash, append, append_needs, consistency, consistency_needs, consistent,
    inclusion, inclusion_needs, inclusion_root, leaf_hash, node_hash, root, root_needs,
};
