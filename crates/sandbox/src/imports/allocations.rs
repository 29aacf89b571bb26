//! An allocator that counts, for each thread, what is asked of it.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    static COUNT: Cell<u64> = const { Cell::new(0) };
    static BYTES: Cell<u64> = const { Cell::new(0) };
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn note(bytes: usize) {
    // A thread that ends allocates when its own values are gone already.
    let _ = COUNT.try_with(|count| count.set(count.get() + 1));
    let _ = BYTES.try_with(|all| all.set(all.get() + bytes as u64));
}

#[expect(unsafe_code, reason = "an allocator is unsafe")]
// SAFETY: all is passed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        note(layout.size());
        // SAFETY: the caller keeps the allocator's contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the allocator's contract.
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        note(layout.size());
        // SAFETY: the caller keeps the allocator's contract.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        note(size);
        // SAFETY: the caller keeps the allocator's contract.
        unsafe { System.realloc(at, layout, size) }
    }
}

/// What a thread allocated.
#[derive(Clone, Copy, Debug)]
pub(super) struct Allocated {
    count: u64,
    bytes: u64,
}

impl Allocated {
    /// What it takes, in units of fuel: some 25 ns for each, and a byte for each two that may be written to.
    pub(super) fn work(&self) -> u64 {
        125 * self.count + self.bytes / 2
    }
}

/// What `work` allocates in this thread.
pub(super) fn during<T>(work: impl FnOnce() -> T) -> (T, Allocated) {
    let now = || Allocated {
        count: COUNT.get(),
        bytes: BYTES.get(),
    };
    let before = now();
    let done = work();
    let after = now();
    let allocated = Allocated {
        count: after.count - before.count,
        bytes: after.bytes - before.bytes,
    };
    (done, allocated)
}
