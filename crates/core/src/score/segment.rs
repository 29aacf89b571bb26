//! The score in one segment.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::input::{Earned, ScoredExercise};
use crate::framework::Scoring;
use crate::grading::{ExerciseRef, Points};
use crate::level::Level;
use crate::pack::RuntimeKind;

/// How far a person has come in a segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SegmentScore {
    /// The segment's id.
    pub segment: String,
    /// The highest level reached.
    pub level: Option<Level>,
    /// How far on each level, 1 to 4.
    pub levels: Vec<LevelScore>,
    /// What is missing for the next level; `None` when all that have exercises are reached.
    pub next: Option<Missing>,
}

/// How far a person has come on a level of a segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelScore {
    /// Which level.
    pub level: Level,
    /// What the solved exercises are worth of what all are, in tenths of a percent, rounded down: 0 to 1000. Where there
    /// are exercises in several languages: on the way on which the person has come furthest.
    pub percent_tenths: u16,
    /// What is earned of what can be, partial points included, in the same unit: for practice, it reaches no level.
    pub points_tenths: u16,
    /// What it takes to reach the level, in tenths of a percent.
    pub threshold_tenths: u16,
    /// Whether the level is reached, the lower ones included. Never without exercises.
    pub reached: bool,
    /// How many exercises are solved, in whatever language.
    pub exercises_done: u32,
    /// How many exercises there are; without those that were neutralised and left out for the person.
    pub exercises_total: u32,
}

/// What is missing for a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Missing {
    /// The level.
    pub level: Level,
    /// How many exercises are solved on the way that leads there soonest.
    pub solved: u32,
    /// How many exercises that way has.
    pub total: u32,
    /// How many points the exercises that are still to be solved are worth at least, weighted as they count here, in
    /// thousandths.
    pub points: Points,
    /// The exercises that aren't solved, those that count most first.
    pub exercises: Vec<ExerciseRef>,
}

/// Points times weight: in millionths of a point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Weighted(u128);

/// What a person has.
pub(super) struct Results<'a> {
    /// The best result on each exercise.
    pub(super) best: HashMap<&'a ExerciseRef, &'a Earned>,
    /// Exercises that don't count against them.
    pub(super) neutralised: HashSet<&'a ExerciseRef>,
}

/// What of a result is added up.
#[derive(Clone, Copy)]
enum Measure {
    /// Solved exercises: what levels are made of.
    Solved,
    /// Points, partial ones included.
    Points,
}

/// A level's exercises and what was earned on them.
#[derive(Default)]
struct Tally<'a> {
    earned: Weighted,
    possible: Weighted,
    done: u32,
    total: u32,
    /// What is left to earn, by exercise.
    left: Vec<(Weighted, &'a ExerciseRef)>,
}

impl<'a> Tally<'a> {
    fn add(&mut self, exercise: &'a ExerciseRef, earned: Weighted, possible: Weighted) {
        self.earned.0 += earned.0;
        self.possible.0 += possible.0;
        self.total += 1;
        if earned == possible {
            self.done += 1;
        } else {
            self.left.push((Weighted(possible.0 - earned.0), exercise));
        }
    }

