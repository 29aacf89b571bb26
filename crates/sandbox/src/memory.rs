//! Guest memory that starts from an image: mapped copy-on-write, so that a start costs no copy.
//!
//! This module holds the crate's unsafe code for memory. Its promise to wasmtime: every memory it hands out
//! is a private reservation of the size asked for plus the guard, of which exactly the first `size` bytes are
//! readable and writable and everything else faults.

#![expect(unsafe_code, reason = "maps guest memory from image files")]

use std::cell::RefCell;
use std::ffi::c_void;
use std::ptr;
use std::sync::Arc;

use rustix::io;
use rustix::mm::{MapFlags, MprotectFlags, ProtFlags, mmap, mmap_anonymous, mprotect, munmap};
use wasmtime::{LinearMemory, MemoryCreator, MemoryType};

use crate::image::Image;

thread_local! {
    /// The image that the next guest memory made on this thread starts from. Wasmtime's `MemoryCreator` has
    /// no parameter for it; [`with_image`] sets it only for the length of one instantiation.
    static NEXT: RefCell<Option<Arc<Image>>> = const { RefCell::new(None) };
}

/// Instantiates with memory that starts from `image`.
pub(crate) fn with_image<R>(image: &Arc<Image>, instantiate: impl FnOnce() -> R) -> R {
    NEXT.set(Some(Arc::clone(image)));
    let result = instantiate();
    NEXT.set(None);
    result
}

/// Makes guest memories, from an image where one was announced.
pub(crate) struct ImageMemoryCreator {
    /// Size in pages of 64 KiB that tells the guest's own memory from the engine's heap for exceptions.
    pub(crate) guest_minimum_pages: u64,
}

// SAFETY: `ImageMemory::map` reserves what was asked for plus the guard with no access, and opens only the
// first `size` bytes; see the promise above.
unsafe impl MemoryCreator for ImageMemoryCreator {
    fn new_memory(
        &self,
        ty: MemoryType,
        minimum: usize,
        _maximum: Option<usize>,
        reserved: Option<usize>,
        guard: usize,
    ) -> Result<Box<dyn LinearMemory>, String> {
        let image = if ty.minimum() == self.guest_minimum_pages {
            NEXT.take()
        } else {
            None
        };
        let capacity = reserved.unwrap_or(4 << 30).max(minimum);
        let memory = ImageMemory::map(image, minimum, capacity, guard)
            .map_err(|e| format!("failed to map guest memory: {e}"))?;
        Ok(Box::new(memory))
    }
}

/// One guest memory.
struct ImageMemory {
    base: *mut u8,
    /// Bytes open to the guest.
    size: usize,
    /// Bytes that it can grow to without moving.
    capacity: usize,
    /// Bytes reserved, the guard included.
    reserved: usize,
    /// Keeps the mapped file open for as long as its pages may be read.
    _image: Option<Arc<Image>>,
}

// SAFETY: the mapping belongs to this value alone; the pointer is only used through `&mut self` or by
// wasmtime, which guards it with the store's own exclusivity.
unsafe impl Send for ImageMemory {}
// SAFETY: as for `Send`; no method reads the memory through a shared reference.
unsafe impl Sync for ImageMemory {}

impl ImageMemory {
    fn map(image: Option<Arc<Image>>, minimum: usize, capacity: usize, guard: usize) -> io::Result<Self> {
        let reserved = (capacity + guard).next_multiple_of(rustix::param::page_size());
        // SAFETY: a fresh anonymous mapping at an address of the kernel's choice overlaps nothing.
        let base = unsafe {
            let flags = MapFlags::PRIVATE | MapFlags::NORESERVE;
            mmap_anonymous(ptr::null_mut(), reserved, ProtFlags::empty(), flags)?
        };
        let mut memory = Self {
            base: base.cast(),
            size: 0,
            capacity,
            reserved,
            _image: None,
        };
        if let Some(image) = image {
            // SAFETY: the image is not larger than the reservation (`Image` and the memory's minimum agree on
            // that, and `capacity` is at least 4 GiB), which is ours and in use by nobody yet. The file is
            // never written once it is an image, and the mapping is private.
            unsafe {
                let access = ProtFlags::READ | ProtFlags::WRITE;
                let flags = MapFlags::PRIVATE | MapFlags::FIXED;
                mmap(base, image.len(), access, flags, image.file(), 0)?;
            }
            memory.size = image.len();
            memory._image = Some(image);
        }
        if minimum > memory.size {
            memory.open(minimum)?;
        }
        Ok(memory)
    }

    /// Opens the bytes up to `size` to the guest; new ones read as zero.
    fn open(&mut self, size: usize) -> io::Result<()> {
        let access = MprotectFlags::READ | MprotectFlags::WRITE;
        // SAFETY: the range lies inside our reservation (`size <= capacity`), and only gains access.
        unsafe {
            mprotect(
                self.base.add(self.size).cast::<c_void>(),
                size - self.size,
                access,
            )?;
        };
        self.size = size;
        Ok(())
    }
}

// SAFETY: see `ImageMemoryCreator`; `base` never moves, and the size only grows up to the capacity.
unsafe impl LinearMemory for ImageMemory {
    fn byte_size(&self) -> usize {
        self.size
    }

    fn byte_capacity(&self) -> usize {
        self.capacity
    }

    fn grow_to(&mut self, size: usize) -> wasmtime::Result<()> {
        if size > self.capacity {
            return Err(wasmtime::Error::msg("guest memory is at its capacity"));
        }
        if size > self.size {
            self.open(size).map_err(wasmtime::Error::new)?;
        }
        Ok(())
    }

    fn as_ptr(&self) -> *mut u8 {
        self.base
    }
}

impl Drop for ImageMemory {
    fn drop(&mut self) {
        // SAFETY: the mapping is ours, wasmtime has given the memory up, and nothing else points into it.
        let unmapped = unsafe { munmap(self.base.cast(), self.reserved) };
        debug_assert!(unmapped.is_ok(), "unmapping our own reservation: {unmapped:?}");
    }
}
