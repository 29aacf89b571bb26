//! The `fd_*` functions.

use std::ops::ControlFlow;

use super::abi::{Buffer, FILETYPE_DIRECTORY, FILETYPE_UNKNOWN, filetype, inode, total};
use super::times::Times;
use crate::fs::{Errno, Flags, Location, StatKind, Target};
use crate::functions::Call;

/// WASI `fdflags`.
const FLAG_APPEND: u16 = 1;
/// WASI `rights`: those that the guest's C library looks at.
const RIGHT_READ: u64 = 1 << 1;
const RIGHT_SEEK: u64 = 1 << 2;
const RIGHT_TELL: u64 = 1 << 5;
const RIGHT_WRITE: u64 = 1 << 6;
/// Every right of preview 1.
const RIGHTS_ALL: u64 = (1 << 30) - 1;
/// WASI `whence`.
const SEEK_SET: u32 = 0;
const SEEK_CUR: u32 = 1;
const SEEK_END: u32 = 2;
/// Bytes before the name in a WASI `dirent`.
const DIRENT_BYTES: usize = 24;

impl Call<'_> {
    /// A file with its flags and position; a stream or a directory isn't one.
    pub(crate) fn file(&self, fd: u32) -> Result<(Location, Flags, u64), Errno> {
        let descriptor = self.host.descriptors.get(fd)?;
        match descriptor.target {
            Target::File(at) => Ok((at, descriptor.flags, descriptor.offset)),
            Target::Preopened(_)
            | Target::Directory(_)
            | Target::Input
            | Target::Output
            | Target::Error
            | Target::Device(_) => Err(Errno::BadDescriptor),
        }
    }

    /// As [`file`](Self::file), for calls that a stream can never answer.
    fn seekable(&self, fd: u32) -> Result<(Location, Flags, u64), Errno> {
        match self.host.descriptors.get(fd)?.target {
            Target::Input | Target::Output | Target::Error | Target::Device(_) => Err(Errno::IllegalSeek),
            Target::File(_) | Target::Preopened(_) | Target::Directory(_) => self.file(fd),
        }
    }

    /// A file or a directory; a stream is none.
    fn location(&self, fd: u32) -> Result<Option<Location>, Errno> {
        match self.host.descriptors.get(fd)?.target {
            Target::File(at) | Target::Directory(at) | Target::Preopened(at) => Ok(Some(at)),
            Target::Input | Target::Output | Target::Error | Target::Device(_) => Ok(None),
        }
    }

    /// A file that is open for reading.
    fn readable(&self, fd: u32) -> Result<(Location, u64), Errno> {
        match self.host.descriptors.get(fd)?.target {
            Target::Preopened(_) | Target::Directory(_) => return Err(Errno::IsDirectory),
            Target::File(_) | Target::Input | Target::Output | Target::Error | Target::Device(_) => {}
        }
        match self.file(fd)? {
            (at, flags, offset) if flags.read => Ok((at, offset)),
            _ => Err(Errno::BadDescriptor),
        }
    }

    /// A file that is open for writing.
    fn writable(&self, fd: u32) -> Result<(Location, Flags, u64), Errno> {
        match self.file(fd)? {
            (at, flags, offset) if flags.write => Ok((at, flags, offset)),
            _ => Err(Errno::BadDescriptor),
        }
    }

    pub(super) fn fd_advise(&mut self, fd: u32, _offset: u64, _len: u64, _advice: u32) -> Result<(), Errno> {
        self.file(fd).map(drop)
    }

    pub(crate) fn fd_close(&mut self, fd: u32) -> Result<(), Errno> {
        let closed = self.host.descriptors.remove(fd)?;
        match closed.target {
            Target::File(at) | Target::Directory(at) => self.host.fs.release(at),
            Target::Device(device) => self.close_device(device, closed.flags),
            Target::Preopened(_) | Target::Input | Target::Output | Target::Error => {}
        }
        Ok(())
    }

    pub(super) fn fd_datasync(&mut self, fd: u32) -> Result<(), Errno> {
        self.fd_sync(fd)
    }

    /// Nothing to do, for a file or a directory.
    pub(super) fn fd_sync(&mut self, fd: u32) -> Result<(), Errno> {
        self.location(fd)?.map(drop).ok_or(Errno::BadDescriptor)
    }

    pub(super) fn fd_fdstat_get(&mut self, fd: u32, out: u32) -> Result<(), Errno> {
        let descriptor = self.host.descriptors.get(fd)?;
        let (kind, rights) = match descriptor.target {
            // Not a character device: a guest must not take these for terminals.
            Target::Input => (FILETYPE_UNKNOWN, RIGHT_READ),
            Target::Output | Target::Error => (FILETYPE_UNKNOWN, RIGHT_WRITE),
            Target::Device(_) => (FILETYPE_UNKNOWN, RIGHT_READ | RIGHT_WRITE),
            Target::Preopened(_) | Target::Directory(_) => (
                FILETYPE_DIRECTORY,
                RIGHTS_ALL & !(RIGHT_SEEK | RIGHT_TELL | RIGHT_WRITE),
            ),
            Target::File(_) => {
                let mut rights = RIGHTS_ALL & !(RIGHT_READ | RIGHT_WRITE);
                rights |= RIGHT_SEEK | RIGHT_TELL;
                rights |= if descriptor.flags.read { RIGHT_READ } else { 0 };
                rights |= if descriptor.flags.write { RIGHT_WRITE } else { 0 };
                (filetype(StatKind::File), rights)
            }
        };
        let flags = if descriptor.flags.append { FLAG_APPEND } else { 0 };
        let mut stat = [0; 24];
        stat[0] = kind;
        stat[2..4].copy_from_slice(&flags.to_le_bytes());
        stat[8..16].copy_from_slice(&rights.to_le_bytes());
        stat[16..24].copy_from_slice(&RIGHTS_ALL.to_le_bytes());
        self.write(out, &stat)
    }

    pub(super) fn fd_fdstat_set_flags(&mut self, fd: u32, flags: u32) -> Result<(), Errno> {
        self.file(fd)?;
        self.host.descriptors.get_mut(fd)?.flags.append = flags as u16 & FLAG_APPEND != 0;
        Ok(())
    }

    pub(super) fn fd_filestat_get(&mut self, fd: u32, out: u32) -> Result<(), Errno> {
        match self.location(fd)? {
            Some(at) => {
                let stat = self.host.fs.stat(at);
                self.write_stat(out, &stat)
            }
            // Nothing is known of a stream but that it is there.
            None => self.write(out, &[0; 64]),
        }
    }

    pub(super) fn fd_filestat_set_size(&mut self, fd: u32, size: u64) -> Result<(), Errno> {
        let (at, flags, _) = self.file(fd)?;
        if !flags.write {
            return Err(Errno::Invalid);
        }
        let now = self.now();
        self.host.fs.set_size(at, size, now, self.meter)
    }

    pub(super) fn fd_filestat_set_times(
        &mut self,
        fd: u32,
        accessed: u64,
        modified: u64,
        flags: u32,
    ) -> Result<(), Errno> {
        let times = Times::new(accessed, modified, flags)?;
        let at = self.location(fd)?.ok_or(Errno::BadDescriptor)?;
        self.set_times(at, times)
    }

    pub(super) fn fd_prestat_get(&mut self, fd: u32, out: u32) -> Result<(), Errno> {
        let path = self.preopened(fd)?;
        let mut prestat = [0; 8];
        prestat[4..8].copy_from_slice(
            &u32::try_from(path.len())
                .map_err(|_| Errno::Invalid)?
                .to_le_bytes(),
        );
        self.write(out, &prestat)
    }

    pub(super) fn fd_prestat_dir_name(&mut self, fd: u32, out: u32, len: u32) -> Result<(), Errno> {
        let path = self.preopened(fd)?;
        if path.len() > len as usize {
            return Err(Errno::NameTooLong);
        }
        self.write(out, path.as_bytes())
    }

    fn preopened(&self, fd: u32) -> Result<&'static str, Errno> {
        // The C library asks for 3, 4, … until it hears that there are no more.
        let Target::Preopened(at) = self.host.descriptors.get(fd)?.target else {
            return Err(Errno::BadDescriptor);
        };
        self.host
            .fs
            .mounts()
            .find(|&(i, _)| i == at.mount)
            .map(|(_, path)| path)
            .ok_or(Errno::BadDescriptor)
    }

    pub(super) fn fd_read(&mut self, fd: u32, iovs: u32, count: u32, out: u32) -> Result<(), Errno> {
        match self.host.descriptors.get(fd)?.target {
            Target::Input => return self.write_u32(out, 0),
            Target::Device(device) => {
                let read = self.read_device(device, fd, iovs, count)?;
                return self.write_u32(out, read);
            }
            _ => {}
        }
        let (_, offset) = self.readable(fd)?;
        let read = self.read_at(fd, iovs, count, offset)?;
        self.host.descriptors.get_mut(fd)?.offset = offset + u64::from(read);
        self.write_u32(out, read)
    }

    pub(super) fn fd_pread(
        &mut self,
        fd: u32,
        iovs: u32,
        count: u32,
        offset: u64,
        out: u32,
    ) -> Result<(), Errno> {
        if self.host.descriptors.get(fd)?.target == Target::Input {
            return Err(Errno::IllegalSeek);
        }
        let read = self.read_at(fd, iovs, count, offset)?;
        self.write_u32(out, read)
    }

    fn read_at(&mut self, fd: u32, iovs: u32, count: u32, offset: u64) -> Result<u32, Errno> {
        let (at, _) = self.readable(fd)?;
        let mut total = 0_u32;
        for (start, len) in self.buffers(iovs, count)? {
            let from = offset.saturating_add(u64::from(total));
            let fs = &self.host.fs;
            let read = self.memory.fill_from(start, len, self.meter, |buffer, meter| {
                fs.read(at, from, buffer, meter)
            })?;
            total = total.checked_add(read).ok_or(Errno::Invalid)?;
            if read < len {
                break;
            }
        }
        Ok(total)
    }

    pub(super) fn fd_write(&mut self, fd: u32, iovs: u32, count: u32, out: u32) -> Result<(), Errno> {
        let buffers = self.buffers(iovs, count)?;
        let target = self.host.descriptors.get(fd)?.target;
        if matches!(target, Target::Output | Target::Error) {
            let written = self.print(target, &buffers)?;
            return self.write_u32(out, written);
        }
        if let Target::Device(device) = target {
            let written = self.write_device(device, &buffers)?;
            return self.write_u32(out, written);
        }
        let (_, _, offset) = self.writable(fd)?;
        let (written, end) = self.write_at(fd, &buffers, offset)?;
        self.host.descriptors.get_mut(fd)?.offset = end;
        self.write_u32(out, written)
    }

    pub(super) fn fd_pwrite(
        &mut self,
        fd: u32,
        iovs: u32,
        count: u32,
        offset: u64,
        out: u32,
    ) -> Result<(), Errno> {
        let buffers = self.buffers(iovs, count)?;
        let target = self.host.descriptors.get(fd)?.target;
        if matches!(target, Target::Output | Target::Error) {
            return Err(Errno::IllegalSeek);
        }
        let (written, _) = self.write_at(fd, &buffers, offset)?;
        self.write_u32(out, written)
    }

    /// Writes at `offset`, or at the end of a file that is appended to, as Linux has it; bytes written, and where they
    /// end.
    fn write_at(&mut self, fd: u32, buffers: &[Buffer], offset: u64) -> Result<(u32, u64), Errno> {
        let (at, flags, _) = self.writable(fd)?;
        let offset = if flags.append {
            self.host.fs.stat(at).size
        } else {
            offset
        };
        let total = total(buffers)?;
        let now = self.now();
        let mut position = offset;
        for &(start, len) in buffers {
            let data = self.memory.read(start, len, self.meter)?;
            self.host.fs.write(at, position, data, now, self.meter)?;
            position += u64::from(len);
        }
        Ok((total, position))
    }

    /// Keeps what there is room for, and the end of the rest, which is counted and not looked at otherwise.
    fn print(&mut self, target: Target, buffers: &[Buffer]) -> Result<u32, Errno> {
        let total = total(buffers)?;
        let stream = if target == Target::Output {
            &mut self.host.stdout
        } else {
            &mut self.host.stderr
        };
        for &(start, len) in buffers {
            self.memory.holds(start, len)?;
            let (first, last) = stream.kept_of(len);
            stream.push(self.memory.read(start, first, self.meter)?);
            stream.skip(len - first - last);
            stream.push(self.memory.read(start + (len - last), last, self.meter)?);
        }
        Ok(total)
    }

    pub(super) fn fd_seek(&mut self, fd: u32, offset: i64, whence: u32, out: u32) -> Result<(), Errno> {
        let (at, _, position) = self.seekable(fd)?;
        let base = match whence {
            SEEK_SET => 0,
            SEEK_CUR => position,
            SEEK_END => self.host.fs.stat(at).size,
            _ => return Err(Errno::Invalid),
        };
        let target = base.checked_add_signed(offset).ok_or(Errno::Invalid)?;
        self.host.descriptors.get_mut(fd)?.offset = target;
        self.write_u64(out, target)
    }

    pub(super) fn fd_tell(&mut self, fd: u32, out: u32) -> Result<(), Errno> {
        let (_, _, position) = self.seekable(fd)?;
        self.write_u64(out, position)
    }

    /// Entries from `cookie` on, as many bytes as the buffer holds; the last one may be cut, which tells the
    /// reader to come back with a larger buffer.
    pub(super) fn fd_readdir(
        &mut self,
        fd: u32,
        buffer: u32,
        len: u32,
        cookie: u64,
        out: u32,
    ) -> Result<(), Errno> {
        let directory = self.host.descriptors.directory(fd)?;
        let dots = [".", ".."].map(|name| (name, directory.node, StatKind::Directory));
        let skip = usize::try_from(cookie).map_err(|_| Errno::Invalid)?;
        let mut entries = Entries {
            bytes: Vec::new(),
            room: len as usize,
            next: cookie,
        };
        let mut full = ControlFlow::Continue(());
        for (name, node, kind) in dots.into_iter().skip(skip) {
            full = entries.push(name, node, kind)?;
        }
        if full.is_continue() {
            let skip = skip.saturating_sub(dots.len());
            let fs = &self.host.fs;
            fs.each_entry(directory, skip, self.meter, |name, node, kind| {
                entries.push(name, node, kind)
            })?;
        }
        let mut bytes = entries.bytes;
        bytes.truncate(len as usize);
        self.write(buffer, &bytes)?;
        self.write_u32(out, u32::try_from(bytes.len()).map_err(|_| Errno::Invalid)?)
    }
}

/// Directory entries in WASI's layout.
struct Entries {
    bytes: Vec<u8>,
    /// Bytes that the guest has room for; the last entry may go over it.
    room: usize,
    /// The number of the next entry.
    next: u64,
}

impl Entries {
    /// Adds an entry, unless they fill the guest's room already.
    fn push(&mut self, name: &str, node: usize, kind: StatKind) -> Result<ControlFlow<()>, Errno> {
        if self.bytes.len() >= self.room {
            return Ok(ControlFlow::Break(()));
        }
        self.next += 1;
        let mut entry = [0; DIRENT_BYTES];
        entry[0..8].copy_from_slice(&self.next.to_le_bytes());
        entry[8..16].copy_from_slice(&inode(node).to_le_bytes());
        let len = u32::try_from(name.len()).map_err(|_| Errno::Invalid)?;
        entry[16..20].copy_from_slice(&len.to_le_bytes());
        entry[20] = filetype(kind);
        self.bytes.extend_from_slice(&entry);
        self.bytes.extend_from_slice(name.as_bytes());
        Ok(ControlFlow::Continue(()))
    }
}
