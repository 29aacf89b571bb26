//! Grading once more what was handed in under a version of a pack whose checks were wrong.
//!
//! The rules: a submission is graded by the checks of a corrected version, with the seed that it had. What comes out
//! stands beside what counts until a trainer has seen what it would change. Only a share that differs replaces the one
//! that counts; one that is smaller does so only where the trainer wants it, so that by default nobody loses by a
//! mistake that wasn't theirs. A neutralised exercise no longer counts against those who handed something in: how that
//! is counted stands in [`crate::score`].

mod comparison;
mod outcome;
#[cfg(test)]
mod tests;

pub use comparison::{Comparison, compare};
pub use outcome::{Attempt, Lowering, ResultChange, changes, takes_effect};

/// What a re-grade does with an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Treatment {
    /// What was handed in is graded once more.
    Grade,
    /// It no longer counts against those who handed something in.
    Neutralise,
}

impl Treatment {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Grade, Self::Neutralise];

    /// Its name in the store.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Grade => "grade",
            Self::Neutralise => "neutralise",
        }
    }

    /// The treatment with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|treatment| treatment.name() == name)
    }
}
