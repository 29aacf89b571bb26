//! What goes wrong: check by check, and the same way in many submissions.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{GradedAttempt, is_full};
use crate::grading::CheckStatus;
use crate::id::UserId;
use crate::text::Bilingual;

/// Groups of wrong outcomes that are kept.
const KEPT: usize = 10;

/// How often a check wasn't passed.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckFailures {
    /// Its name in the check file.
    pub id: String,
    /// What it checks, as the latest submission was told.
    pub title: Bilingual,
    /// Submissions that it was run on.
    pub run: usize,
    /// Those that didn't pass it.
    pub failed: usize,
    /// Those of them whose author opened the hint.
    pub hinted: usize,
}

/// Submissions that failed the same checks with the same first message, or that never got as far as the checks for the same
/// reason.
#[derive(Clone, Debug, PartialEq)]
pub struct WrongOutcome {
    /// The checks that weren't passed, in the order of the check file; none when none was run.
    pub checks: Vec<String>,
    /// The first line of what was said first.
    pub message: Bilingual,
    /// How many submissions.
    pub submissions: usize,
    /// By how many people.
    pub people: usize,
}

pub(super) fn failures(attempts: &[GradedAttempt]) -> Vec<CheckFailures> {
    let mut checks: BTreeMap<&str, CheckFailures> = BTreeMap::new();
    let run = attempts.iter().flat_map(|attempt| &attempt.checks);
    for check in run.filter(|check| check.status != CheckStatus::NotRun) {
        let entry = checks.entry(&check.id).or_insert_with(|| CheckFailures {
            id: check.id.clone(),
            title: Bilingual::default(),
            run: 0,
            failed: 0,
            hinted: 0,
        });
        entry.title.clone_from(&check.title);
        entry.run += 1;
        let failed = check.status != CheckStatus::Passed;
        entry.failed += usize::from(failed);
        entry.hinted += usize::from(failed && check.hint_opened);
    }
    let mut checks: Vec<_> = checks.into_values().collect();
    // By the share that failed, without a float: a/b > c/d as a·d > c·b.
    checks.sort_by(|one, other| (other.failed * one.run).cmp(&(one.failed * other.run)));
    checks
}

pub(super) fn wrong(attempts: &[GradedAttempt]) -> Vec<WrongOutcome> {
    type Group = (WrongOutcome, BTreeSet<UserId>);
    let mut groups: BTreeMap<(Vec<&str>, String), Group> = BTreeMap::new();
    for attempt in attempts.iter().filter(|attempt| !is_full(attempt)) {
        let failed: Vec<_> = attempt
            .checks
            .iter()
            .filter(|check| check.status != CheckStatus::Passed)
            .collect();
        let said = attempt
            .verdict
            .explanation(&attempt.limits)
            .or_else(|| failed.iter().find_map(|check| check.message.clone()))
            .unwrap_or_default();
        let line = |text: &str| text.lines().next().unwrap_or_default().to_owned();
        let message = Bilingual::new(line(&said.fr), line(&said.en));
        let ids: Vec<&str> = failed.iter().map(|check| check.id.as_str()).collect();
        let (outcome, people) = groups
            .entry((ids.clone(), message.fr.clone()))
            .or_insert_with(|| {
                let outcome = WrongOutcome {
                    checks: ids.into_iter().map(str::to_owned).collect(),
                    message,
                    submissions: 0,
                    people: 0,
                };
                (outcome, BTreeSet::new())
            });
        outcome.submissions += 1;
        people.insert(attempt.user);
        outcome.people = people.len();
    }
    let mut outcomes: Vec<_> = groups.into_values().map(|(outcome, _)| outcome).collect();
    outcomes.sort_by_key(|outcome| Reverse((outcome.submissions, outcome.people)));
    outcomes.truncate(KEPT);
    outcomes
}
