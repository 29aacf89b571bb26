//! The file system of a sandbox: in memory, counted, gone with the sandbox.
//!
//! Invariant: nothing in here opens a file of the host. Read-only trees are handed in and shared; what a
//! guest writes is its own and counts against [`Quota`].
//!
//! The types know no system-call dialect: `wasi` speaks WASI preview 1 over them, and another dialect can
//! join it.

mod descriptor;
mod errno;
mod file_system;
mod mount;
mod namespace;
mod path;
mod stat;
mod tree;

pub(crate) use descriptor::{Descriptor, Descriptors, Device, Flags, Target};
pub(crate) use errno::Errno;
pub(crate) use file_system::FileSystem;
pub use mount::{Mount, Quota};
pub(crate) use stat::{Location, Opening, Stat, StatKind};
pub(crate) use tree::EPOCH_NS;
pub use tree::{SharedBytes, Tree};
