//! What a re-grade does with an exercise.

use std::collections::BTreeMap;

use super::comparison::{Comparison, compare};
use crate::pack::Pack;

/// What a re-grade does with an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Treatment {
    /// Its submissions are graded once more.
    Grade,
    /// It no longer counts against those who submitted something.
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

/// What of a choice can be done: exercises of the old version, graded once more only where the corrected one still has them.
#[must_use]
pub fn possible(
    old: &Pack,
    corrected: Option<&Pack>,
    chosen: &BTreeMap<String, Treatment>,
) -> BTreeMap<String, Treatment> {
    let is_possible = |id: &str, treatment: Treatment| {
        let Some(exercise) = old.exercise(id) else {
            return false;
        };
        treatment == Treatment::Neutralise
            || corrected.is_some_and(|new| compare(exercise, new.exercise(id)) != Comparison::Gone)
    };
    chosen
        .iter()
        .filter(|(id, treatment)| is_possible(id, **treatment))
        .map(|(id, treatment)| (id.clone(), *treatment))
        .collect()
}
