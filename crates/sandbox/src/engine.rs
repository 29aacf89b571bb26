//! The WebAssembly engine and its settings, which are part of what a grade depends on.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use wasmtime::{Config, OptLevel};

use crate::slot::SlotCreator;

/// The guest's stack. CPython's own recursion limit is reached first.
const WASM_STACK: usize = 8 << 20;
/// Stack that a thread needs which runs a pair of sandboxes: one may call into the other through the host.
pub const THREAD_STACK: usize = 4 * WASM_STACK;
/// Pages of 64 KiB that the guest's own memory starts with.
pub(crate) const GUEST_MINIMUM_PAGES: u64 = 640;

/// What becomes of the bits of a NaN that say which NaN it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nans {
    /// Every NaN that is computed has the same bits.
    Canonical,
    /// They pass through arithmetic as the processor passes them.
    Kept,
}

/// An engine, shared by all sandboxes of a process.
#[derive(Clone, Debug)]
pub struct Engine(wasmtime::Engine, Nans);

impl Engine {
    /// An engine with our settings.
    pub fn new() -> Result<Self, EngineError> {
        Self::with(Nans::Canonical)
    }

    /// An engine in which a NaN keeps its bits through arithmetic: R tells its `NA` from other NaNs by them, and
    /// `NA + 1` is `NA`. Which bits come of two NaNs is the processor's choice, so results are tied to its
    /// family.
    pub fn keeping_nans() -> Result<Self, EngineError> {
        Self::with(Nans::Kept)
    }

    fn with(nans: Nans) -> Result<Self, EngineError> {
        let engine = wasmtime::Engine::new(&config(nans)).map_err(EngineError)?;
        Ok(Self(engine, nans))
    }

    /// What of the engine a record depends on, in words that go into the runtime's digest.
    pub(crate) fn semantics(&self) -> String {
        match self.1 {
            Nans::Canonical => format!("{SEMANTICS}; nan canonical"),
            Nans::Kept => format!("{SEMANTICS}; nan of {}", std::env::consts::ARCH),
        }
    }

    pub(crate) fn wasmtime(&self) -> &wasmtime::Engine {
        &self.0
    }

    /// Names compiled code that this engine can load: it depends on wasmtime's version, the settings, and
    /// the processor.
    pub(crate) fn compatibility(&self) -> String {
        let mut hasher = Sha256Hasher(Sha256::new());
        self.0.precompile_compatibility_hash().hash(&mut hasher);
        hex::encode(hasher.0.finalize())
    }
}

/// The engine can't be made on this machine.
#[derive(Debug, thiserror::Error)]
#[error("failed to set up the WebAssembly engine: {0}")]
pub struct EngineError(wasmtime::Error);

fn config(nans: Nans) -> Config {
    let mut config = Config::new();
    // What the guest's result may depend on: these are part of the record's runtime.
    config
        .wasm_exceptions(true)
        .consume_fuel(true)
        .cranelift_nan_canonicalization(nans == Nans::Canonical)
        .wasm_relaxed_simd(false)
        .max_wasm_stack(WASM_STACK)
        // Not used, but wasmtime wants it to be no smaller.
        .async_stack_size(WASM_STACK);
    // How it runs. Fuel alone stops a guest: it costs about what epoch interruption does, both cost their sum
    // (docs/internals/benchmark.md), and a limit that a clock decides could be lost by a busy machine. Whoever needs a
    // safety net against a fault of ours ends the process.
    config
        .concurrency_support(false)
        .cranelift_opt_level(OptLevel::Speed)
        .native_unwind_info(false)
        .wasm_backtrace_max_frames(None)
        .with_host_memory(Arc::new(SlotCreator {
            guest_minimum_pages: GUEST_MINIMUM_PAGES,
        }));
    config
}

/// What of any engine a record depends on, in words that go into the runtime's digest. `fuel` numbers the rule of
/// what costs what: wasmtime's, and the prices of [`Work`](crate::work::Work).
const SEMANTICS: &str = "wasmtime 48; fuel 2; wasm stack 8 MiB; virtual clock 4 fuel/ns";

/// Lets `Hash` feed a digest that is the same in every process.
struct Sha256Hasher(Sha256);

impl Hasher for Sha256Hasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        let digest = self.0.clone().finalize();
        u64::from_le_bytes([
            digest[0], digest[1], digest[2], digest[3], digest[4], digest[5], digest[6], digest[7],
        ])
    }
}
