//! What scores are made from.

use crate::grading::{ExerciseRef, Points, Share};
use crate::level::Level;
use crate::pack::{Pack, RuntimeKind, Weight};
use crate::store::BestResult;

/// An exercise, as far as scores depend on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoredExercise {
    /// Which.
    pub exercise: ExerciseRef,
    /// Its level.
    pub level: Level,
    /// What it is solved in.
    pub runtime: RuntimeKind,
    /// How much it counts in which segments.
    pub segments: Vec<(String, Weight)>,
    /// What can be earned.
    pub possible: Points,
}

impl ScoredExercise {
    /// The exercises of a pack.
    pub fn of_pack(pack: &Pack) -> impl Iterator<Item = Self> {
        pack.exercises.iter().map(|exercise| Self {
            exercise: pack.exercise_ref(exercise),
            level: exercise.level,
            runtime: exercise.runtime,
            segments: exercise.segments.clone(),
            possible: exercise.points,
        })
    }

    /// How much it counts in a segment, if it does.
    #[must_use]
    pub fn weight(&self, segment: &str) -> Option<Weight> {
        self.segments
            .iter()
            .find(|(id, _)| id == segment)
            .map(|(_, weight)| *weight)
    }
}

/// A person's result on an exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earned {
    /// Which.
    pub exercise: ExerciseRef,
    /// What was earned.
    pub earned: Points,
    /// What could be earned then.
    pub possible: Points,
    /// Whether the exercise no longer counts against the person.
    pub neutralised: bool,
}

impl Earned {
    /// Whether its share of the points is larger.
    pub(super) fn is_better_than(&self, other: &Self) -> bool {
        let share = |of: &Self| Share {
            earned: of.earned,
            possible: of.possible,
        };
        share(self).compare(share(other)).is_gt()
    }

    /// Whether the exercise is solved: every check passed, hidden ones included. [`settle`](crate::grading::settle) leaves
    /// something to earn in any other check.
    #[must_use]
    pub fn is_solved(&self) -> bool {
        self.possible > Points::ZERO && self.earned >= self.possible
    }

    /// All of some points once the exercise is solved, none before: how much it counts for a level.
    pub(super) fn counted_of(&self, points: Points) -> Points {
        if self.is_solved() { points } else { Points::ZERO }
    }

    /// Its share of some points, rounded down; never more than all of them.
    pub(super) fn share_of(&self, points: Points) -> Points {
        if self.possible == Points::ZERO {
            return Points::ZERO;
        }
        let earned = self.earned.min(self.possible).as_thousandths();
        let share = u128::from(earned) * u128::from(points.as_thousandths())
            / u128::from(self.possible.as_thousandths());
        // A share of a u64 fits one.
        Points::thousandths(u64::try_from(share).unwrap_or(u64::MAX))
    }
}

impl From<&BestResult> for Earned {
    fn from(result: &BestResult) -> Self {
        Self {
            exercise: result.exercise.clone(),
            earned: result.earned,
            possible: result.possible,
            neutralised: result.neutralised,
        }
    }
}
