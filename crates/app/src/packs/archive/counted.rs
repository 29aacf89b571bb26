//! An archive's bytes, each reading of which is counted.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use spyrales_credential::Stop;

/// How often each byte may be read: a directory once or twice, an entry's head once or twice, its content once. Entries
/// that lie over one another, so that a small archive unpacks for hours, read theirs more often.
const TIMES: u64 = 4;

/// Bytes beyond that, for the little that is searched in small archives.
const FREE: u64 = 1 << 20;

/// What going to a place costs, in bytes.
const SEEK: u64 = 32;

/// Reads an archive until that has been enough, or nobody waits any more.
#[derive(Debug)]
pub(super) struct Counted {
    bytes: Cursor<Vec<u8>>,
    left: u64,
    stop: Stop,
}

impl Counted {
    pub(super) fn new(bytes: Vec<u8>, stop: Stop) -> Self {
        Self {
            left: TIMES * bytes.len() as u64 + FREE,
            bytes: Cursor::new(bytes),
            stop,
        }
    }

    fn count(&mut self, bytes: u64) -> io::Result<()> {
        if self.stop.is_set() {
            return Err(io::Error::other("nobody waits for it"));
        }
        let left = self.left.checked_sub(bytes);
        self.left = left.ok_or_else(|| io::Error::other("the archive's parts lie over one another"))?;
        Ok(())
    }
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.count(buffer.len() as u64)?;
        let read = self.bytes.read(buffer)?;
        // The end may have been nearer.
        self.left += (buffer.len() - read) as u64;
        Ok(read)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.count(SEEK)?;
        self.bytes.seek(to)
    }
}
