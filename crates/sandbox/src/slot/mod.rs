//! Slots: guest memory that starts from an image, mapped copy-on-write, and is used again.
//!
//! Making a mapping is cheap; the page faults of a guest in a fresh one are not: each page that it writes is
//! copied by the kernel, one fault at a time. So a slot stays mapped when its sandbox is gone. Its
//! [reset](Slot::reset) writes back what the guest changed, and keeps the copies of the pages that guests
//! write to again and again. That happens after the answer is out ([`tidy`]), or at the latest when the slot is
//! taken.
//!
//! Slots belong to a thread: no two threads ever wait for each other over them.
//!
//! Invariant: a slot that is handed out is byte-equal to its image ([`audit`] proves it).

mod mapping;
mod pagemap;

use std::cell::RefCell;
use std::io;
use std::sync::Arc;

use wasmtime::{LinearMemory, MemoryCreator, MemoryType};

use self::mapping::Mapping;
pub(crate) use self::mapping::{PAGE, view};
use self::pagemap::Pagemap;
use crate::image::Image;

/// Pages that a slot may keep as its own copies between two sandboxes: 16 MiB.
const KEPT_AT_WORK: usize = 4096;
/// The same while nobody asks for a sandbox: 4.5 MiB.
const KEPT_AT_REST: usize = 1152;
/// Slots that a thread keeps. When it has as many, one of the same ground serves another image.
const KEPT_SLOTS: usize = 8;

thread_local! {
    static POOL: RefCell<Pool> = RefCell::new(Pool::default());
}

/// A thread's slots.
#[derive(Default)]
struct Pool {
    /// The image that the next guest memory starts from: wasmtime's `MemoryCreator` has no parameter for it.
    next: Option<Arc<Image>>,
    /// Slots that no sandbox uses, the one given back last at the end.
    idle: Vec<Slot>,
    pagemap: Option<Pagemap>,
}

/// Instantiates with memory that starts from `image`.
pub(crate) fn with_image<R>(image: &Arc<Image>, instantiate: impl FnOnce() -> R) -> R {
    POOL.with_borrow_mut(|pool| pool.next = Some(Arc::clone(image)));
    let result = instantiate();
    POOL.with_borrow_mut(|pool| pool.next = None);
    result
}

/// Opens what resetting slots asks of the system, for a process that is about to lose the right to.
///
/// # Errors
///
/// When the system doesn't tell a process of its own pages: slots work, but are never used again.
pub fn open_pagemap() -> io::Result<()> {
    Pagemap::open().map(drop)
}

/// Resets the slots that this thread's sandboxes have left behind, so that the next ones find them ready.
pub fn tidy() {
    POOL.with_borrow_mut(|pool| {
        let slots = std::mem::take(&mut pool.idle);
        pool.idle = slots.into_iter().filter_map(|slot| pool.clean(slot)).collect();
    });
}

/// As [`tidy`], and gives memory back: for a thread that has nothing to do for now.
pub fn rest() {
    POOL.with_borrow_mut(|pool| {
        let slots = std::mem::take(&mut pool.idle);
        let trimmed = slots
            .into_iter()
            .filter_map(|slot| pool.reset(slot, KEPT_AT_REST));
        pool.idle = trimmed.collect();
    });
}

/// Compares every slot that waits on this thread with its image, byte by byte; how many there are.
///
/// # Errors
///
/// The number of the first page that differs.
pub fn audit() -> Result<usize, usize> {
    tidy();
    POOL.with_borrow_mut(|pool| {
        for slot in &mut pool.idle {
            if let Some(page) = slot.difference() {
                return Err(page);
            }
        }
        Ok(pool.idle.len())
    })
}

impl Pool {
    /// A slot for an image: one that waits for it, or one of the same ground, or one made now.
    fn take(&mut self, image: &Arc<Image>, capacity: usize, guard: usize) -> io::Result<Slot> {
        let full = self.idle.len() >= KEPT_SLOTS;
        let same = self.idle.iter().rposition(|slot| Arc::ptr_eq(&slot.image, image));
        let near = || {
            self.idle
                .iter()
                .position(|slot| Arc::ptr_eq(slot.image.ground(), image.ground()))
        };
        if let Some(at) = same.or_else(|| full.then(near).flatten()) {
            let mut slot = self.idle.remove(at);
            slot.aim(image);
            if let Some(slot) = self.clean(slot) {
                return Ok(slot);
            }
        }
        Slot::new(image, capacity, guard)
    }

