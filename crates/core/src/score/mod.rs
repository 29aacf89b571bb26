//! What a person's results come to: per segment, the level reached and what is missing for the next.
//!
//! The rule: an exercise counts for a level once it is solved, which means that every check passed, hidden ones
//! included, and then with all its points times its weight in the segment. Before that it counts for nothing: visible
//! checks say what they expect, and an answer that was copied from them has learnt nothing. A level is reached when the
//! solved exercises are worth at least the framework's percentage of all of the level's and the lower levels are reached;
//! a level without exercises stands in nobody's way. The percentage is kept so that one exercise that somebody can't
//! solve doesn't bar a level. Points, partial ones included, are told beside it: they are for practice.
//!
//! Where a level has exercises in several languages, those of one language are enough, and so are all together: what
//! counts is the way on which a person has come furthest, for a competence is held once, in Python or in R. Everything is
//! counted in whole thousandths, so that nothing depends on the order of results. More points never lower a level.
//!
//! An exercise that was neutralised for a person is taken out of what can be solved there, unless it is solved: it never
//! counts against them, and it counts for them where it would have. Of a way to a level something always remains, so that
//! no level is reached by nothing. Neutralising never lowers a level either.

mod input;
mod segment;

pub use input::{Earned, ScoredExercise};
pub use segment::{LevelScore, Missing, SegmentScore};

use std::collections::{HashMap, HashSet};

use crate::framework::{Framework, Scoring};
use crate::grading::ExerciseRef;

/// The score in every segment of a framework, in its order.
///
/// `exercises` are those that can be done now. A result counts by the share of points that it earned: when an
/// exercise's points have changed since, its result is worth that share of the points of now. Of several results
/// on an exercise the best counts, and a result on an exercise that is gone counts nowhere.
#[must_use]
pub fn scores(framework: &Framework, exercises: &[ScoredExercise], results: &[Earned]) -> Vec<SegmentScore> {
    framework
        .segments()
        .iter()
        .map(|segment| segment_score(framework.scoring(), &segment.id, exercises, results))
        .collect()
}

/// The score in one segment.
#[must_use]
pub fn segment_score(
    scoring: Scoring,
    segment: &str,
    exercises: &[ScoredExercise],
    results: &[Earned],
) -> SegmentScore {
    let results = segment::Results {
        best: best(results),
        neutralised: results
            .iter()
            .filter(|result| result.neutralised)
            .map(|result| &result.exercise)
            .collect::<HashSet<_>>(),
    };
    segment::score(scoring, segment, exercises, &results)
}

/// The best result on each exercise.
fn best(results: &[Earned]) -> HashMap<&ExerciseRef, &Earned> {
    let mut best: HashMap<&ExerciseRef, &Earned> = HashMap::new();
    for result in results {
        best.entry(&result.exercise)
            .and_modify(|other| {
                if result.is_better_than(other) {
                    *other = result;
                }
            })
            .or_insert(result);
    }
    best
}

#[cfg(test)]
mod tests;
