//! System calls as data: made by hand or drawn by lot, and carried out on either guest.

use crate::path::Path;

/// Which descriptor a call is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fd {
    /// The writable directory that the guest starts with.
    Own,
    /// The read-only one.
    Shared,
    /// Standard input, output, error.
    Stream(u32),
    /// The `n`th that was opened in this sequence, whatever its number; closed ones are as good as unknown.
    Opened(usize),
    /// A number that was never given.
    Unknown,
}

/// How a path is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mode {
    pub(crate) read: bool,
    pub(crate) write: bool,
    pub(crate) create: bool,
    pub(crate) exclusive: bool,
    pub(crate) truncate: bool,
    pub(crate) directory: bool,
    pub(crate) append: bool,
    pub(crate) follow: bool,
}

/// What becomes of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    Kept,
    Now,
    At(u64),
    /// Both at once, which makes no sense.
    NowAndAt(u64),
}

/// What an offset counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whence {
    Start,
    Here,
    End,
    Nonsense,
}

/// One system call, or one and those that look at what it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    Open(Fd, Path, Mode),
    Close(Fd),
    Read(Fd, u32),
    ReadAt(Fd, u32, u64),
    Write(Fd, Vec<u8>),
    WriteAt(Fd, Vec<u8>, u64),
    Seek(Fd, i64, Whence),
    Tell(Fd),
    Resize(Fd, u64),
    Describe(Fd),
    SetFlags(Fd, u16),
    Sync(Fd),
    SyncData(Fd),
    Advise(Fd, u64, u64, u32),
    /// All entries, read with a buffer of so many bytes.
    List(Fd, u32),
    StatFd(Fd),
    SetTimesFd(Fd, Moment, Moment),
    Stat(Fd, Path, bool),
    SetTimes(Fd, Path, bool, Moment, Moment),
    MakeDirectory(Fd, Path),
    RemoveDirectory(Fd, Path),
    Unlink(Fd, Path),
    Rename(Fd, Path, Fd, Path),
    HardLink(Fd, Path, bool, Fd, Path),
    /// Where it leads, then where it lies.
    SymbolicLink(Path, Fd, Path),
    ReadLink(Fd, Path, u32),
    /// Whether two paths name one file.
    SameFile(Fd, Path, Fd, Path),
}

impl Operation {
    /// The descriptors that it is about.
    pub(crate) fn fds(&self) -> Vec<Fd> {
        use Operation::*;
        match self {
            Open(fd, ..)
            | Close(fd)
            | Read(fd, _)
            | ReadAt(fd, ..)
            | Write(fd, _)
            | WriteAt(fd, ..)
            | Seek(fd, ..)
            | Tell(fd)
            | Resize(fd, _)
            | Describe(fd)
            | SetFlags(fd, _)
            | Sync(fd)
            | SyncData(fd)
            | Advise(fd, ..)
            | List(fd, _)
            | StatFd(fd)
            | SetTimesFd(fd, ..)
            | Stat(fd, ..)
            | SetTimes(fd, ..)
            | MakeDirectory(fd, _)
            | RemoveDirectory(fd, _)
            | Unlink(fd, _)
            | SymbolicLink(_, fd, _)
            | ReadLink(fd, ..) => vec![*fd],
            Rename(from, _, to, _) | HardLink(from, _, _, to, _) | SameFile(from, _, to, _) => {
                vec![*from, *to]
            }
        }
    }

    /// The paths that it is to find or to make; not where a symbolic link leads.
    pub(crate) fn paths(&self) -> Vec<&Path> {
        use Operation::*;
        match self {
            Open(_, path, _)
            | Stat(_, path, _)
            | SetTimes(_, path, ..)
            | MakeDirectory(_, path)
            | RemoveDirectory(_, path)
            | Unlink(_, path)
            | SymbolicLink(_, _, path)
            | ReadLink(_, path, _) => {
                vec![path]
            }
            Rename(_, old, _, new) | HardLink(_, old, _, _, new) | SameFile(_, old, _, new) => vec![old, new],
            _ => Vec::new(),
        }
    }
}