    fn give_back(&mut self, slot: Slot) {
        if !slot.image.initialised() {
            // A warm-up's: it is needed once.
            return;
        }
        self.idle.push(slot);
        if self.idle.len() > KEPT_SLOTS {
            self.idle.remove(0);
        }
    }

    /// The slot, equal to its image; nothing if that can't be had: then it is unmapped.
    fn clean(&mut self, slot: Slot) -> Option<Slot> {
        if slot.clean {
            return Some(slot);
        }
        self.reset(slot, KEPT_AT_WORK)
    }

    fn reset(&mut self, mut slot: Slot, keep: usize) -> Option<Slot> {
        let reset = match &mut self.pagemap {
            Some(pagemap) => slot.reset(pagemap, keep),
            None => Pagemap::open().and_then(|pagemap| slot.reset(self.pagemap.insert(pagemap), keep)),
        };
        if let Err(error) = &reset {
            tracing::warn!(%error, "a slot can't be reset: the next sandbox gets a new mapping");
        }
        reset.is_ok().then_some(slot)
    }
}

/// A mapping of an image.
struct Slot {
    mapping: Mapping,
    image: Arc<Image>,
    /// Equal to its image.
    clean: bool,
    /// For each page, a bit for each of the last eight resets that found it a copy of its own and other than the
    /// image, the last one lowest.
    history: Vec<u8>,
    /// Pages that were private at the last reset; kept for its allocation.
    private: Vec<usize>,
}

impl Slot {
    fn new(image: &Arc<Image>, capacity: usize, guard: usize) -> io::Result<Self> {
        let mut mapping = Mapping::reserve(capacity, guard)?;
        mapping.put(image.ground().file(), image.ground().len())?;
        mapping.open(image.len())?;
        for &number in image.layer_numbers() {
            let number = number as usize;
            mapping.page_mut(number).copy_from_slice(image.page(number));
        }
        Ok(Self {
            mapping,
            image: Arc::clone(image),
            clean: true,
            history: vec![0; image.len() / PAGE],
            private: Vec::new(),
        })
    }

    /// Takes another image of the same ground as the one to be equal to.
    fn aim(&mut self, image: &Arc<Image>) {
        if !Arc::ptr_eq(&self.image, image) {
            self.image = Arc::clone(image);
            self.history.resize(image.len() / PAGE, 0);
            self.clean = false;
        }
    }

    /// Makes the memory equal to its image again, keeping so many copies of pages at most (and those of a layer).
    fn reset(&mut self, pagemap: &mut Pagemap, keep: usize) -> io::Result<()> {
        let image = &*self.image;
        self.mapping.close(image.len())?;
        self.mapping.open(image.len())?;
        pagemap.private(self.mapping.base().addr(), image.len() / PAGE, &mut self.private)?;
        let layer = image.layer_numbers();
        let in_layer = |number: usize| image.layer_page(number).is_some();
        let others = self.private.iter().filter(|&&number| !in_layer(number)).count();
        let mut room = keep.saturating_sub(layer.len());
        // Where there isn't room for all, those go first that lately were as the image has them.
        let mut over = others.saturating_sub(room);
        let mut forgotten = 0..0;
        for &number in &self.private {
            let original = image.page(number);
            let page = self.mapping.page_mut(number);
            let changed = page != original;
            let history = &mut self.history[number];
            *history = *history << 1 | u8::from(changed);
            // A page of the layer, forgotten, would be the ground's.
            let in_layer = in_layer(number);
            if in_layer || (room > 0 && (over == 0 || *history != 0)) {
                if changed {
                    page.copy_from_slice(original);
                }
                room -= usize::from(!in_layer);
                continue;
            }
            over = over.saturating_sub(1);
            if number == forgotten.end {
                forgotten.end += 1;
            } else {
                self.mapping.forget(forgotten)?;
                forgotten = number..number + 1;
            }
        }
        self.mapping.forget(forgotten)?;
        // Pages of the layer that this slot has never had as its own: it was another image's.
        for &number in layer {
            let number = number as usize;
            if self.private.binary_search(&number).is_err() {
                self.mapping.page_mut(number).copy_from_slice(image.page(number));
            }
        }
        self.clean = true;
        Ok(())
    }

