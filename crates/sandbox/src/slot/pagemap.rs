//! Which pages of this process are its own copies.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::sync::OnceLock;

use super::mapping::PAGE;

/// The page is there.
const PRESENT: u64 = 1 << 63;
/// The page is there, but has been written to swap space.
const SWAPPED: u64 = 1 << 62;
/// The page is a file's, not a private copy.
const OF_FILE: u64 = 1 << 61;

/// Linux's `/proc/self/pagemap`: 64 bits for each page of this process (Documentation/admin-guide/mm/pagemap.rst).
#[derive(Debug)]
pub(super) struct Pagemap {
    file: &'static File,
    entries: Vec<u8>,
}

/// The file is about the whole process, and read at given places: one serves all threads.
static FILE: OnceLock<File> = OnceLock::new();

impl Pagemap {
    pub(super) fn open() -> io::Result<Self> {
        let file = match FILE.get() {
            Some(file) => file,
            None => FILE.get_or_init({
                let file = File::open("/proc/self/pagemap")?;
                || file
            }),
        };
        Ok(Self {
            file,
            entries: Vec::new(),
        })
    }

    /// The numbers of the pages, counted from `base`, that are private copies.
    pub(super) fn private(&mut self, base: usize, pages: usize, found: &mut Vec<usize>) -> io::Result<()> {
        self.entries.resize(pages * size_of::<u64>(), 0);
        let first = (base / PAGE * size_of::<u64>()) as u64;
        self.file.read_exact_at(&mut self.entries, first)?;
        found.clear();
        let (entries, _) = self.entries.as_chunks();
        found.extend(entries.iter().enumerate().filter_map(|(number, entry)| {
            let entry = u64::from_le_bytes(*entry);
            let private = entry & SWAPPED != 0 || entry & (PRESENT | OF_FILE) == PRESENT;
            private.then_some(number)
        }));
        Ok(())
    }
}
