//! System calls that name files.

use crate::fs::{Descriptor, Device, Errno, FileSystem, Flags, Location, Opening, Stat, StatKind, Target};
use crate::functions::Call;
use crate::work::Meter;

/// Flags of `openat`.
const ACCESS: u32 = 0o3;
const READ_ONLY: u32 = 0;
const WRITE_ONLY: u32 = 1;
const CREATE: u32 = 0o100;
const EXCLUSIVE: u32 = 0o200;
const TRUNCATE: u32 = 0o1000;
pub(super) const APPEND: u32 = 0o2000;
const DIRECTORY: u32 = 0o200_000;
const NO_FOLLOW: u32 = 0o400_000;
/// `AT_SYMLINK_NOFOLLOW`, `AT_REMOVEDIR`.
const AT_NO_FOLLOW: u32 = 0x100;
const AT_REMOVE_DIRECTORY: u32 = 0x200;

/// What lies below `/dev`.
fn device(path: &str) -> Option<Target> {
    Some(match path.strip_prefix("/dev/")? {
        "stdin" => Target::Input,
        "stdout" | "tty" => Target::Output,
        "stderr" => Target::Error,
        "null" => Target::Device(Device::Null),
        "zero" => Target::Device(Device::Zero),
        "random" | "urandom" => Target::Device(Device::Random),
        "port" => Target::Device(Device::Port),
        _ => return None,
    })
}

