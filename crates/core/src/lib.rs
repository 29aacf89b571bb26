//! Domain types and rules of Spyrales.
//!
//! Data flows one way: a submission comes in, is stored, leased, graded, recorded, counted, certified. This
//! crate says what each of these is and which rules hold; others do the work.
//!
//! Invariant: the core knows no I/O, no clock and no randomness of its own. Time and randomness come in as
//! parameters, so that every rule can be tested exactly and every grade replayed.

pub mod account;
pub mod clock;
pub mod digest;
pub mod draft;
pub mod framework;
pub mod grading;
pub mod id;
pub mod imposter;
pub mod level;
pub mod organisation;
pub mod pack;
pub mod proof;
pub mod publication;
pub mod regrade;
pub mod report;
pub mod score;
pub mod session;
pub mod sharing;
pub mod siret;
pub mod statistics;
pub mod status;
pub mod store;
pub mod submission;
pub mod text;
