//! The seam to the grader.

use spyrales_core::grading::{Grading, NotGraded};
use spyrales_core::pack::{Exercise, Pack};

/// Grades submissions. It may block for as long as the exercise's limits allow.
///
/// The server hands work to it and knows nothing of how it is done: the same pack, exercise, source and seed
/// give the same record, wherever the grader runs.
pub trait Grade: Send + Sync {
    /// Grades one submission; an error is our failure, never the learner's.
    fn grade(&self, pack: &Pack, exercise: &Exercise, source: &[u8], seed: u64)
    -> Result<Grading, NotGraded>;
}
