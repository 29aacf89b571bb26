//! The mounted trees of one sandbox, and the operations on them.

use std::sync::Arc;

use super::errno::Errno;
use super::path::{self, LastLink, MAX_PATH, Resolved};
use super::tree::{Content, EPOCH_NS, Kind, Node, NodeId, ROOT, SharedBytes, Tree};

/// A tree at a path of the guest.
///
/// The order of mounts is part of a snapshot: a sandbox must be started with the guest paths, in the order,
/// that its image was made with. What lies below may differ.
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

    fn tree(&self) -> &Tree {
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

    fn resolve(&self, directory: Location, path: &str, last_link: LastLink) -> Result<Resolved, Errno> {
        let tree = self.mounts[directory.mount].tree();
        path::resolve(tree, directory.node, path, last_link)
    }

    fn existing(&self, directory: Location, path: &str, follow: bool) -> Result<Location, Errno> {
        let last_link = if follow {
            LastLink::Followed
        } else {
            LastLink::Meant
        };
        let found = self.resolve(directory, path, last_link)?;
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

    pub(crate) fn stat(&self, at: Location) -> Stat {
        let node = self.node(at);
        Stat {
            location: at,
            kind: StatKind::from(&node.kind),
            links: node.links,
            size: node.size(),
            accessed: node.accessed,
            modified: node.modified,
            changed: node.changed,
        }
    }

    pub(crate) fn stat_path(&self, directory: Location, path: &str, follow: bool) -> Result<Stat, Errno> {
        Ok(self.stat(self.existing(directory, path, follow)?))
    }

    /// Opens a path; the caller must [`release`](Self::release) what it gets.
    pub(crate) fn open(
        &mut self,
        directory: Location,
        path: &str,
        how: Opening,
        now: u64,
    ) -> Result<Location, Errno> {
        if how.directory && (how.create || how.exclusive || how.truncate) {
            return Err(Errno::Invalid);
        }
        let last_link = match how {
            Opening { create: true, .. } if how.exclusive || path.ends_with('/') => LastLink::Name,
            Opening { follow: true, .. } => LastLink::Followed,
            Opening { .. } => LastLink::Meant,
        };
        let found = self.resolve(directory, path, last_link)?;
        let mount = directory.mount;
        let at = match found.node {
            // What is made is a file, and a path that ends in a slash names none.
            _ if how.create && found.directory_wanted && !found.name.is_empty() => {
                return Err(Errno::IsDirectory);
            }
            Some(_) if how.create && how.exclusive => return Err(Errno::Exists),
            Some(node) => Location { mount, node },
            None if how.create => {
                let file = Kind::File(Content::Owned(Vec::new()));
                Location {
                    mount,
                    node: self.add(mount, &found, file, now)?,
                }
            }
            None => return Err(Errno::NotFound),
        };
        match &self.node(at).kind {
            Kind::Link(_) => return Err(Errno::TooManyLinks),
            Kind::File(_) if how.directory || found.directory_wanted => return Err(Errno::NotDirectory),
            Kind::Directory(_) if how.write || how.truncate || how.create => return Err(Errno::IsDirectory),
            Kind::File(Content::Shared(_)) if how.write || how.truncate => {
                return Err(match self.mounts[mount] {
                    Mount::ReadOnly { .. } => Errno::ReadOnly,
                    Mount::Writable { .. } => Errno::Access,
                });
            }
            Kind::File(_) | Kind::Directory(_) => {}
        }
        if how.truncate {
            self.set_size(at, 0, now)?;
        }
        if let Ok(tree) = self.own(mount) {
            tree.nodes[at.node].opens += 1;
        }
        Ok(at)
    }

    /// Opens a location once more: it must be [released](Self::release) once more too.
    pub(crate) fn retain(&mut self, at: Location) {
        if let Ok(tree) = self.own(at.mount) {
            tree.nodes[at.node].opens += 1;
        }
    }

    /// The path of a node below its mount, empty for the mount itself; nothing if it was removed.
    pub(crate) fn name_below(&self, at: Location) -> Option<String> {
        self.mounts[at.mount].tree().path_to(at.node)
    }

    /// The directories below a mount, parents first.
    pub(crate) fn directories(&self, mount_path: &str) -> Vec<String> {
        let mounts = self.mounts.iter().filter(|m| m.path() == mount_path);
        mounts.flat_map(|mount| mount.tree().directories()).collect()
    }

    /// Gives up an opened location; the last one of a removed file frees its bytes.
    pub(crate) fn release(&mut self, at: Location) {
        if let Ok(tree) = self.own(at.mount) {
            tree.nodes[at.node].opens -= 1;
            self.collect(at);
        }
    }

    /// Reads from `offset` into `buffer`; 0 at the end of the file.
    pub(crate) fn read(&self, at: Location, offset: u64, buffer: &mut [u8]) -> Result<usize, Errno> {
        match &self.node(at).kind {
            Kind::File(content) => {
                let bytes = content.as_slice();
                let start = usize::try_from(offset).map_or(bytes.len(), |o| o.min(bytes.len()));
                let count = buffer.len().min(bytes.len() - start);
                buffer[..count].copy_from_slice(&bytes[start..start + count]);
                Ok(count)
            }
            Kind::Directory(_) => Err(Errno::IsDirectory),
            Kind::Link(_) => Err(Errno::Invalid),
        }
    }

    /// Writes at `offset`, filling a gap with zeros; all of `data` or nothing.
    pub(crate) fn write(&mut self, at: Location, offset: u64, data: &[u8], now: u64) -> Result<(), Errno> {
        let end = offset.checked_add(data.len() as u64).ok_or(Errno::FileTooBig)?;
        if data.is_empty() {
            return Ok(());
        }
        if end > self.node(at).size() {
            self.set_size(at, end, now)?;
        }
        let node = &mut self.own(at.mount)?.nodes[at.node];
        let Kind::File(Content::Owned(bytes)) = &mut node.kind else {
            return Err(Errno::Access);
        };
        // The size was set above, and sizes that fit the quota fit in memory.
        let start = usize::try_from(offset).map_err(|_| Errno::FileTooBig)?;
        bytes[start..start + data.len()].copy_from_slice(data);
        (node.modified, node.changed) = (now, now);
        Ok(())
    }

    pub(crate) fn set_size(&mut self, at: Location, size: u64, now: u64) -> Result<(), Errno> {
        let old = self.node(at).size();
        // A guest may ask for any size.
        let used = (self.bytes - old.min(self.bytes)).saturating_add(size);
        if size > old && used > self.quota.bytes {
            return Err(Errno::NoSpace);
        }
        let node = &mut self.own(at.mount)?.nodes[at.node];
        let Kind::File(content) = &mut node.kind else {
            return Err(Errno::Invalid);
        };
        let Content::Owned(bytes) = content else {
            return Err(Errno::Access);
        };
        bytes.resize(usize::try_from(size).map_err(|_| Errno::FileTooBig)?, 0);
        (node.modified, node.changed) = (now, now);
        self.bytes = used;
        Ok(())
    }

    pub(crate) fn set_times(
        &mut self,
        at: Location,
        accessed: Option<u64>,
        modified: Option<u64>,
        now: u64,
    ) -> Result<(), Errno> {
        let node = &mut self.own(at.mount)?.nodes[at.node];
        node.accessed = accessed.unwrap_or(node.accessed);
        node.modified = modified.unwrap_or(node.modified);
        node.changed = now;
        Ok(())
    }

    /// The entries of a directory in the order of their names, without `.` and `..`.
    pub(crate) fn list(&self, at: Location) -> Result<impl Iterator<Item = (&str, NodeId, StatKind)>, Errno> {
        let tree = self.mounts[at.mount].tree();
        let Kind::Directory(entries) = &tree.nodes[at.node].kind else {
            return Err(Errno::NotDirectory);
        };
        Ok(entries
            .iter()
            .map(|(name, &id)| (&**name, id, StatKind::from(&tree.nodes[id].kind))))
    }

    pub(crate) fn create_directory(&mut self, at: Location, path: &str, now: u64) -> Result<(), Errno> {
        let found = self.absent(at, path)?;
        self.add(
            at.mount,
            &found,
            Kind::Directory(std::collections::BTreeMap::new()),
            now,
        )?;
        Ok(())
    }

    pub(crate) fn symlink(&mut self, at: Location, path: &str, target: &str, now: u64) -> Result<(), Errno> {
        if target.is_empty() {
            return Err(Errno::NotFound);
        }
        if target.len() > MAX_PATH {
            return Err(Errno::NameTooLong);
        }
        if target.starts_with('/') {
            return Err(Errno::NotCapable);
        }
        let found = self.absent_file(at, path)?;
        self.charge(target.len() as u64)?;
        let added = self.add(at.mount, &found, Kind::Link(target.into()), now);
        if added.is_err() {
            self.bytes -= target.len() as u64;
        }
        added.map(drop)
    }

    pub(crate) fn read_link(&self, at: Location, path: &str) -> Result<&str, Errno> {
        match &self.node(self.existing(at, path, false)?).kind {
            Kind::Link(target) => Ok(target),
            Kind::Directory(_) | Kind::File(_) => Err(Errno::Invalid),
        }
    }

    /// Gives a file a second name.
    pub(crate) fn link(
        &mut self,
        from: Location,
        old: &str,
        to: Location,
        new: &str,
        now: u64,
    ) -> Result<(), Errno> {
        if from.mount != to.mount {
            return Err(Errno::CrossDevice);
        }
        let node = self.existing(from, old, false)?.node;
        let found = self.absent_file(to, new)?;
        self.is_there(to.mount, found.parent)?;
        let tree = self.own(to.mount)?;
        if matches!(tree.nodes[node].kind, Kind::Directory(_)) {
            return Err(Errno::NotPermitted);
        }
        tree.nodes[node].links += 1;
        tree.nodes[node].changed = now;
        tree.attach(&found, node);
        Ok(())
    }

    pub(crate) fn unlink(&mut self, at: Location, path: &str) -> Result<(), Errno> {
        let found = self.resolve(at, path, LastLink::Name)?;
        let node = found.node.ok_or(Errno::NotFound)?;
        match &self
            .node(Location {
                mount: at.mount,
                node,
            })
            .kind
        {
            Kind::Directory(_) => return Err(Errno::IsDirectory),
            _ if found.directory_wanted => return Err(Errno::NotDirectory),
            Kind::File(Content::Shared(_)) => {
                return Err(self.own(at.mount).map_or_else(|e| e, |_| Errno::Access));
            }
            Kind::File(_) | Kind::Link(_) => {}
        }
        self.detach(at.mount, &found, node)
    }

    pub(crate) fn remove_directory(&mut self, at: Location, path: &str) -> Result<(), Errno> {
        let found = self.resolve(at, path, LastLink::Name)?;
        let node = found.node.ok_or(Errno::NotFound)?;
        match &self
            .node(Location {
                mount: at.mount,
                node,
            })
            .kind
        {
            Kind::Directory(_) if found.name.is_empty() => return Err(Errno::Invalid),
            Kind::Directory(entries) if !entries.is_empty() => return Err(Errno::NotEmpty),
            Kind::Directory(_) => {}
            Kind::File(_) | Kind::Link(_) => return Err(Errno::NotDirectory),
        }
        self.detach(at.mount, &found, node)
    }

    pub(crate) fn rename(
        &mut self,
        from: Location,
        old: &str,
        to: Location,
        new: &str,
        now: u64,
    ) -> Result<(), Errno> {
        if from.mount != to.mount {
            return Err(Errno::CrossDevice);
        }
        let mount = from.mount;
        let source = self.resolve(from, old, LastLink::Name)?;
        let target = self.resolve(to, new, LastLink::Name)?;
        if source.name.is_empty() || target.name.is_empty() {
            return Err(Errno::Busy);
        }
        let node = source.node.ok_or(Errno::NotFound)?;
        self.is_there(mount, target.parent)?;
        let moved = &self.node(Location { mount, node }).kind;
        if matches!(moved, Kind::File(Content::Shared(_))) {
            return Err(self.own(mount).map_or_else(|e| e, |_| Errno::Access));
        }
        let moves_directory = matches!(moved, Kind::Directory(_));
        if !moves_directory && (source.directory_wanted || target.directory_wanted) {
            return Err(Errno::NotDirectory);
        }
        if moves_directory && self.own(mount)?.lies_below(target.parent, node) {
            return Err(Errno::Invalid);
        }
        if let Some(replaced) = target.node {
            if replaced == node {
                return Ok(());
            }
            if self.own(mount)?.lies_below(source.parent, replaced) {
                return Err(Errno::NotEmpty);
            }
            match &self
                .node(Location {
                    mount,
                    node: replaced,
                })
                .kind
            {
                Kind::Directory(_) if !moves_directory => return Err(Errno::IsDirectory),
                Kind::Directory(entries) if !entries.is_empty() => return Err(Errno::NotEmpty),
                Kind::File(Content::Shared(_)) => return Err(Errno::Access),
                Kind::File(_) | Kind::Link(_) if moves_directory => return Err(Errno::NotDirectory),
                Kind::Directory(_) | Kind::File(_) | Kind::Link(_) => {}
            }
            self.detach(mount, &target, replaced)?;
        }
        let tree = self.own(mount)?;
        tree.remove_entry(&source);
        tree.nodes[node].changed = now;
        tree.attach(&target, node);
        Ok(())
    }

    /// The files that the guest wrote below a mount: path relative to it, and bytes.
    pub(crate) fn written(&self, mount_path: &str) -> Vec<(String, &[u8])> {
        let mut found = Vec::new();
        for mount in self.mounts.iter().filter(|m| m.path() == mount_path) {
            collect_written(mount.tree(), ROOT, "", &mut found);
        }
        found
    }

    /// Where something may be made.
    fn absent(&self, at: Location, path: &str) -> Result<Resolved, Errno> {
        let found = self.resolve(at, path, LastLink::Name)?;
        if found.node.is_some() {
            Err(Errno::Exists)
        } else {
            Ok(found)
        }
    }

    /// Where something may be made that isn't a directory.
    fn absent_file(&self, at: Location, path: &str) -> Result<Resolved, Errno> {
        let found = self.absent(at, path)?;
        if found.directory_wanted {
            Err(Errno::NotFound)
        } else {
            Ok(found)
        }
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

    fn add(&mut self, mount: usize, found: &Resolved, kind: Kind, now: u64) -> Result<NodeId, Errno> {
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
    fn lies_below(&self, node: NodeId, ancestor: NodeId) -> bool {
        let mut pending = vec![ancestor];
        while let Some(id) = pending.pop() {
            if id == node {
                return true;
            }
            if let Kind::Directory(entries) = &self.nodes[id].kind {
                pending.extend(entries.values());
            }
        }
        false
    }
}

fn collect_written<'a>(tree: &'a Tree, at: NodeId, prefix: &str, found: &mut Vec<(String, &'a [u8])>) {
    let Kind::Directory(entries) = &tree.nodes[at].kind else {
        return;
    };
    for (name, &id) in entries {
        match &tree.nodes[id].kind {
            Kind::File(Content::Owned(bytes)) => found.push((format!("{prefix}{name}"), bytes)),
            Kind::Directory(_) => collect_written(tree, id, &format!("{prefix}{name}/"), found),
            Kind::File(Content::Shared(_)) | Kind::Link(_) => {}
        }
    }
}

/// A writable tree that holds the given files read-only, at their names.
impl FromIterator<(String, SharedBytes)> for Tree {
    fn from_iter<I: IntoIterator<Item = (String, SharedBytes)>>(files: I) -> Self {
        files
            .into_iter()
            .fold(Self::new(), |tree, (path, bytes)| tree.with_file(&path, bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_size_is_too_large_to_be_refused() {
        let mount = Mount::Writable {
            path: "/work",
            tree: Tree::new(),
        };
        let mut fs = FileSystem::new(vec![mount], Quota::default());
        let root = Location { mount: 0, node: ROOT };
        let how = Opening {
            create: true,
            write: true,
            ..Opening::default()
        };
        let [first, second] = ["a", "b"].map(|name| fs.open(root, name, how, 0).unwrap());
        fs.write(first, 0, b"some", 0).unwrap();
        assert_eq!(fs.set_size(second, u64::MAX, 0), Err(Errno::NoSpace));
        assert_eq!(fs.write(second, u64::MAX - 1, b"x", 0), Err(Errno::NoSpace));
        assert_eq!(fs.write(second, u64::MAX, b"x", 0), Err(Errno::FileTooBig));
        assert_eq!(fs.stat(second).size, 0);
    }
}
