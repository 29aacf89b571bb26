//! Address space for one guest memory, and pages put into it: the unsafe code of this crate's memory.
//!
//! Its promise to wasmtime: exactly the first `open` bytes can be read and written, and everything after them,
//! the guard included, faults. Its promise to us: a page is only looked at or written between two turns,
//! through a borrow of the mapping.

#![expect(unsafe_code, reason = "maps guest memory from image files")]

use std::ffi::c_void;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::ptr;

use memmap2::Mmap;
use rustix::mm::{
    Advice, MapFlags, MprotectFlags, ProtFlags, madvise, mmap, mmap_anonymous, mprotect, munmap,
};
use wasmtime::LinearMemory;

/// Bytes of a page. Images are whole pages, as the guest's own 64 KiB pages are.
pub(crate) const PAGE: usize = 4096;

/// A reservation with its beginning open.
#[derive(Debug)]
pub(crate) struct Mapping {
    base: *mut u8,
    /// Bytes open to the guest.
    open: usize,
    /// Bytes that may be opened without moving.
    capacity: usize,
    /// Bytes reserved, the guard included.
    reserved: usize,
}

// SAFETY: the mapping belongs to this value alone; the pointer is only used through `&mut self`, or by
// wasmtime, which guards it with the store's own exclusivity.
unsafe impl Send for Mapping {}
// SAFETY: as for `Send`; what reads the memory through `&self` does so between turns, when nobody writes.
unsafe impl Sync for Mapping {}

impl Mapping {
    /// Reserves address space, none of it open.
    pub(crate) fn reserve(capacity: usize, guard: usize) -> io::Result<Self> {
        let reserved = (capacity + guard).next_multiple_of(rustix::param::page_size());
        // SAFETY: a fresh anonymous mapping at an address of the kernel's choice overlaps nothing.
        let base = unsafe {
            let flags = MapFlags::PRIVATE | MapFlags::NORESERVE;
            mmap_anonymous(ptr::null_mut(), reserved, ProtFlags::empty(), flags)?
        };
        Ok(Self {
            base: base.cast(),
            open: 0,
            capacity,
            reserved,
        })
    }

    /// Puts the first bytes of a file at the beginning, copy-on-write, and opens them.
    pub(crate) fn put(&mut self, file: &File, len: usize) -> io::Result<()> {
        if len > self.capacity {
            return Err(io::ErrorKind::OutOfMemory.into());
        }
        // SAFETY: the range lies inside our reservation, which nobody else knows of yet. The file is never
        // written once it is an image, and the mapping is private.
        unsafe {
            let access = ProtFlags::READ | ProtFlags::WRITE;
            let flags = MapFlags::PRIVATE | MapFlags::FIXED;
            mmap(self.base.cast(), len, access, flags, file, 0)?;
        }
        self.open = len;
        Ok(())
    }

    /// Opens the bytes up to `size`; new ones read as zero.
    pub(crate) fn open(&mut self, size: usize) -> io::Result<()> {
        if size > self.capacity {
            return Err(io::ErrorKind::OutOfMemory.into());
        }
        if size > self.open {
            let access = MprotectFlags::READ | MprotectFlags::WRITE;
            // SAFETY: the range lies inside our reservation (`size <= capacity`), and only gains access.
            unsafe { mprotect(self.at(self.open), size - self.open, access)? };
            self.open = size;
        }
        Ok(())
    }

    /// Closes the bytes from `size` on and forgets them: opened again, they read as zero.
    pub(crate) fn close(&mut self, size: usize) -> io::Result<()> {
        if size < self.open {
            // SAFETY: the range lies inside our reservation, beyond what was put there from a file, and
            // wasmtime has given the memory up.
            unsafe {
                madvise(self.at(size), self.open - size, Advice::LinuxDontNeed)?;
                mprotect(self.at(size), self.open - size, MprotectFlags::empty())?;
            }
            self.open = size;
        }
        Ok(())
    }

    /// Forgets what was written to pages: they read as the file's again.
    pub(crate) fn forget(&mut self, pages: Range<usize>) -> io::Result<()> {
        assert!(pages.end * PAGE <= self.open, "pages that are open");
        let len = pages.len() * PAGE;
        // SAFETY: the pages are open and ours, and nobody holds a reference into them (`&mut self`).
        unsafe { madvise(self.at(pages.start * PAGE), len, Advice::LinuxDontNeed)? };
        Ok(())
    }

    /// An open page, to be looked at or written.
    pub(crate) fn page_mut(&mut self, number: usize) -> &mut [u8] {
        assert!((number + 1) * PAGE <= self.open, "a page that is open");
        // SAFETY: the page is open, lies inside the mapping, and is borrowed as long as the mapping is.
        unsafe { std::slice::from_raw_parts_mut(self.base.add(number * PAGE), PAGE) }
    }

    /// All bytes that are open.
    pub(crate) fn bytes(&self) -> &[u8] {
        // SAFETY: the first `open` bytes are readable, and nobody writes them while they are borrowed.
        unsafe { std::slice::from_raw_parts(self.base, self.open) }
    }

    /// Where it begins.
    pub(crate) fn base(&self) -> *mut u8 {
        self.base
    }

    /// Bytes that are open.
    pub(crate) fn len(&self) -> usize {
        self.open
    }

    /// Bytes that may be opened.
    pub(crate) fn capacity(&self) -> usize {
        self.capacity
    }

    fn at(&self, offset: usize) -> *mut c_void {
        debug_assert!(offset <= self.reserved);
        // SAFETY: the offset lies inside the reservation.
        unsafe { self.base.add(offset).cast() }
    }
}

// SAFETY: `base` never moves, and the bytes that are open only grow, up to the capacity.
unsafe impl LinearMemory for Mapping {
    fn byte_size(&self) -> usize {
        self.open
    }

    fn byte_capacity(&self) -> usize {
        self.capacity
    }

    fn grow_to(&mut self, size: usize) -> wasmtime::Result<()> {
        self.open(size).map_err(wasmtime::Error::new)
    }

    fn as_ptr(&self) -> *mut u8 {
        self.base
    }
}

/// A file of the cache, mapped read-only and shared.
pub(crate) fn view(file: &File) -> io::Result<Mmap> {
    // SAFETY: only this user can write to the cache; its files are put there by one rename and never changed.
    unsafe { Mmap::map(file) }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: the mapping is ours, wasmtime has given the memory up, and nothing else points into it.
        let unmapped = unsafe { munmap(self.base.cast(), self.reserved) };
        debug_assert!(unmapped.is_ok(), "unmapping our own reservation: {unmapped:?}");
    }
}
