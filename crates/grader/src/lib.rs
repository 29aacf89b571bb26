//! Grades a submission with an exercise's checks.
//!
//! The learner's code lives in one sandbox, the checks in another, and nothing but plain values passes between
//! them, through this crate. The verdict is made in the checker's sandbox and told over a channel that the
//! learner's sandbox doesn't have: whatever the learner's code does to its own interpreter, it can only change
//! its own answers.
//!
//! `docs/internals/protocol.md` describes the messages. Invariant: this crate knows no database and no HTTP.

mod about;
mod checker;
mod examination;
mod failure;
mod grade;
mod harness;
pub mod imposter;
mod libraries;
mod message;
mod packages;
mod pair;
mod picture;
mod prepared;
mod question;
mod run;
mod source;
mod submission;
mod unready;

pub mod worker;

pub use grade::Grader;
pub use libraries::LibrariesError;
pub use packages::Packages;
pub use pair::{Pair, PairError};
pub use question::{Interview, Question};
