//! Files of the cache that a process uses: marked, so that nobody removes them meanwhile, and so that it is seen when they were
//! last of use.

use std::fs::File;
use std::io;
use std::time::SystemTime;

use rustix::fs::{FlockOperation, Timespec, Timestamps, UTIME_NOW, flock, futimens};

/// Marks a file as used, for as long as it stays open.
pub(crate) fn mark(file: &File) {
    const NOW: Timespec = Timespec {
        tv_sec: 0,
        tv_nsec: UTIME_NOW,
    };
    let now = Timestamps {
        last_access: NOW,
        last_modification: NOW,
    };
    // A file system that can do neither keeps all it has for longer, or makes again what was removed.
    let marked = flock(file, FlockOperation::NonBlockingLockShared).and_then(|()| futimens(file, &now));
    if let Err(error) = marked {
        tracing::debug!(%error, "a file of the cache can't be marked as used");
    }
}

/// Whether some process uses a file.
pub(crate) fn is_marked(file: &File) -> bool {
    // Another open file of this process counts too; the lock goes when this one is closed.
    flock(file, FlockOperation::NonBlockingLockExclusive).is_err()
}

/// When a file was last of use.
pub(crate) fn last_use(file: &File) -> io::Result<SystemTime> {
    file.metadata()?.modified()
}
