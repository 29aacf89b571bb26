//! What a re-grade changes in a person's scores.

use super::outcome::ResultChange;
use crate::grading::ExerciseRef;
use crate::level::Level;
use crate::score::{Earned, SegmentScore};
use crate::store::BestResult;

/// How a person's score in a segment changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentChange {
    /// The segment's id.
    pub segment: String,
    /// The level reached, before and after.
    pub level: (Option<Level>, Option<Level>),
    /// Levels whose percentage changes: before and after, in tenths of a percent.
    pub percents: Vec<(Level, u16, u16)>,
}

impl SegmentChange {
    /// Nothing when both are the same.
    #[must_use]
    pub fn of(before: &SegmentScore, after: &SegmentScore) -> Option<Self> {
        let levels = before.levels.iter().zip(&after.levels);
        let change = Self {
            segment: before.segment.clone(),
            level: (before.level, after.level),
            percents: levels
                .filter(|(before, after)| before.percent_tenths != after.percent_tenths)
                .map(|(before, after)| (before.level, before.percent_tenths, after.percent_tenths))
                .collect(),
        };
        (!change.percents.is_empty() || before.level != after.level).then_some(change)
    }
}

/// A person's best results as they would be after changes to results on exercises of a pack.
#[must_use]
pub fn results_after(pack: &str, best: &[BestResult], changes: &[ResultChange<String>]) -> Vec<Earned> {
    let changed = |exercise: &ExerciseRef| {
        let of_pack = changes.iter().filter(|_| exercise.pack == pack);
        of_pack
            .into_iter()
            .find(|change| change.exercise == exercise.exercise)
    };
    best.iter()
        .map(|result| {
            let earned = Earned::from(result);
            match changed(&result.exercise) {
                Some(change) => Earned {
                    earned: change.after.earned,
                    possible: change.after.possible,
                    neutralised: earned.neutralised || change.neutralised,
                    ..earned
                },
                None => earned,
            }
        })
        .collect()
}