impl Call<'_> {
    pub(super) fn openat(&mut self, directory: i32, path: u32, flags: u32) -> Result<u32, Errno> {
        self.host.descriptors.room()?;
        let path = self.path_at(directory, path)?;
        let access = flags & ACCESS;
        let target = match device(&path) {
            Some(device) => device,
            None => self.open_path(&path, flags, access != READ_ONLY)?,
        };
        self.host.descriptors.insert(Descriptor {
            target,
            flags: Flags {
                read: access != WRITE_ONLY,
                write: access != READ_ONLY,
                append: flags & APPEND != 0,
            },
            offset: 0,
        })
    }

    fn open_path(&mut self, path: &str, flags: u32, write: bool) -> Result<Target, Errno> {
        let now = self.now();
        let how = Opening {
            create: flags & CREATE != 0,
            exclusive: flags & EXCLUSIVE != 0,
            truncate: flags & TRUNCATE != 0 && write,
            directory: flags & DIRECTORY != 0,
            write,
            follow: flags & NO_FOLLOW == 0,
        };
        let (mount, rest) = self.host.fs.locate(path, self.meter)?;
        let at = self.host.fs.open(mount, rest, how, now, self.meter)?;
        Ok(match self.host.fs.stat(at).kind {
            StatKind::Directory => Target::Directory(at),
            StatKind::File | StatKind::Link => Target::File(at),
        })
    }

    fn stat_absolute(&mut self, path: &str, follow: bool) -> Result<Stat, Errno> {
        let (mount, rest) = self.host.fs.locate(path, self.meter)?;
        self.host.fs.stat_path(mount, rest, follow, self.meter)
    }

    fn stat_at(&mut self, directory: i32, path: u32, out: u32, follow: bool) -> Result<u32, Errno> {
        let path = self.path_at(directory, path)?;
        match device(&path) {
            Some(target) => self.write_device_stat(out, self.size_of(target))?,
            None => {
                let stat = self.stat_absolute(&path, follow)?;
                self.write_stat64(out, &stat)?;
            }
        }
        Ok(0)
    }

    /// The port's file is as long as the answer that waits.
    pub(super) fn size_of(&self, target: Target) -> u64 {
        match target {
            Target::Device(Device::Port) => self.host.door.waiting() as u64,
            _ => 0,
        }
    }

    pub(super) fn stat64(&mut self, path: u32, out: u32) -> Result<u32, Errno> {
        self.stat_at(-100, path, out, true)
    }

    pub(super) fn lstat64(&mut self, path: u32, out: u32) -> Result<u32, Errno> {
        self.stat_at(-100, path, out, false)
    }

    pub(super) fn newfstatat(
        &mut self,
        directory: i32,
        path: u32,
        out: u32,
        flags: u32,
    ) -> Result<u32, Errno> {
        self.stat_at(directory, path, out, flags & AT_NO_FOLLOW == 0)
    }

    pub(super) fn faccessat(
        &mut self,
        directory: i32,
        path: u32,
        _how: u32,
        _flags: u32,
    ) -> Result<u32, Errno> {
        let path = self.path_at(directory, path)?;
        if device(&path).is_none() {
            self.stat_absolute(&path, true)?;
        }
        Ok(0)
    }

    pub(super) fn chdir(&mut self, path: u32) -> Result<u32, Errno> {
        let path = self.path_at(-100, path)?;
        if self.stat_absolute(&path, true)?.kind != StatKind::Directory {
            return Err(Errno::NotDirectory);
        }
        self.host.directory = path;
        Ok(0)
    }

    pub(super) fn getcwd(&mut self, buffer: u32, len: u32) -> Result<u32, Errno> {
        let path = self.host.directory.as_bytes();
        let end = u32::try_from(path.len()).map_err(|_| Errno::Range)?;
        if end >= len {
            return Err(Errno::Range);
        }
        self.memory.write(buffer, path, self.meter)?;
        self.write(buffer.checked_add(end).ok_or(Errno::Fault)?, &[0])?;
        Ok(end + 1)
    }

    pub(super) fn mkdirat(&mut self, directory: i32, path: u32, _mode: u32) -> Result<u32, Errno> {
        let (path, now) = (self.path_at(directory, path)?, self.now());
        let (mount, rest) = self.host.fs.locate(&path, self.meter)?;
        self.host.fs.create_directory(mount, rest, now, self.meter)?;
        Ok(0)
    }

    pub(super) fn unlinkat(&mut self, directory: i32, path: u32, flags: u32) -> Result<u32, Errno> {
        let path = self.path_at(directory, path)?;
        let (mount, rest) = self.host.fs.locate(&path, self.meter)?;
        if flags & AT_REMOVE_DIRECTORY == 0 {
            self.host.fs.unlink(mount, rest, self.meter)?;
        } else {
            self.host.fs.remove_directory(mount, rest, self.meter)?;
        }
        Ok(0)
    }

    pub(super) fn rmdir(&mut self, path: u32) -> Result<u32, Errno> {
        self.unlinkat(-100, path, AT_REMOVE_DIRECTORY)
    }

    pub(super) fn renameat(&mut self, from: i32, old: u32, to: i32, new: u32) -> Result<u32, Errno> {
        let (old, new, now) = (self.path_at(from, old)?, self.path_at(to, new)?, self.now());
        let (from, old) = self.host.fs.locate(&old, self.meter)?;
        let (to, new) = self.host.fs.locate(&new, self.meter)?;
        self.host.fs.rename(from, old, to, new, now, self.meter)?;
        Ok(0)
    }

    pub(super) fn symlinkat(&mut self, target: u32, directory: i32, path: u32) -> Result<u32, Errno> {
        let (target, path, now) = (self.text(target)?, self.path_at(directory, path)?, self.now());
        let (mount, rest) = self.host.fs.locate(&path, self.meter)?;
        self.host.fs.symlink(mount, rest, &target, now, self.meter)?;
        Ok(0)
    }

    pub(super) fn readlinkat(
        &mut self,
        directory: i32,
        path: u32,
        buffer: u32,
        len: u32,
    ) -> Result<u32, Errno> {
        let path = self.path_at(directory, path)?;
        if device(&path).is_some() {
            return Err(Errno::Invalid);
        }
        let (mount, rest) = self.host.fs.locate(&path, self.meter)?;
        let mut target = self.read_link(mount, rest)?;
        target.truncate(len as usize);
        self.write(buffer, &target)?;
        u32::try_from(target.len()).map_err(|_| Errno::Range)
    }

    pub(super) fn truncate64(&mut self, path: u32, size: i64) -> Result<u32, Errno> {
        let path = self.path_at(-100, path)?;
        let at = self.stat_absolute(&path, true)?.location;
        self.set_size(at, size)
    }

    pub(super) fn set_size(&mut self, at: Location, size: i64) -> Result<u32, Errno> {
        let size = u64::try_from(size).map_err(|_| Errno::Invalid)?;
        let now = self.now();
        self.host.fs.set_size(at, size, now, self.meter)?;
        Ok(0)
    }

    /// Permissions aren't kept: what may be written is the host's to say. The path must be there.
    pub(super) fn chmod(&mut self, path: u32, _mode: u32) -> Result<u32, Errno> {
        self.faccessat(-100, path, 0, 0)
    }

    pub(super) fn utimensat(
        &mut self,
        directory: i32,
        path: u32,
        _times: u32,
        _flags: u32,
    ) -> Result<u32, Errno> {
        self.faccessat(directory, path, 0, 0)
    }

    /// `struct statfs`: a round figure, the same for every sandbox.
    pub(super) fn statfs64(&mut self, _of: u32, _size: u32, out: u32) -> Result<u32, Errno> {
        let mut stat = [0; 72];
        stat[4..8].copy_from_slice(&4096_u32.to_le_bytes());
        stat[8..16].copy_from_slice(&65_536_u64.to_le_bytes());
        stat[16..24].copy_from_slice(&32_768_u64.to_le_bytes());
        stat[56..60].copy_from_slice(&255_u32.to_le_bytes());
        self.write(out, &stat)?;
        Ok(0)
    }
}

impl FileSystem {
    /// The absolute path of a directory; nothing if it was removed.
    pub(super) fn path_of(&self, directory: Location, meter: &mut Meter) -> Result<Option<String>, Errno> {
        let mount = self.mounts().find(|&(index, _)| index == directory.mount);
        let (Some((_, mount)), Some(below)) = (mount, self.name_below(directory, meter)?) else {
            return Ok(None);
        };
        Self::absolute(mount, if below.is_empty() { "." } else { &below }, meter).map(Some)
    }
}
