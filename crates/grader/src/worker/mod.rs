//! Worker processes: one grader each, away from everything that a grade doesn't need.
//!
//! A worker holds a language's snapshots and slots, and talks to whoever started it over one socket
//! (`wire`). It is [confined](confine()) before it grades: it can open nothing but the cache, reach no network and
//! start no process, and it has no environment, no database and no key. A fault of the host's in there, an abort,
//! or the system's memory running out, ends one worker: its grade is tried again by a new one.
//!
//! [`Worker`] is the starter's side, [`serve`] the worker's.

mod confine;
mod patience;
mod process;
mod serve;
mod switch;
mod wire;

pub use confine::{ConfineError, Confinement, confine};
pub use patience::Patience;
pub use process::{StartError, Worker, WorkerCommand};
pub use serve::{ServeError, serve};
pub use switch::Switch;