    /// Adds those neutralised exercises whose share isn't below that of the rest. So the share becomes the largest that
    /// any choice of them gives; where there is no rest, the best one of them begins it.
    fn add_neutralised(&mut self, mut exercises: Vec<(&'a ExerciseRef, Weighted, Weighted)>) {
        // Of points that are given by hand: products are far from the end of u128, where they would stop.
        let product = |a: Weighted, b: Weighted| a.0.saturating_mul(b.0);
        exercises.sort_by(|(a_ref, a, of_a), (b_ref, b, of_b)| {
            product(*b, *of_a)
                .cmp(&product(*a, *of_b))
                .then_with(|| a_ref.cmp(b_ref))
        });
        for (exercise, earned, possible) in exercises {
            if product(earned, self.possible) >= product(self.earned, possible) {
                self.add(exercise, earned, possible);
            }
        }
    }

    /// The tenths of a percent that are earned, rounded down.
    fn percent_tenths(&self) -> u16 {
        let tenths = (self.earned.0 * 1000).checked_div(self.possible.0).unwrap_or(0);
        u16::try_from(tenths).unwrap_or(1000)
    }

    /// What is missing to a percentage, in millionths of a point, rounded up.
    fn missing(&self, percent: u8) -> Weighted {
        let wanted = (self.possible.0 * u128::from(percent)).div_ceil(100);
        Weighted(wanted.saturating_sub(self.earned.0))
    }
}

/// Adds everything up.
pub(super) fn score(
    scoring: Scoring,
    segment: &str,
    exercises: &[ScoredExercise],
    results: &Results<'_>,
) -> SegmentScore {
    let mut score = SegmentScore {
        segment: segment.to_owned(),
        level: None,
        levels: Vec::new(),
        next: None,
    };
    let mut lower_reached = true;
    for level in Level::ALL {
        let percent = scoring.threshold_percent(level);
        let ways_by = |measure| ways(segment, level, exercises, results, measure);
        let points = ways_by(Measure::Points);
        let ways = ways_by(Measure::Solved);
        let [all, ..] = &ways;
        let way = furthest(&ways, &points, percent).unwrap_or(all);
        let missing = way.missing(percent);
        let reached = lower_reached && all.total > 0 && missing == Weighted(0);
        if reached {
            score.level = Some(level);
        } else if all.total > 0 && lower_reached {
            score.next = Some(next(level, missing, way));
        }
        lower_reached &= reached || all.total == 0;
        score.levels.push(LevelScore {
            level,
            percent_tenths: way.percent_tenths(),
            points_tenths: points.iter().map(Tally::percent_tenths).max().unwrap_or(0),
            threshold_tenths: u16::from(percent) * 10,
            reached,
            exercises_done: all.done,
            exercises_total: all.total,
        });
    }
    score
}

/// The ways to a level: by all its exercises, which is the first, or by those of one language.
fn ways<'a>(
    segment: &str,
    level: Level,
    exercises: &'a [ScoredExercise],
    results: &Results<'_>,
    measure: Measure,
) -> [Tally<'a>; 1 + RuntimeKind::ALL.len()] {
    let [python, r, sql] = RuntimeKind::ALL.map(Some);
    [None, python, r, sql].map(|language| {
        let of_way = exercises.iter().filter(|exercise| {
            exercise.level == level && language.is_none_or(|language| exercise.runtime == language)
        });
        tally(segment, of_way, results, measure)
    })
}

/// The way on which the person has come furthest; of those with as much solved, the one with more points.
///
/// Each way's percentage only grows with what is earned on it, and so does the largest of them.
fn furthest<'a, 'b>(ways: &'b [Tally<'a>], points: &[Tally<'a>], percent: u8) -> Option<&'b Tally<'a>> {
    let with_exercises = ways.iter().zip(points).filter(|(way, _)| way.total > 0);
    let furthest = with_exercises.min_by_key(|(way, points)| {
        let missing = way.missing(percent);
        let share = (way.percent_tenths(), points.percent_tenths());
        (missing > Weighted(0), Reverse(share), missing)
    });
    furthest.map(|(way, _)| way)
}

fn tally<'a>(
    segment: &str,
    exercises: impl Iterator<Item = &'a ScoredExercise>,
    results: &Results<'_>,
    measure: Measure,
) -> Tally<'a> {
    let (mut tally, mut neutralised) = (Tally::default(), Vec::new());
    for exercise in exercises {
        let Some(weight) = exercise.weight(segment) else {
            continue;
        };
        let weighted = |points: Points| {
            Weighted(u128::from(points.as_thousandths()) * u128::from(weight.as_thousandths()))
        };
        let best = results.best.get(&exercise.exercise);
        let earned = best.map_or(Points::ZERO, |result| match measure {
            Measure::Solved => result.counted_of(exercise.possible),
            Measure::Points => result.share_of(exercise.possible),
        });
        let (earned, possible) = (weighted(earned), weighted(exercise.possible));
        if results.neutralised.contains(&exercise.exercise) && possible > Weighted(0) {
            neutralised.push((&exercise.exercise, earned, possible));
        } else {
            tally.add(&exercise.exercise, earned, possible);
        }
    }
    tally.add_neutralised(neutralised);
    tally
}

fn next(level: Level, missing: Weighted, tally: &Tally<'_>) -> Missing {
    let mut left = tally.left.clone();
    left.sort_by(|(a, a_ref), (b, b_ref)| b.cmp(a).then_with(|| a_ref.cmp(b_ref)));
    Missing {
        level,
        solved: tally.done,
        total: tally.total,
        points: Points::thousandths(u64::try_from(missing.0.div_ceil(1000)).unwrap_or(u64::MAX)),
        exercises: left.into_iter().map(|(_, exercise)| exercise.clone()).collect(),
    }
}
