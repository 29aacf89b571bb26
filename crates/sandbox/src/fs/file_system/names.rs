//! What files are called: making, linking, moving and removing.

use super::FileSystem;
use crate::fs::errno::Errno;
use crate::fs::path::{LastLink, MAX_PATH, Resolved};
use crate::fs::stat::Location;
use crate::fs::tree::{Content, Kind, NodeId, ROOT, Tree};
use crate::work::{Meter, Work};

impl FileSystem {
    /// The path of a node below its mount, empty for the mount itself; nothing if it was removed.
    pub(crate) fn name_below(&self, at: Location, meter: &mut Meter) -> Result<Option<String>, Errno> {
        Ok(self.mounts[at.mount].tree().path_to(at.node, meter)?)
    }

    /// The directories below a mount, parents first.
    pub(crate) fn directories(&self, mount_path: &str) -> Vec<String> {
        let mounts = self.mounts.iter().filter(|m| m.path() == mount_path);
        mounts.flat_map(|mount| mount.tree().directories()).collect()
    }

    /// The files that the guest wrote below a mount: path relative to it, and bytes.
    pub(crate) fn written(&self, mount_path: &str) -> Vec<(String, &[u8])> {
        let mut found = Vec::new();
        for mount in self.mounts.iter().filter(|m| m.path() == mount_path) {
            collect_written(mount.tree(), ROOT, "", &mut found);
        }
        found
    }

    pub(crate) fn create_directory(
        &mut self,
        at: Location,
        path: &str,
        now: u64,
        meter: &mut Meter,
    ) -> Result<(), Errno> {
        let found = self.absent(at, path, meter)?;
        self.add(
            at.mount,
            &found,
            Kind::Directory(std::collections::BTreeMap::new()),
            now,
            meter,
        )?;
        Ok(())
    }

    pub(crate) fn symlink(
        &mut self,
        at: Location,
        path: &str,
        target: &str,
        now: u64,
        meter: &mut Meter,
    ) -> Result<(), Errno> {
        if target.is_empty() {
            return Err(Errno::NotFound);
        }
        if target.len() > MAX_PATH {
            return Err(Errno::NameTooLong);
        }
        if target.starts_with('/') {
            return Err(Errno::NotCapable);
        }
        let found = self.absent_file(at, path, meter)?;
        meter.spend(Work::Byte, target.len())?;
        self.charge(target.len() as u64)?;
        let added = self.add(at.mount, &found, Kind::Link(target.into()), now, meter);
        if added.is_err() {
            self.bytes -= target.len() as u64;
        }
        added.map(drop)
    }

    pub(crate) fn read_link(&self, at: Location, path: &str, meter: &mut Meter) -> Result<&str, Errno> {
        match &self.node(self.existing(at, path, false, meter)?).kind {
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
        meter: &mut Meter,
    ) -> Result<(), Errno> {
        if from.mount != to.mount {
            return Err(Errno::CrossDevice);
        }
        let node = self.existing(from, old, false, meter)?.node;
        let found = self.absent_file(to, new, meter)?;
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

    pub(crate) fn unlink(&mut self, at: Location, path: &str, meter: &mut Meter) -> Result<(), Errno> {
        let found = self.resolve(at, path, LastLink::Name, meter)?;
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

    pub(crate) fn remove_directory(
        &mut self,
        at: Location,
        path: &str,
        meter: &mut Meter,
    ) -> Result<(), Errno> {
        let found = self.resolve(at, path, LastLink::Name, meter)?;
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
        meter: &mut Meter,
    ) -> Result<(), Errno> {
        if from.mount != to.mount {
            return Err(Errno::CrossDevice);
        }
        let mount = from.mount;
        let source = self.resolve(from, old, LastLink::Name, meter)?;
        let target = self.resolve(to, new, LastLink::Name, meter)?;
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
        if moves_directory && self.own(mount)?.lies_below(target.parent, node, meter)? {
            return Err(Errno::Invalid);
        }
        if let Some(replaced) = target.node {
            if replaced == node {
                return Ok(());
            }
            if self.own(mount)?.lies_below(source.parent, replaced, meter)? {
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

    /// Where something may be made.
    fn absent(&self, at: Location, path: &str, meter: &mut Meter) -> Result<Resolved, Errno> {
        let found = self.resolve(at, path, LastLink::Name, meter)?;
        if found.node.is_some() {
            Err(Errno::Exists)
        } else {
            Ok(found)
        }
    }

    /// Where something may be made that isn't a directory.
    fn absent_file(&self, at: Location, path: &str, meter: &mut Meter) -> Result<Resolved, Errno> {
        let found = self.absent(at, path, meter)?;
        if found.directory_wanted {
            Err(Errno::NotFound)
        } else {
            Ok(found)
        }
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
