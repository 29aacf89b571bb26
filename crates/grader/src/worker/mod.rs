//! Worker processes: one grader each, away from everything that a grade doesn't need.
//!
//! A worker holds a language's snapshots and slots, and talks to whoever started it over one socket
//! (`wire`). It is [confined](confine()) before it grades: it can read nothing but the cache, write nothing, reach no network and
//! start no process, and it has no environment, no database, no key, no capability and no file that the starter had open. A
//! fault of the host's in there, an abort, or the system's memory running out, ends one worker: its grade is tried again by a
//! new one.
//!
//! What was never made on a machine, the [`Preparer`] makes: a process confined likewise, which may write snapshots and is never
//! sent a submission. Compiled code, which the starter runs unconfined, neither of them can write.
//!
//! [`Worker`] and [`Preparer`] are the starter's side, [`serve`] the process's.

mod confine;
mod patience;
mod process;
mod serve;
mod switch;
mod wire;

pub use confine::{ConfineError, Confinement, Reach, confine};
pub use patience::Patience;
pub use process::{Preparer, StartError, Worker, WorkerCommand};
pub use serve::{ServeError, TAKING, serve};
pub use switch::Switch;
