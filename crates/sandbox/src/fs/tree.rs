//! A tree of files in memory: directories, files, symbolic links.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::work::{Meter, OutOfFuel, Work};

/// Position of a node in its [`Tree`].
pub(crate) type NodeId = usize;

/// The root directory of every tree.
pub(crate) const ROOT: NodeId = 0;

/// Bytes that many sandboxes read and none writes.
#[derive(Clone)]
pub struct SharedBytes(Arc<dyn AsRef<[u8]> + Send + Sync>);

impl SharedBytes {
    /// Shares anything that can lend its bytes: a vector, a memory-mapped file.
    pub fn new(owner: impl AsRef<[u8]> + Send + Sync + 'static) -> Self {
        Self(Arc::new(owner))
    }

    /// The bytes.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

impl From<Vec<u8>> for SharedBytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes)
    }
}

impl fmt::Debug for SharedBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SharedBytes({} bytes)", self.as_slice().len())
    }
}

/// What a file holds.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// Handed in by the host; the guest can't change it.
    Shared(SharedBytes),
    /// Written by the guest, counted against its quota.
    Owned(Vec<u8>),
}

impl Content {
    pub(crate) fn as_slice(&self) -> &[u8] {
        match self {
            Self::Shared(bytes) => bytes.as_slice(),
            Self::Owned(bytes) => bytes,
        }
    }
}

/// What a node is.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Directory(BTreeMap<Box<str>, NodeId>),
    File(Content),
    Link(Box<str>),
}

/// A node with what `stat` reports of it. Times are nanoseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) accessed: u64,
    pub(crate) modified: u64,
    pub(crate) changed: u64,
    /// Directory entries that name this node; a node without any lives on while it is open.
    pub(crate) links: u32,
    /// Open descriptors of this node.
    pub(crate) opens: u32,
}

impl Node {
    pub(crate) fn new(kind: Kind, now: u64) -> Self {
        Self {
            kind,
            accessed: now,
            modified: now,
            changed: now,
            links: 1,
            opens: 0,
        }
    }

    pub(crate) fn size(&self) -> u64 {
        match &self.kind {
            Kind::Directory(_) => 0,
            Kind::File(content) => content.as_slice().len() as u64,
            Kind::Link(target) => target.len() as u64,
        }
    }
}

/// A directory tree, built by the host and shared read-only, or owned by one sandbox.
#[derive(Clone, Debug)]
pub struct Tree {
    pub(crate) nodes: Vec<Node>,
    /// Nodes that were removed and may be used again.
    pub(crate) free: Vec<NodeId>,
}

impl Default for Tree {
    fn default() -> Self {
        Self::new()
    }
}

impl Tree {
    /// An empty tree.
    #[must_use]
    pub fn new() -> Self {
        Self {
            nodes: vec![Node::new(Kind::Directory(BTreeMap::new()), EPOCH_NS)],
            free: Vec::new(),
        }
    }

    /// Adds a read-only file at a `/`-separated relative path, making the directories on the way.
    ///
    /// # Panics
    ///
    /// When a component of the path is empty, `.` or `..`, or is a file already: the host chooses these
    /// paths, so that is a bug of ours.
    #[must_use]
    pub fn with_file(mut self, path: &str, bytes: SharedBytes) -> Self {
        let (parents, name) = path.rsplit_once('/').unwrap_or(("", path));
        let mut at = ROOT;
        for component in parents.split('/').filter(|c| !c.is_empty()) {
            at = self.child_directory(at, component);
        }
        assert!(!matches!(name, "" | "." | ".."), "no file name in {path:?}");
        let node = self.insert(Node::new(Kind::File(Content::Shared(bytes)), EPOCH_NS));
        let Kind::Directory(entries) = &mut self.nodes[at].kind else {
            unreachable!("child_directory")
        };
        assert!(
            entries.insert(name.into(), node).is_none(),
            "{path:?} is there already"
        );
        self
    }

