//! What files hold: opening, reading, writing, and what is known of them.

use std::ops::ControlFlow;

use super::FileSystem;
use crate::fs::errno::Errno;
use crate::fs::mount::Mount;
use crate::fs::path::LastLink;
use crate::fs::stat::{Location, Opening, Stat, StatKind};
use crate::fs::tree::{Content, Kind, NodeId};
use crate::work::{Meter, Work};

impl FileSystem {
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

    pub(crate) fn stat_path(
        &self,
        directory: Location,
        path: &str,
        follow: bool,
        meter: &mut Meter,
    ) -> Result<Stat, Errno> {
        Ok(self.stat(self.existing(directory, path, follow, meter)?))
    }

    /// Opens a path; the caller must [`release`](Self::release) what it gets.
    pub(crate) fn open(
        &mut self,
        directory: Location,
        path: &str,
        how: Opening,
        now: u64,
        meter: &mut Meter,
    ) -> Result<Location, Errno> {
        if how.directory && (how.create || how.exclusive || how.truncate) {
            return Err(Errno::Invalid);
        }
        let last_link = match how {
            Opening { create: true, .. } if how.exclusive || path.ends_with('/') => LastLink::Name,
            Opening { follow: true, .. } => LastLink::Followed,
            Opening { .. } => LastLink::Meant,
        };
        let found = self.resolve(directory, path, last_link, meter)?;
        let mount = directory.mount;
        let at = match found.node {
            // The new node is a file, and a path that ends in a slash names none.
            _ if how.create && found.directory_wanted && !found.name.is_empty() => {
                return Err(Errno::IsDirectory);
            }
            Some(_) if how.create && how.exclusive => return Err(Errno::Exists),
            Some(node) => Location { mount, node },
            None if how.create => {
                let file = Kind::File(Content::Owned(Vec::new()));
                Location {
                    mount,
                    node: self.add(mount, &found, file, now, meter)?,
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
            self.set_size(at, 0, now, meter)?;
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

    /// Gives up an opened location; the last one of a removed file frees its bytes.
    pub(crate) fn release(&mut self, at: Location) {
        if let Ok(tree) = self.own(at.mount) {
            tree.nodes[at.node].opens -= 1;
            self.collect(at);
        }
    }

    /// Reads from `offset` into `buffer`; 0 at the end of the file.
    pub(crate) fn read(
        &self,
        at: Location,
        offset: u64,
        buffer: &mut [u8],
        meter: &mut Meter,
    ) -> Result<usize, Errno> {
        match &self.node(at).kind {
            Kind::File(content) => {
                let bytes = content.as_slice();
                let start = usize::try_from(offset).map_or(bytes.len(), |o| o.min(bytes.len()));
                let count = buffer.len().min(bytes.len() - start);
                meter.spend(Work::Byte, count)?;
                buffer[..count].copy_from_slice(&bytes[start..start + count]);
                Ok(count)
            }
            Kind::Directory(_) => Err(Errno::IsDirectory),
            Kind::Link(_) => Err(Errno::Invalid),
        }
    }

    /// Writes at `offset`, filling a gap with zeros; all of `data` or nothing.
    pub(crate) fn write(
        &mut self,
        at: Location,
        offset: u64,
        data: &[u8],
        now: u64,
        meter: &mut Meter,
    ) -> Result<(), Errno> {
        let end = offset.checked_add(data.len() as u64).ok_or(Errno::FileTooBig)?;
        if data.is_empty() {
            return Ok(());
        }
        if end > self.node(at).size() {
            self.set_size(at, end, now, meter)?;
        }
        let node = &mut self.own(at.mount)?.nodes[at.node];
        let Kind::File(Content::Owned(bytes)) = &mut node.kind else {
            return Err(Errno::Access);
        };
        // The size was set above, and sizes that fit the quota fit in memory.
        let start = usize::try_from(offset).map_err(|_| Errno::FileTooBig)?;
        meter.spend(Work::Byte, data.len())?;
        bytes[start..start + data.len()].copy_from_slice(data);
        (node.modified, node.changed) = (now, now);
        Ok(())
    }

    /// Makes a file longer, with zeros, or shorter. Bytes that are cut off take no memory of the host's either.
    pub(crate) fn set_size(
        &mut self,
        at: Location,
        size: u64,
        now: u64,
        meter: &mut Meter,
    ) -> Result<(), Errno> {
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
        let size = usize::try_from(size).map_err(|_| Errno::FileTooBig)?;
        meter.spend(Work::Byte, size.saturating_sub(bytes.len()))?;
        bytes.resize(size, 0);
        if bytes.capacity() / 4 > size {
            meter.spend(Work::Byte, size)?;
            bytes.shrink_to_fit();
        }
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

    /// Visits the entries of a directory in the order of their names, without `.` and `..`, the first `skipped` left out,
    /// until `visit` has enough.
    pub(crate) fn each_entry(
        &self,
        at: Location,
        skipped: usize,
        meter: &mut Meter,
        mut visit: impl FnMut(&str, NodeId, StatKind) -> Result<ControlFlow<()>, Errno>,
    ) -> Result<(), Errno> {
        let tree = self.mounts[at.mount].tree();
        let Kind::Directory(entries) = &tree.nodes[at.node].kind else {
            return Err(Errno::NotDirectory);
        };
        meter.spend(Work::Entry, skipped.min(entries.len()))?;
        for (name, &id) in entries.iter().skip(skipped) {
            meter.spend(Work::Entry, 1)?;
            if visit(name, id, StatKind::from(&tree.nodes[id].kind))?.is_break() {
                break;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fs::mount::Quota;
    use crate::fs::tree::{ROOT, Tree};

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
        let meter = &mut Meter::new(1 << 40);
        let [first, second] = ["a", "b"].map(|name| fs.open(root, name, how, 0, meter).unwrap());
        fs.write(first, 0, b"some", 0, meter).unwrap();
        assert_eq!(fs.set_size(second, u64::MAX, 0, meter), Err(Errno::NoSpace));
        assert_eq!(
            fs.write(second, u64::MAX - 1, b"x", 0, meter),
            Err(Errno::NoSpace)
        );
        assert_eq!(fs.write(second, u64::MAX, b"x", 0, meter), Err(Errno::FileTooBig));
        assert_eq!(fs.stat(second).size, 0);
    }

    #[test]
    fn what_a_file_holds_no_more_takes_no_memory() {
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
        let meter = &mut Meter::new(1 << 40);
        let file = fs.open(root, "a", how, 0, meter).unwrap();
        fs.write(file, 0, &[1; 1 << 20], 0, meter).unwrap();
        fs.set_size(file, 10, 0, meter).unwrap();
        let Kind::File(Content::Owned(bytes)) = &fs.node(file).kind else {
            unreachable!("a file of the guest's own")
        };
        assert!(bytes.capacity() < 1 << 10, "{} bytes are kept", bytes.capacity());
    }
}
