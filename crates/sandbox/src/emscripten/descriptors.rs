//! System calls on open files.

use std::ops::ControlFlow;

use super::abi::{DIRENT_BYTES, entry_type};
use super::paths::APPEND;
use crate::fs::{Errno, StatKind, Target};
use crate::functions::Call;
use crate::wasi::inode;

/// Commands of `fcntl`.
const DUPLICATE: u32 = 0;
const GET_DESCRIPTOR_FLAGS: u32 = 1;
const SET_DESCRIPTOR_FLAGS: u32 = 2;
const GET_FLAGS: u32 = 3;
const SET_FLAGS: u32 = 4;
const LOCKS: std::ops::RangeInclusive<u32> = 12..=14;
/// Events of `poll`.
const READABLE: u16 = 1;
const WRITABLE: u16 = 4;
const NOT_OPEN: u16 = 32;
const MAX_POLLED: u32 = 64;

impl Call<'_> {
    pub(super) fn fstat64(&mut self, fd: u32, out: u32) -> Result<u32, Errno> {
        match self.host.descriptors.get(fd)?.target {
            Target::File(at) | Target::Directory(at) | Target::Preopened(at) => {
                let stat = self.host.fs.stat(at);
                self.write_stat64(out, &stat)?;
            }
            stream => self.write_device_stat(out, self.size_of(stream))?,
        }
        Ok(0)
    }

    pub(super) fn fchdir(&mut self, fd: u32) -> Result<u32, Errno> {
        let directory = self.host.descriptors.directory(fd)?;
        self.host.directory = self.path_of(directory)?;
        Ok(0)
    }

    pub(super) fn ftruncate64(&mut self, fd: u32, size: i64) -> Result<u32, Errno> {
        let (at, flags, _) = self.file(fd)?;
        if !flags.write {
            return Err(Errno::Invalid);
        }
        self.set_size(at, size)
    }

    /// The copy has a position of its own from here on.
    pub(super) fn dup(&mut self, fd: u32) -> Result<u32, Errno> {
        let open = self.host.descriptors.get(fd)?;
        let copy = self.host.descriptors.insert(open)?;
        self.retain(open.target);
        Ok(copy)
    }

    pub(super) fn dup3(&mut self, fd: u32, to: u32, _flags: u32) -> Result<u32, Errno> {
        let open = self.host.descriptors.get(fd)?;
        if fd == to {
            return Err(Errno::Invalid);
        }
        if self.host.descriptors.get(to).is_ok() {
            self.fd_close(to)?;
        }
        self.host.descriptors.place(to, open)?;
        self.retain(open.target);
        Ok(to)
    }

    fn retain(&mut self, target: Target) {
        if let Target::File(at) | Target::Directory(at) = target {
            self.host.fs.retain(at);
        }
    }

    pub(super) fn fcntl64(&mut self, fd: u32, command: u32, _arguments: u32) -> Result<u32, Errno> {
        let flags = self.host.descriptors.get(fd)?.flags;
        match command {
            DUPLICATE => self.dup(fd),
            GET_FLAGS => {
                let access = match (flags.read, flags.write) {
                    (true, true) => 2,
                    (false, true) => 1,
                    _ => 0,
                };
                Ok(access | if flags.append { APPEND } else { 0 })
            }
            GET_DESCRIPTOR_FLAGS | SET_DESCRIPTOR_FLAGS | SET_FLAGS => Ok(0),
            command if LOCKS.contains(&command) => Ok(0),
            _ => Err(Errno::Invalid),
        }
    }

    /// Nothing here is a terminal.
    pub(super) fn ioctl(&mut self, fd: u32, _operation: u32, _arguments: u32) -> Result<u32, Errno> {
        self.host.descriptors.get(fd)?;
        Err(Errno::NotTerminal)
    }

    /// Waits by jumping: files are always ready, the standard input never is, and then the virtual clock
    /// moves on by the whole timeout.
    pub(super) fn poll(&mut self, polled: u32, count: u32, timeout_ms: i32) -> Result<u32, Errno> {
        if count > MAX_POLLED {
            return Err(Errno::Invalid);
        }
        let mut ready = 0;
        for i in 0..count {
            let at = polled.checked_add(8 * i).ok_or(Errno::Fault)?;
            let asked = self.u32_at(at.checked_add(4).ok_or(Errno::Fault)?)? as u16;
            let fd = self.u32_at(at)?;
            let events = match self.host.descriptors.get(fd) {
                Ok(open) if open.target == Target::Input => 0,
                Ok(_) => asked & (READABLE | WRITABLE),
                Err(_) => NOT_OPEN,
            };
            ready += u32::from(events != 0);
            self.write(at + 6, &events.to_le_bytes())?;
        }
        if ready == 0
            && let Ok(ms) = u64::try_from(timeout_ms)
        {
            self.host.clock.sleep(ms * 1_000_000);
        }
        Ok(ready)
    }

    /// As many entries as fit; the descriptor's position counts them.
    pub(super) fn getdents64(&mut self, fd: u32, buffer: u32, len: u32) -> Result<u32, Errno> {
        let directory = self.host.descriptors.directory(fd)?;
        let first = self.host.descriptors.get(fd)?.offset;
        let room = (len / DIRENT_BYTES) as usize;
        let own = inode(directory.node);
        let skip = usize::try_from(first).map_err(|_| Errno::Invalid)?;
        let dots = [".", ".."].map(|name| (name.to_owned(), own, StatKind::Directory));
        let skipped = skip.saturating_sub(dots.len());
        let mut entries: Vec<_> = dots.into_iter().skip(skip).take(room).collect();
        let fs = &self.host.fs;
        fs.each_entry(directory, skipped, self.meter, |name, node, kind| {
            if entries.len() == room {
                return Ok(ControlFlow::Break(()));
            }
            entries.push((name.to_owned(), inode(node), kind));
            Ok(ControlFlow::Continue(()))
        })?;
        let mut at = buffer;
        let mut next = first;
        for (name, node, kind) in &entries {
            next += 1;
            self.write_dirent(at, *node, next, entry_type(*kind), name)?;
            at += DIRENT_BYTES;
        }
        self.host.descriptors.get_mut(fd)?.offset = next;
        Ok(at - buffer)
    }
}
