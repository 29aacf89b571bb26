//! The modules under fuzzing, without the crates around them.
//!
//! `spyrales-sandbox` itself would have each fuzzing build compile a WebAssembly compiler first.

#[path = "../../crates/sandbox/src/value/mod.rs"]
pub mod value;
