//! What the end-to-end tests share: the real sandboxes, packs read from folders, and what every
//! store must keep.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says why and ends")]

pub mod agent;
pub mod conformance;
pub mod folder;
pub mod python;
pub mod r;
