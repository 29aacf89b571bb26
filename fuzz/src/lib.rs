//! The modules under fuzzing, without the crates around them.
//!
//! `spyrales-sandbox` itself would have each fuzzing build compile a WebAssembly compiler first.

pub mod file_system;

#[path = "../../crates/sandbox/src/emscripten/dylink.rs"]
mod dylink;
#[path = "../../crates/sandbox/src/fs/mod.rs"]
#[expect(dead_code, unused_imports, reason = "system calls and snapshots use more of it")]
mod fs;
#[path = "../../crates/sandbox/src/value/mod.rs"]
pub mod value;
#[path = "../../crates/sandbox/src/work.rs"]
pub mod work;

/// Reads what a module asks of the dynamic linker, or refuses it.
pub fn side_module(module: &[u8]) {
    drop(dylink::Dylink::of(module));
}
