//! Grading once more what was submitted under a version of a pack whose checks were wrong.
//!
//! The rules: a submission is graded by the checks of a corrected version, with the seeds that it had. What comes out
//! stands beside what counts until a trainer has seen what it would change. Only a share that differs replaces the one
//! that counts; one that is smaller does so only where the trainer wants it, so that by default nobody loses by a
//! mistake that wasn't theirs. A neutralised exercise no longer counts against those who handed something in: how that
//! is counted stands in [`crate::score`].

mod comparison;
mod counts;
mod outcome;
mod score;
#[cfg(test)]
mod tests;
mod treatment;

pub use comparison::{Comparison, compare};
pub use counts::{Counts, count};
pub use outcome::{Attempt, Lowering, ResultChange, Settlement, changes, takes_effect};
pub use score::{SegmentChange, results_after};
pub use treatment::{Treatment, possible};
