//! One span for each grade: whose pack and exercise, on which runtime, what came of it, and what it took.
//!
//! Never code, and nothing of the person.

use spyrales_core::grading::{Grading, Verdict};
use spyrales_core::store::Lease;
use tracing::Span;
use tracing::field::{Empty, display};

/// The span of a grade, which knows what is known before.
pub(super) fn grade(worker: usize, lease: &Lease) -> Span {
    tracing::info_span!(
        "grade",
        worker,
        submission = %lease.submission,
        pack = lease.exercise.pack,
        exercise = lease.exercise.exercise,
        attempt = lease.attempt,
        runtime = Empty,
        outcome = Empty,
        fuel = Empty,
        ms = Empty,
    )
}

/// Says what a grade came to and what it took: the submission's fuel, and milliseconds of the clock.
pub(super) fn graded(grading: &Grading) {
    let span = Span::current();
    let record = &grading.record;
    span.record("runtime", record.runtime.name.as_str());
    span.record("outcome", outcome(&record.verdict));
    span.record("fuel", record.usage.fuel);
    span.record("ms", u64::try_from(grading.wall.as_millis()).unwrap_or(u64::MAX));
}

/// Says that nothing was graded.
pub(super) fn not_graded(outcome: &'static str) {
    Span::current().record("outcome", display(outcome));
}

fn outcome(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Graded => "graded",
        _ => "stopped",
    }
}
