//! What submissions say about an exercise: how hard it is, whether it tells the able from the others, what goes wrong.
//!
//! The rules are those of classical test theory. *Facility* is the mean share of the points in people's best results.
//! *Discrimination* is the correlation of that share with the mean share on the pack's other exercises (the item–rest
//! correlation): near zero or below, the exercise measures something else than the rest of its pack.

mod outcomes;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use crate::digest::Digest;
use crate::grading::{CheckStatus, GradingLimits, Points, Verdict};
use crate::id::UserId;
use crate::text::Bilingual;

pub use outcomes::{CheckFailures, WrongOutcome};

/// People that a correlation needs before it says anything.
pub const FEWEST_PEOPLE: usize = 5;

/// A graded submission, as far as statistics need it.
#[derive(Clone, Debug, PartialEq)]
pub struct GradedAttempt {
    /// Whose; for telling people apart.
    pub user: UserId,
    /// Of which version of the pack.
    pub pack: Digest,
    /// When it was submitted.
    pub submitted: Timestamp,
    /// What was earned.
    pub earned: Points,
    /// What could be earned.
    pub possible: Points,
    /// The limits that it was graded under.
    pub limits: GradingLimits,
    /// How it fared as a whole.
    pub verdict: Verdict,
    /// How its checks came out.
    pub checks: Vec<AttemptCheck>,
}

/// What is counted of a record: reading it takes no more than this out of the record's JSON.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct CountedRecord {
    /// The limits that it was graded under.
    pub limits: GradingLimits,
    /// How it fared as a whole.
    pub verdict: Verdict,
    /// How its checks came out.
    pub checks: Vec<AttemptCheck>,
}

/// How a check came out: that part of [`CheckOutcome`](crate::grading::CheckOutcome) which is counted.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct AttemptCheck {
    /// Its name in the check file.
    pub id: String,
    /// What it checks.
    pub title: Bilingual,
    /// How it came out.
    pub status: CheckStatus,
    /// What was expected and what came.
    pub message: Option<Bilingual>,
    /// Whether its hint was opened, which no record says.
    #[serde(skip)]
    pub hint_opened: bool,
}

/// A person's best result on an exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonResult {
    /// Whose.
    pub user: UserId,
    /// On which exercise of the pack.
    pub exercise: String,
    /// What was earned.
    pub earned: Points,
    /// What could be earned.
    pub possible: Points,
}

/// What submissions say about an exercise. Shares lie between 0 and 1.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemStatistics {
    /// Graded submissions.
    pub attempts: usize,
    /// People who made them.
    pub people: usize,
    /// People who earned every point.
    pub solved: usize,
    /// Mean share of the points in people's best results; nothing without people.
    pub facility: Option<f64>,
    /// Correlation with the rest of the pack, between −1 and 1; nothing with fewer than [`FEWEST_PEOPLE`] who tried something
    /// else of the pack, or when all did equally well.
    pub discrimination: Option<f64>,
    /// Median time from the first submission to the first with every point, of those who have one.
    pub time_to_solve: Option<SignedDuration>,
    /// People by the share of their best result: ten classes of a tenth, and last those with every point.
    pub distribution: [usize; 11],
    /// Checks by how often they weren't passed, the worst first.
    pub checks: Vec<CheckFailures>,
    /// What went wrong the same way, the most frequent first.
    pub outcomes: Vec<WrongOutcome>,
}

/// What is known of a person.
struct Person {
    first: Timestamp,
    best: f64,
    solved: Option<Timestamp>,
}

impl ItemStatistics {
    /// Of the submissions to an exercise, in any order, and of the best results on all exercises of its pack.
    #[must_use]
    pub fn of(exercise: &str, attempts: &[GradedAttempt], results: &[PersonResult]) -> Self {
        let people = people(attempts);
        let bests = people.values().map(|person| person.best);
        let mut distribution = [0; 11];
        for best in bests.clone() {
            // Within 0 and 10: shares lie between 0 and 1.
            distribution[(best * 10.0 + 1e-9).floor() as usize] += 1;
        }
        let times = people.values().filter_map(|person| {
            let solved = person.solved?;
            Some(solved.duration_since(person.first))
        });
        Self {
            attempts: attempts.len(),
            people: people.len(),
            solved: people.values().filter(|person| person.solved.is_some()).count(),
            facility: mean(bests),
            discrimination: discrimination(exercise, &people, results),
            time_to_solve: median(times.collect()),
            distribution,
            checks: outcomes::failures(attempts),
            outcomes: outcomes::wrong(attempts),
        }
    }
}

fn people(attempts: &[GradedAttempt]) -> BTreeMap<UserId, Person> {
    let mut people = BTreeMap::new();
    for attempt in attempts {
        let best = share(attempt.earned, attempt.possible);
        let solved = is_full(attempt).then_some(attempt.submitted);
        people
            .entry(attempt.user)
            .and_modify(|person: &mut Person| {
                person.first = person.first.min(attempt.submitted);
                person.best = person.best.max(best);
                person.solved = match (person.solved, solved) {
                    (Some(one), Some(other)) => Some(one.min(other)),
                    (one, other) => one.or(other),
                };
            })
            .or_insert(Person {
                first: attempt.submitted,
                best,
                solved,
            });
    }
    people
}

fn is_full(attempt: &GradedAttempt) -> bool {
    attempt.verdict == Verdict::Graded && attempt.earned == attempt.possible
}

/// The share of the points that was earned; of nothing, nothing is.
fn share(earned: Points, possible: Points) -> f64 {
    match possible.as_thousandths() {
        0 => 0.0,
        // Points lie far below 2^53.
        possible => (earned.as_thousandths() as f64 / possible as f64).min(1.0),
    }
}

fn discrimination(
    exercise: &str,
    people: &BTreeMap<UserId, Person>,
    results: &[PersonResult],
) -> Option<f64> {
    let mut rest: HashMap<UserId, (f64, f64)> = HashMap::new();
    for result in results.iter().filter(|result| result.exercise != exercise) {
        let (sum, count) = rest.entry(result.user).or_default();
        *sum += share(result.earned, result.possible);
        *count += 1.0;
    }
    let pairs: Vec<(f64, f64)> = people
        .iter()
        .filter_map(|(user, person)| {
            let (sum, count) = rest.get(user)?;
            Some((person.best, sum / count))
        })
        .collect();
    (pairs.len() >= FEWEST_PEOPLE).then(|| correlation(&pairs))?
}

/// Pearson's; nothing when one side doesn't vary.
fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let x = mean(pairs.iter().map(|pair| pair.0))?;
    let y = mean(pairs.iter().map(|pair| pair.1))?;
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for pair in pairs {
        let (dx, dy) = (pair.0 - x, pair.1 - y);
        xy += dx * dy;
        xx += dx * dx;
        yy += dy * dy;
    }
    let varies = xx > 1e-12 && yy > 1e-12;
    varies.then(|| (xy / (xx * yy).sqrt()).clamp(-1.0, 1.0))
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    (count > 0.0).then(|| sum / count)
}

/// The middle one; of an even number, the lower middle one.
fn median(mut times: Vec<SignedDuration>) -> Option<SignedDuration> {
    times.sort_unstable();
    let middle = times.len().checked_sub(1)? / 2;
    times.get(middle).copied()
}
