//! The `path_*` functions.

use super::times::Times;
use crate::fs::{Descriptor, Errno, Flags, Location, Opening, Stat, StatKind, Target};
use crate::functions::Call;
use crate::work::Work;

/// WASI `lookupflags`.
const FOLLOW: u32 = 1;
/// WASI `oflags`.
const OPEN_CREATE: u32 = 1;
const OPEN_DIRECTORY: u32 = 2;
const OPEN_EXCLUSIVE: u32 = 4;
const OPEN_TRUNCATE: u32 = 8;
/// WASI `fdflags`.
const FLAG_APPEND: u32 = 1;
/// WASI `rights`: reading, and the ones that mean writing (`fd_write`, `fd_allocate`, `fd_filestat_set_size`).
const RIGHT_READ: u64 = 1 << 1;
const RIGHTS_WRITE: u64 = 1 << 6 | 1 << 8 | 1 << 22;

impl Call<'_> {
    #[expect(clippy::too_many_arguments, reason = "WASI's signature")]
    pub(super) fn path_open(
        &mut self,
        fd: u32,
        lookup: u32,
        path: u32,
        len: u32,
        open: u32,
        rights: u64,
        _inherited: u64,
        flags: u32,
        out: u32,
    ) -> Result<(), Errno> {
        self.host.descriptors.room()?;
        let directory = self.host.descriptors.directory(fd)?;
        let path = self.path(path, len)?;
        let now = self.now();
        let how = Opening {
            create: open & OPEN_CREATE != 0,
            exclusive: open & OPEN_EXCLUSIVE != 0,
            truncate: open & OPEN_TRUNCATE != 0,
            directory: open & OPEN_DIRECTORY != 0,
            write: rights & RIGHTS_WRITE != 0,
            follow: lookup & FOLLOW != 0,
        };
        let at = self.host.fs.open(directory, &path, how, now, self.meter)?;
        let target = match self.host.fs.stat(at).kind {
            StatKind::Directory => Target::Directory(at),
            StatKind::File | StatKind::Link => Target::File(at),
        };
        let flags = Flags {
            read: rights & RIGHT_READ != 0,
            write: how.write,
            append: flags & FLAG_APPEND != 0 && matches!(target, Target::File(_)),
        };
        let opened = self.host.descriptors.insert(Descriptor {
            target,
            flags,
            offset: 0,
        })?;
        self.write_u32(out, opened)
    }

    fn stat_path(&mut self, directory: Location, path: &str, lookup: u32) -> Result<Stat, Errno> {
        let follow = lookup & FOLLOW != 0;
        self.host.fs.stat_path(directory, path, follow, self.meter)
    }

    /// The target of a symbolic link.
    pub(crate) fn read_link(&mut self, directory: Location, path: &str) -> Result<Vec<u8>, Errno> {
        let target = self.host.fs.read_link(directory, path, self.meter)?;
        self.meter.spend(Work::Byte, target.len())?;
        Ok(target.as_bytes().to_vec())
    }

    pub(super) fn path_create_directory(&mut self, fd: u32, path: u32, len: u32) -> Result<(), Errno> {
        let directory = self.host.descriptors.directory(fd)?;
        let (path, now) = (self.path(path, len)?, self.now());
        self.host.fs.create_directory(directory, &path, now, self.meter)
    }

    pub(super) fn path_filestat_get(
        &mut self,
        fd: u32,
        lookup: u32,
        path: u32,
        len: u32,
        out: u32,
    ) -> Result<(), Errno> {
        let directory = self.host.descriptors.directory(fd)?;
        let path = self.path(path, len)?;
        let stat = self.stat_path(directory, &path, lookup)?;
        self.write_stat(out, &stat)
    }

    #[expect(clippy::too_many_arguments, reason = "WASI's signature")]
    pub(super) fn path_filestat_set_times(
        &mut self,
        fd: u32,
        lookup: u32,
        path: u32,
        len: u32,
        accessed: u64,
        modified: u64,
        flags: u32,
    ) -> Result<(), Errno> {
        let times = Times::new(accessed, modified, flags)?;
        let directory = self.host.descriptors.directory(fd)?;
        let path = self.path(path, len)?;
        let stat = self.stat_path(directory, &path, lookup)?;
        self.set_times(stat.location, times)
    }

    #[expect(clippy::too_many_arguments, reason = "WASI's signature")]
    pub(super) fn path_link(
        &mut self,
        from: u32,
        lookup: u32,
        old: u32,
        old_len: u32,
        to: u32,
        new: u32,
        new_len: u32,
    ) -> Result<(), Errno> {
        let (from, to) = (
            self.host.descriptors.directory(from)?,
            self.host.descriptors.directory(to)?,
        );
        let (old, new, now) = (self.path(old, old_len)?, self.path(new, new_len)?, self.now());
        // A second name for what a link leads to is more than preview 1's hosts offer.
        if lookup & FOLLOW != 0 {
            return Err(Errno::Invalid);
        }
        self.host.fs.link(from, &old, to, &new, now, self.meter)
    }

    pub(super) fn path_readlink(
        &mut self,
        fd: u32,
        path: u32,
        len: u32,
        buffer: u32,
        buffer_len: u32,
        out: u32,
    ) -> Result<(), Errno> {
        let directory = self.host.descriptors.directory(fd)?;
        let path = self.path(path, len)?;
        let mut target = self.read_link(directory, &path)?;
        target.truncate(buffer_len as usize);
        self.write(buffer, &target)?;
        self.write_u32(out, u32::try_from(target.len()).map_err(|_| Errno::Invalid)?)
    }

    pub(super) fn path_remove_directory(&mut self, fd: u32, path: u32, len: u32) -> Result<(), Errno> {
        let directory = self.host.descriptors.directory(fd)?;
        let path = self.path(path, len)?;
        self.host.fs.remove_directory(directory, &path, self.meter)
    }

    pub(super) fn path_rename(
        &mut self,
        from: u32,
        old: u32,
        old_len: u32,
        to: u32,
        new: u32,
        new_len: u32,
    ) -> Result<(), Errno> {
        let (from, to) = (
            self.host.descriptors.directory(from)?,
            self.host.descriptors.directory(to)?,
        );
        let (old, new, now) = (self.path(old, old_len)?, self.path(new, new_len)?, self.now());
        self.host.fs.rename(from, &old, to, &new, now, self.meter)
    }

    pub(super) fn path_symlink(
        &mut self,
        target: u32,
        target_len: u32,
        fd: u32,
        path: u32,
        len: u32,
    ) -> Result<(), Errno> {
        let directory = self.host.descriptors.directory(fd)?;
        let (target, path, now) = (self.path(target, target_len)?, self.path(path, len)?, self.now());
        self.host.fs.symlink(directory, &path, &target, now, self.meter)
    }

    pub(super) fn path_unlink_file(&mut self, fd: u32, path: u32, len: u32) -> Result<(), Errno> {
        let directory = self.host.descriptors.directory(fd)?;
        let path = self.path(path, len)?;
        self.host.fs.unlink(directory, &path, self.meter)
    }
}
