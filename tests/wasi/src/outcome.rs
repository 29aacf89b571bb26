//! What a call came to, without what two systems can't share: times of their own, inode numbers, sizes of directories.

use std::fmt;

/// An error number of WASI preview 1.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Errno(pub(crate) u16);

macro_rules! errnos {
    ($($name:ident = $number:literal)*) => {
        #[expect(dead_code, reason = "the table of names is for messages too")]
        impl Errno {
            $(pub(crate) const $name: Self = Self($number);)*
        }

        impl fmt::Debug for Errno {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.0 {
                    $($number => f.write_str(stringify!($name)),)*
                    other => write!(f, "errno {other}"),
                }
            }
        }
    };
}

// WASI preview 1, `errno`: those that files and directories can meet with.
errnos! {
    ACCES = 2
    BADF = 8
    BUSY = 10
    EXIST = 20
    FAULT = 21
    FBIG = 22
    ILSEQ = 25
    INVAL = 28
    IO = 29
    ISDIR = 31
    LOOP = 32
    MFILE = 33
    NAMETOOLONG = 37
    NOENT = 44
    NOSPC = 51
    NOTDIR = 54
    NOTEMPTY = 55
    NOTSOCK = 57
    NOTSUP = 58
    OVERFLOW = 61
    PERM = 63
    ROFS = 69
    SPIPE = 70
    XDEV = 75
    NOTCAPABLE = 76
    TRAP = 65535
}

/// WASI `filetype`.
pub(crate) const DIRECTORY: u8 = 3;
pub(crate) const FILE: u8 = 4;
pub(crate) const LINK: u8 = 7;

/// What is known of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stat {
    pub(crate) kind: u8,
    /// Names and bytes; none for a directory, which every file system counts in its own way.
    pub(crate) links_and_size: Option<(u64, u64)>,
}

/// What a call came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Failed(Errno),
    Done,
    Opened,
    Number(u64),
    Bytes(Vec<u8>),
    Stat(Stat),
    /// Times read and written, as they were set; none where the clock's own time stands.
    Times(Option<u64>, Option<u64>),
    /// Kind, flags, and whether writing and, but for a directory, reading are among its rights.
    Descriptor {
        kind: u8,
        flags: u16,
        reads: bool,
        writes: bool,
    },
    /// Names and kinds, in the order of the names.
    Entries(Vec<(Vec<u8>, u8)>),
    Same(bool),
}

impl Outcome {
    pub(crate) fn errno(&self) -> Option<Errno> {
        match self {
            Self::Failed(errno) => Some(*errno),
            _ => None,
        }
    }
}