    /// Adds a directory at a `/`-separated relative path, making the ones on the way; it may be there already.
    #[must_use]
    pub fn with_directory(mut self, path: &str) -> Self {
        path.split('/')
            .filter(|c| !c.is_empty())
            .fold(ROOT, |at, name| self.child_directory(at, name));
        self
    }

    /// All directories but the root, parents first.
    pub(crate) fn directories(&self) -> Vec<String> {
        self.walk()
            .filter(|(_, id)| matches!(self.nodes[*id].kind, Kind::Directory(_)))
            .map(|(path, _)| path)
            .filter(|path| !path.is_empty())
            .collect()
    }

    /// The path that leads to a node, empty for the root; nothing if none does.
    pub(crate) fn path_to(&self, node: NodeId, meter: &mut Meter) -> Result<Option<String>, OutOfFuel> {
        // Each node that was met, under its name and with the place of the one above it here.
        let mut met: Vec<(&str, usize, NodeId)> = vec![("", 0, ROOT)];
        let mut at = 0;
        while let Some(&(_, _, id)) = met.get(at) {
            if id == node {
                return Self::written_out(&met, at, meter).map(Some);
            }
            if let Kind::Directory(entries) = &self.nodes[id].kind {
                meter.spend(Work::Node, entries.len())?;
                met.extend(entries.iter().map(|(name, &id)| (&**name, at, id)));
            }
            at += 1;
        }
        Ok(None)
    }

    fn written_out(
        met: &[(&str, usize, NodeId)],
        mut at: usize,
        meter: &mut Meter,
    ) -> Result<String, OutOfFuel> {
        let mut names = Vec::new();
        while at != 0 {
            let (name, above, _) = met[at];
            meter.spend(Work::Byte, name.len() + 1)?;
            names.push(name);
            at = above;
        }
        names.reverse();
        Ok(names.join("/"))
    }

    /// Every node with its path, parents first.
    fn walk(&self) -> impl Iterator<Item = (String, NodeId)> + '_ {
        let mut pending = vec![(String::new(), ROOT)];
        std::iter::from_fn(move || {
            let (path, id) = pending.pop()?;
            if let Kind::Directory(entries) = &self.nodes[id].kind {
                let prefix = if path.is_empty() {
                    String::new()
                } else {
                    format!("{path}/")
                };
                pending.extend(
                    entries
                        .iter()
                        .rev()
                        .map(|(name, &id)| (format!("{prefix}{name}"), id)),
                );
            }
            Some((path, id))
        })
    }

    fn child_directory(&mut self, at: NodeId, name: &str) -> NodeId {
        assert!(!matches!(name, "." | ".."), "relative component {name:?}");
        let Kind::Directory(entries) = &self.nodes[at].kind else {
            panic!("{name:?} lies below a file")
        };
        if let Some(&child) = entries.get(name) {
            return child;
        }
        let child = self.insert(Node::new(Kind::Directory(BTreeMap::new()), EPOCH_NS));
        if let Kind::Directory(entries) = &mut self.nodes[at].kind {
            entries.insert(name.into(), child);
        }
        child
    }

    pub(crate) fn insert(&mut self, node: Node) -> NodeId {
        if let Some(id) = self.free.pop() {
            self.nodes[id] = node;
            return id;
        }
        self.nodes.push(node);
        self.nodes.len() - 1
    }
}

/// The time that files handed in by the host bear: 2026-01-01T00:00:00Z, the start of every virtual clock.
pub(crate) const EPOCH_NS: u64 = 1_767_225_600_000_000_000;

/// A writable tree that holds the given files read-only, at their names.
impl FromIterator<(String, SharedBytes)> for Tree {
    fn from_iter<I: IntoIterator<Item = (String, SharedBytes)>>(files: I) -> Self {
        files
            .into_iter()
            .fold(Self::new(), |tree, (path, bytes)| tree.with_file(&path, bytes))
    }
}
