//! Open descriptors: small numbers that stand for a stream, a directory or a file.

use super::errno::Errno;
use super::file_system::FileSystem;
use super::stat::Location;
use super::tree::ROOT;

/// How a file was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flags {
    pub(crate) read: bool,
    pub(crate) write: bool,
    pub(crate) append: bool,
}

/// A file that is a function of the host's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Device {
    /// Swallows everything, holds nothing.
    Null,
    /// Holds zeros without end.
    Zero,
    /// Holds randomness without end, the sandbox's own.
    Random,
    /// The port as a file: see `crate::door`.
    Port,
}

/// What a descriptor stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Input,
    Output,
    Error,
    /// A directory that the guest starts with, and its mount.
    Preopened(Location),
    Directory(Location),
    File(Location),
    Device(Device),
}

/// A descriptor with its position, in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Descriptor {
    pub(crate) target: Target,
    pub(crate) flags: Flags,
    pub(crate) offset: u64,
}

/// The descriptor table: 0, 1, 2, then a preopened directory per mount, then what the guest opens.
#[derive(Debug)]
pub(crate) struct Descriptors {
    slots: Vec<Option<Descriptor>>,
    limit: usize,
}

impl Descriptors {
    pub(crate) fn new(fs: &FileSystem) -> Self {
        let stream = |target, read| Descriptor {
            target,
            flags: Flags {
                read,
                write: !read,
                append: false,
            },
            offset: 0,
        };
        let mut slots = vec![
            Some(stream(Target::Input, true)),
            Some(stream(Target::Output, false)),
            Some(stream(Target::Error, false)),
        ];
        slots.extend(fs.mounts().map(|(mount, _)| {
            let target = Target::Preopened(Location { mount, node: ROOT });
            Some(Descriptor {
                target,
                flags: Flags {
                    read: true,
                    ..Flags::default()
                },
                offset: 0,
            })
        }));
        let limit = slots.len() + fs.quota().descriptors;
        Self { slots, limit }
    }

    pub(crate) fn get(&self, fd: u32) -> Result<Descriptor, Errno> {
        self.slots
            .get(fd as usize)
            .copied()
            .flatten()
            .ok_or(Errno::BadDescriptor)
    }

    pub(crate) fn get_mut(&mut self, fd: u32) -> Result<&mut Descriptor, Errno> {
        self.slots
            .get_mut(fd as usize)
            .and_then(Option::as_mut)
            .ok_or(Errno::BadDescriptor)
    }

    /// The directory that a descriptor stands for.
    pub(crate) fn directory(&self, fd: u32) -> Result<Location, Errno> {
        match self.get(fd)?.target {
            Target::Preopened(at) | Target::Directory(at) => Ok(at),
            Target::File(_) | Target::Input | Target::Output | Target::Error | Target::Device(_) => {
                Err(Errno::NotDirectory)
            }
        }
    }

    /// The streams alone, for guests whose C library names directories by their paths.
    pub(crate) fn close_directories(&mut self) {
        self.slots
            .retain(|slot| !matches!(slot, Some(open) if matches!(open.target, Target::Preopened(_))));
    }

    /// Puts a copy of a descriptor at a number, which must be free.
    pub(crate) fn place(&mut self, fd: u32, descriptor: Descriptor) -> Result<(), Errno> {
        let at = fd as usize;
        if at >= self.limit {
            return Err(Errno::BadDescriptor);
        }
        if self.slots.len() <= at {
            self.slots.resize(at + 1, None);
        }
        self.slots[at] = Some(descriptor);
        Ok(())
    }

    /// The files that are open.
    pub(crate) fn open_files(&self) -> usize {
        let files = self.slots.iter().flatten();
        files
            .filter(|open| {
                matches!(
                    open.target,
                    Target::File(_) | Target::Directory(_) | Target::Device(_)
                )
            })
            .count()
    }

    /// Refuses when the table is full, before anything was opened.
    pub(crate) fn room(&self) -> Result<(), Errno> {
        let free = self.slots.iter().any(Option::is_none) || self.slots.len() < self.limit;
        if free { Ok(()) } else { Err(Errno::TooManyOpen) }
    }

    /// Gives the lowest free number.
    pub(crate) fn insert(&mut self, descriptor: Descriptor) -> Result<u32, Errno> {
        let free = self.slots.iter().position(Option::is_none);
        let at = match free {
            Some(at) => at,
            None if self.slots.len() < self.limit => {
                self.slots.push(None);
                self.slots.len() - 1
            }
            None => return Err(Errno::TooManyOpen),
        };
        self.slots[at] = Some(descriptor);
        u32::try_from(at).map_err(|_| Errno::TooManyOpen)
    }

    pub(crate) fn remove(&mut self, fd: u32) -> Result<Descriptor, Errno> {
        let slot = self.slots.get_mut(fd as usize).ok_or(Errno::BadDescriptor)?;
        slot.take().ok_or(Errno::BadDescriptor)
    }
}
