//! The seam to the grader.

use std::sync::Arc;

use spyrales_core::grading::{Grading, NotGraded, PackRef, Run, Seeds};
use spyrales_core::pack::Exercise;

/// Ends what a grader is at; without effect while it has nothing to do.
pub trait Switch: Send + Sync {
    /// Ends it now.
    fn stop(&self);
}

/// Grades submissions, one at a time. It may block for as long as the exercise's limits allow.
///
/// The server hands work to it and knows nothing of how it is done: the same pack, exercise, source and seeds
/// give the same record, wherever the grader runs. Every worker of the job runner has one of its own.
pub trait Grade: Send {
    /// Ends, from another thread, what this grader is at: nobody waits for it any more. What it returns then is nobody's.
    fn switch(&self) -> Arc<dyn Switch>;

    /// Grades one submission; an error is our failure, never the learner's.
    fn grade(
        &mut self,
        pack: &PackRef,
        exercise: &Exercise,
        source: &[u8],
        seeds: Seeds,
    ) -> Result<Grading, NotGraded>;

    /// Runs code for an exercise without grading it.
    fn run(
        &mut self,
        pack: &PackRef,
        exercise: &Exercise,
        source: &[u8],
        seed: u64,
    ) -> Result<Run, NotGraded>;
}
