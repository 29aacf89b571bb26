//! The mounted trees of one sandbox, and the operations on them.

mod content;
mod names;

use super::errno::Errno;
use super::mount::{Mount, Quota};
use super::path::{self, LastLink, Resolved};
use super::stat::Location;
use super::tree::{Content, EPOCH_NS, Kind, Node, NodeId, Tree};
use crate::work::{Meter, Work};

/// The files a sandbox sees.
#[derive(Debug)]
pub(crate) struct FileSystem {
    mounts: Vec<Mount>,
    quota: Quota,
    bytes: u64,
    nodes: usize,
}

impl FileSystem {
    pub(crate) fn new(mounts: Vec<Mount>, quota: Quota) -> Self {
        Self {
            mounts,
            quota,
            bytes: 0,
            nodes: 0,
        }
    }

    pub(crate) fn quota(&self) -> Quota {
        self.quota
    }

    pub(crate) fn mounts(&self) -> impl Iterator<Item = (usize, &'static str)> + '_ {
        self.mounts.iter().map(Mount::path).enumerate()
    }

    fn node(&self, at: Location) -> &Node {
        &self.mounts[at.mount].tree().nodes[at.node]
    }

    /// The tree of a mount that the guest may change.
    fn own(&mut self, mount: usize) -> Result<&mut Tree, Errno> {
        match &mut self.mounts[mount] {
            Mount::ReadOnly { .. } => Err(Errno::ReadOnly),
            Mount::Writable { tree, .. } => Ok(tree),
        }
    }

    fn resolve(
        &self,
        directory: Location,
        path: &str,
        last_link: LastLink,
        meter: &mut Meter,
    ) -> Result<Resolved, Errno> {
        let tree = self.mounts[directory.mount].tree();
        path::resolve(tree, directory.node, path, last_link, meter)
    }

    fn existing(
        &self,
        directory: Location,
        path: &str,
        follow: bool,
        meter: &mut Meter,
    ) -> Result<Location, Errno> {
        let last_link = if follow {
            LastLink::Followed
        } else {
            LastLink::Meant
        };
        let found = self.resolve(directory, path, last_link, meter)?;
        let node = found.node.ok_or(Errno::NotFound)?;
        let at = Location {
            mount: directory.mount,
            node,
        };
        if found.directory_wanted && !matches!(self.node(at).kind, Kind::Directory(_)) {
            return Err(Errno::NotDirectory);
        }
        Ok(at)
    }

    fn charge(&mut self, bytes: u64) -> Result<(), Errno> {
        if self.bytes + bytes > self.quota.bytes {
            return Err(Errno::NoSpace);
        }
        self.bytes += bytes;
        Ok(())
    }

    /// A directory that was removed while it was open takes nothing new: nobody could find it again.
    fn is_there(&self, mount: usize, directory: NodeId) -> Result<(), Errno> {
        match self.mounts[mount].tree().nodes[directory].links {
            0 => Err(Errno::NotFound),
            _ => Ok(()),
        }
    }

    fn add(
        &mut self,
        mount: usize,
        found: &Resolved,
        kind: Kind,
        now: u64,
        meter: &mut Meter,
    ) -> Result<NodeId, Errno> {
        meter.spend(Work::Node, 1)?;
        self.is_there(mount, found.parent)?;
        if self.nodes >= self.quota.nodes {
            self.own(mount)?;
            return Err(Errno::NoSpace);
        }
        let tree = self.own(mount)?;
        let node = tree.insert(Node::new(kind, now));
        tree.attach(found, node);
        self.nodes += 1;
        Ok(node)
    }

    /// Takes a name away, and the node with it when that was its last name and nobody has it open.
    fn detach(&mut self, mount: usize, found: &Resolved, node: NodeId) -> Result<(), Errno> {
        let tree = self.own(mount)?;
        tree.remove_entry(found);
        tree.nodes[node].links -= 1;
        self.collect(Location { mount, node });
        Ok(())
    }

    fn collect(&mut self, at: Location) {
        let Ok(tree) = self.own(at.mount) else { return };
        let node = &tree.nodes[at.node];
        if node.links > 0 || node.opens > 0 {
            return;
        }
        let freed = match &node.kind {
            Kind::File(Content::Shared(_)) | Kind::Directory(_) => 0,
            Kind::File(Content::Owned(_)) | Kind::Link(_) => node.size(),
        };
        tree.nodes[at.node] = Node::new(Kind::File(Content::Owned(Vec::new())), EPOCH_NS);
        tree.free.push(at.node);
        self.bytes -= freed;
        self.nodes = self.nodes.saturating_sub(1);
    }
}

impl Tree {
    fn attach(&mut self, at: &Resolved, node: NodeId) {
        if let Kind::Directory(entries) = &mut self.nodes[at.parent].kind {
            entries.insert(at.name.clone(), node);
        }
    }

    fn remove_entry(&mut self, at: &Resolved) {
        if let Kind::Directory(entries) = &mut self.nodes[at.parent].kind {
            entries.remove(&at.name);
        }
    }

    /// Whether `node` is `ancestor` or lies somewhere below it.
    fn lies_below(&self, node: NodeId, ancestor: NodeId, meter: &mut Meter) -> Result<bool, Errno> {
        let mut pending = vec![ancestor];
        while let Some(id) = pending.pop() {
            if id == node {
                return Ok(true);
            }
            if let Kind::Directory(entries) = &self.nodes[id].kind {
                meter.spend(Work::Node, entries.len())?;
                pending.extend(entries.values());
            }
        }
        Ok(false)
    }
}
