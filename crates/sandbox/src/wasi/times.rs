//! The times of a node as a guest sets them.

use crate::fs::{Errno, Location};
use crate::functions::Call;

/// WASI `fstflags`.
const SET_ACCESSED: u32 = 1;
const SET_ACCESSED_NOW: u32 = 2;
const SET_MODIFIED: u32 = 4;
const SET_MODIFIED_NOW: u32 = 8;

/// What becomes of a time.
#[derive(Clone, Copy, Debug)]
enum Change {
    Kept,
    Now,
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    At(u64),
}

impl Change {
    fn new(ns: u64, given: bool, now: bool) -> Result<Self, Errno> {
        match (given, now) {
            (true, true) => Err(Errno::Invalid),
            (true, false) => Ok(Self::At(ns)),
            (false, true) => Ok(Self::Now),
            (false, false) => Ok(Self::Kept),
        }
    }

    fn at(self, now: u64) -> Option<u64> {
        match self {
            Self::Kept => None,
            Self::Now => Some(now),
            Self::At(ns) => Some(ns),
        }
    }
}

/// What becomes of the times of access and of modification.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    accessed: Change,
    modified: Change,
}

impl Times {
    pub(super) fn new(accessed: u64, modified: u64, flags: u32) -> Result<Self, Errno> {
        let set = |flag| flags & flag != 0;
        Ok(Self {
            accessed: Change::new(accessed, set(SET_ACCESSED), set(SET_ACCESSED_NOW))?,
            modified: Change::new(modified, set(SET_MODIFIED), set(SET_MODIFIED_NOW))?,
        })
    }
}

impl Call<'_> {
    pub(super) fn set_times(&mut self, at: Location, times: Times) -> Result<(), Errno> {
        let now = self.now();
        let (accessed, modified) = (times.accessed.at(now), times.modified.at(now));
        self.host.fs.set_times(at, accessed, modified, now)
    }
}
