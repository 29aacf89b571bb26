//! Packs as trainers write them: read, varied from learner to learner, and refused with all that is wrong.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod errors;
mod files;
mod sample;
mod shipped;
mod variants;
