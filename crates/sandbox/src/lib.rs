//! WebAssembly sandboxes for data-science guests.
//!
//! Three nouns carry the model: a [`Runtime`](runtime::Runtime) is a language, compiled and ready; a
//! [`Snapshot`](runtime::Snapshot) is that language warmed up and frozen; a [`Sandbox`](sandbox::Sandbox) is
//! one guest started from a snapshot, with its own files, clock, randomness and limits. A sandbox sees nothing
//! of the host but the files handed in and one [`Port`](port::Port), over which plain
//! [values](value::Value) cross.
//!
//! Invariant: this crate knows no exercise, no check and no score.

mod clock;
mod code;
mod digest;
mod door;
mod emscripten;
mod functions;
mod guest;
mod host;
#[cfg(test)]
mod imports;
mod in_use;
mod packed;
mod rewrite;
mod slot;
mod wasi;

pub mod cache;
pub mod engine;
pub mod fs;
pub mod image;
pub mod inherited;
pub mod limits;
pub mod port;
pub mod progress;
pub mod prune;
pub mod python;
pub mod r;
pub mod runtime;
pub mod sandbox;
pub mod value;
pub mod work;
