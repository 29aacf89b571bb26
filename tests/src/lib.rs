//! What the end-to-end tests share: the real sandboxes, and packs read from folders.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says why and ends")]

pub mod folder;
pub mod python;
