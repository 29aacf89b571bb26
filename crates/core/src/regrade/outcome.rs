//! What a re-grade changes for whom.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::grading::Share;
use crate::id::{SubmissionId, UserId};
use crate::submission::is_better;

/// Whether results may become smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lowering {
    /// No: the better of both counts.
    Never,
    /// Yes: what the corrected checks say counts.
    Allowed,
}

/// A graded submission to an exercise that a re-grade is about, under whatever version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt<E> {
    /// Whose.
    pub user: UserId,
    /// To which exercise.
    pub exercise: E,
    /// Which.
    pub submission: SubmissionId,
    /// What counts now.
    pub now: Share,
    /// What grading once more came to; nothing when it isn't concerned, or could not be graded.
    pub regraded: Option<Share>,
    /// Whether its exercise is neutralised for its person by this re-grade, and wasn't before.
    pub neutralised: bool,
}

/// How a person's result on an exercise changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResultChange<E> {
    /// Whose.
    pub user: UserId,
    /// On which exercise.
    pub exercise: E,
    /// The best result before.
    pub before: Share,
    /// The best result after.
    pub after: Share,
    /// The submission that earned it.
    pub submission: SubmissionId,
    /// Whether the exercise no longer counts against them.
    pub neutralised: bool,
}

impl<E> ResultChange<E> {
    /// Whether anything changes that they should be told: another share, or an exercise with points left to earn that no
    /// longer counts against them.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.before.compare(self.after).is_ne() || self.neutralised && !self.after.is_full()
    }
}

/// Whether what grading once more came to replaces what counts.
#[must_use]
pub fn takes_effect(now: Share, regraded: Share, lowering: Lowering) -> bool {
    match regraded.compare(now) {
        Ordering::Greater => true,
        Ordering::Equal => false,
        Ordering::Less => lowering == Lowering::Allowed,
    }
}

/// The best results before and after, of everybody on every exercise, from all their submissions to it in any order. Of
/// equal shares the earliest submission's counts.
#[must_use]
pub fn changes<E: Ord + Clone>(attempts: &[Attempt<E>], lowering: Lowering) -> Vec<ResultChange<E>> {
    let mut groups: BTreeMap<(UserId, E), Vec<&Attempt<E>>> = BTreeMap::new();
    for attempt in attempts {
        groups
            .entry((attempt.user, attempt.exercise.clone()))
            .or_default()
            .push(attempt);
    }
    groups
        .into_iter()
        .filter_map(|((user, exercise), mut attempts)| {
            attempts.sort_by_key(|attempt| attempt.submission);
            let before = best(attempts.iter().map(|attempt| (attempt.submission, attempt.now)))?;
            let after = best(attempts.iter().map(|attempt| {
                let regraded = attempt
                    .regraded
                    .filter(|regraded| takes_effect(attempt.now, *regraded, lowering));
                (attempt.submission, regraded.unwrap_or(attempt.now))
            }))?;
            Some(ResultChange {
                user,
                exercise,
                before: before.1,
                after: after.1,
                submission: after.0,
                neutralised: attempts.iter().any(|attempt| attempt.neutralised),
            })
        })
        .collect()
}

/// What applying a re-grade writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement<E> {
    /// Submissions whose grading is replaced by what grading once more came to.
    pub replaced: Vec<SubmissionId>,
    /// The best results before and after, of everybody whom it is about.
    pub changes: Vec<ResultChange<E>>,
}

impl<E: Ord + Clone> Settlement<E> {
    /// From all submissions of the people whom a re-grade is about to its exercises.
    #[must_use]
    pub fn of(attempts: &[Attempt<E>], lowering: Lowering) -> Self {
        let replaced = attempts.iter().filter(|attempt| {
            attempt
                .regraded
                .is_some_and(|regraded| takes_effect(attempt.now, regraded, lowering))
        });
        Self {
            replaced: replaced.map(|attempt| attempt.submission).collect(),
            changes: changes(attempts, lowering),
        }
    }

    /// How many people are told that something changed for them.
    #[must_use]
    pub fn people_told(&self) -> usize {
        let told = self.changes.iter().filter(|change| change.is_told());
        told.map(|change| change.user).collect::<BTreeSet<_>>().len()
    }
}

/// The first of the largest shares.
fn best(shares: impl Iterator<Item = (SubmissionId, Share)>) -> Option<(SubmissionId, Share)> {
    shares.reduce(|best, other| {
        if is_better(other.1, Some(best.1)) {
            other
        } else {
            best
        }
    })
}