    /// The first page that differs from the image.
    fn difference(&self) -> Option<usize> {
        let pages = self.image.len() / PAGE;
        let mut ours = self.mapping.bytes().chunks(PAGE).enumerate();
        let first = ours.find(|&(number, page)| number >= pages || page != self.image.page(number));
        first
            .map(|(number, _)| number)
            .or_else(|| (self.mapping.len() != self.image.len()).then_some(pages))
    }
}

/// Makes guest memories, from an image where one was announced.
pub(crate) struct SlotCreator {
    /// Size in pages of 64 KiB that tells the guest's own memory from the engine's heap for exceptions.
    pub(crate) guest_minimum_pages: u64,
}

#[expect(unsafe_code, reason = "wasmtime trusts a memory creator to keep its promise")]
// SAFETY: `Mapping` keeps the promise: what was asked for plus the guard is reserved, and exactly the first
// `byte_size` bytes are open.
unsafe impl MemoryCreator for SlotCreator {
    fn new_memory(
        &self,
        ty: MemoryType,
        minimum: usize,
        _maximum: Option<usize>,
        reserved: Option<usize>,
        guard: usize,
    ) -> Result<Box<dyn LinearMemory>, String> {
        let capacity = reserved.unwrap_or(4 << 30).max(minimum);
        let guests = ty.minimum() == self.guest_minimum_pages;
        let image = POOL.with_borrow_mut(|pool| if guests { pool.next.take() } else { None });
        let made = match image {
            Some(image) => lend(&image, minimum, capacity, guard),
            None => empty(minimum, capacity, guard),
        };
        made.map_err(|error| format!("failed to map guest memory: {error}"))
    }
}

fn empty(minimum: usize, capacity: usize, guard: usize) -> io::Result<Box<dyn LinearMemory>> {
    let mut mapping = Mapping::reserve(capacity, guard)?;
    mapping.open(minimum)?;
    Ok(Box::new(mapping))
}

fn lend(
    image: &Arc<Image>,
    minimum: usize,
    capacity: usize,
    guard: usize,
) -> io::Result<Box<dyn LinearMemory>> {
    let mut slot = POOL.with_borrow_mut(|pool| pool.take(image, capacity, guard))?;
    slot.clean = false;
    slot.mapping.open(minimum)?;
    Ok(Box::new(Lent { slot: Some(slot) }))
}

/// A slot while a sandbox has it.
struct Lent {
    /// `None` only while it is dropped.
    slot: Option<Slot>,
}

impl Lent {
    fn mapping(&self) -> &Mapping {
        match &self.slot {
            Some(slot) => &slot.mapping,
            None => unreachable!("a memory is not used while it is dropped"),
        }
    }
}

#[expect(unsafe_code, reason = "wasmtime trusts a memory to keep its promise")]
// SAFETY: see `SlotCreator`; the mapping never moves.
unsafe impl LinearMemory for Lent {
    fn byte_size(&self) -> usize {
        self.mapping().len()
    }

    fn byte_capacity(&self) -> usize {
        self.mapping().capacity()
    }

    fn grow_to(&mut self, size: usize) -> wasmtime::Result<()> {
        match &mut self.slot {
            Some(slot) => slot.mapping.grow_to(size),
            None => unreachable!("a memory is not used while it is dropped"),
        }
    }

    fn as_ptr(&self) -> *mut u8 {
        self.mapping().base()
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let Some(slot) = self.slot.take() else { return };
        // Where the thread is ending, or the pool is at work further up, the slot is unmapped.
        let _ = POOL.try_with(|pool| {
            if let Ok(mut pool) = pool.try_borrow_mut() {
                pool.give_back(slot);
            }
        });
    }
}
