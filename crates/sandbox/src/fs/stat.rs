//! What is told of a file, and how one is asked for.

use super::tree::{Kind, NodeId};

/// A node of a mounted tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Location {
    pub(crate) mount: usize,
    pub(crate) node: NodeId,
}

/// How a path is to be opened.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Opening {
    pub(crate) create: bool,
    pub(crate) exclusive: bool,
    pub(crate) truncate: bool,
    pub(crate) directory: bool,
    pub(crate) write: bool,
    pub(crate) follow: bool,
}

/// What kind of thing a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StatKind {
    Directory,
    File,
    Link,
}

impl From<&Kind> for StatKind {
    fn from(kind: &Kind) -> Self {
        match kind {
            Kind::Directory(_) => Self::Directory,
            Kind::File(_) => Self::File,
            Kind::Link(_) => Self::Link,
        }
    }
}

/// What is known of a node. Times are nanoseconds since 1970-01-01T00:00:00Z, sizes are bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stat {
    pub(crate) location: Location,
    pub(crate) kind: StatKind,
    pub(crate) links: u32,
    pub(crate) size: u64,
    pub(crate) accessed: u64,
    pub(crate) modified: u64,
    pub(crate) changed: u64,
}
