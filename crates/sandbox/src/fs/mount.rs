//! Trees at paths of the guest, and how much it may write to them.

use std::sync::Arc;

use super::tree::Tree;

/// A tree at a path of the guest.
///
/// The order of mounts is part of a snapshot: a sandbox must be started with the guest paths, in the order,
/// that its image was made with. Content below may differ.
#[derive(Clone, Debug)]
pub enum Mount {
    /// Shared by every sandbox that mounts it; nothing in it can be changed.
    ReadOnly {
        /// Absolute path in the guest.
        path: &'static str,
        /// What is there.
        tree: Arc<Tree>,
    },
    /// The sandbox's own; starts as a copy of the tree, whose files stay read-only.
    Writable {
        /// Absolute path in the guest.
        path: &'static str,
        /// What is there at the start.
        tree: Tree,
    },
}

impl Mount {
    pub(crate) fn path(&self) -> &'static str {
        match self {
            Self::ReadOnly { path, .. } | Self::Writable { path, .. } => path,
        }
    }

    pub(super) fn tree(&self) -> &Tree {
        match self {
            Self::ReadOnly { tree, .. } => tree,
            Self::Writable { tree, .. } => tree,
        }
    }
}

/// How much a guest may write to its file system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// Bytes in all files. Default: 64 MiB.
    pub bytes: u64,
    /// Files, directories and links. Default: 1,024.
    pub nodes: usize,
    /// Descriptors open at the same time. Default: 128.
    pub descriptors: usize,
}

impl Default for Quota {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            nodes: 1024,
            descriptors: 128,
        }
    }
}
