//! How grading once more compares with what counts, in numbers.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::outcome::{Attempt, Lowering, takes_effect};

/// Submissions that were graded once more, by how their share of the points compares with the one that counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those with a larger share.
    pub raised: usize,
    /// Those with a smaller share, which takes effect.
    pub lowered: usize,
    /// The others: a smaller share that doesn't take effect is one that stays.
    pub same: usize,
}

/// Counts the submissions that were graded once more, by exercise.
#[must_use]
pub fn count<E: Ord + Clone>(attempts: &[Attempt<E>], lowering: Lowering) -> BTreeMap<E, Counts> {
    let mut counts: BTreeMap<E, Counts> = BTreeMap::new();
    for attempt in attempts {
        let Some(regraded) = attempt.regraded else {
            continue;
        };
        let counts = counts.entry(attempt.exercise.clone()).or_default();
        match regraded.compare(attempt.now) {
            Ordering::Greater => counts.raised += 1,
            Ordering::Less if takes_effect(attempt.now, regraded, lowering) => counts.lowered += 1,
            Ordering::Equal | Ordering::Less => counts.same += 1,
        }
    }
    counts
}
