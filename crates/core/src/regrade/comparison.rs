//! What a corrected version changes in an exercise, as far as a grade depends on it.

use crate::pack::Exercise;

/// What a corrected version changes in an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Nothing that a grade depends on: grading once more would come to the same.
    Same,
    /// What learners don't see: the checks, their hidden files, the reference solution, the limits.
    Checks,
    /// Also what learners were asked or given: they answered another question.
    Task,
    /// It is gone, or solved in another language: its submissions can't be graded by it.
    Gone,
}

/// Compares an exercise with what a corrected version has under its id.
#[must_use]
pub fn compare(old: &Exercise, new: Option<&Exercise>) -> Comparison {
    let Some(new) = new.filter(|new| new.runtime == old.runtime) else {
        return Comparison::Gone;
    };
    let task = old.asks == new.asks
        && old.parameters == new.parameters
        && old.statements == new.statements
        && old.data == new.data
        && old.packages == new.packages;
    let checks = old.check == new.check
        && old.hidden == new.hidden
        && old.solution == new.solution
        && old.limits == new.limits;
    match (task, checks) {
        (true, true) => Comparison::Same,
        (true, false) => Comparison::Checks,
        (false, _) => Comparison::Task,
    }
}
