//! The outcome of one check, and the rule that turns credits into points.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::points::{Credit, Points};
use crate::text::Bilingual;

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckStatus {
    /// Full credit.
    Passed,
    /// Less than full credit.
    Failed,
    /// The check itself is faulty: the trainer's affair, not the learner's.
    Broken,
    /// The checks ended before it.
    NotRun,
}

/// What the checker reports of one check.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckReport {
    /// Its name in the check file.
    pub id: String,
    /// What it checks.
    pub title: Bilingual,
    /// What it is worth.
    pub points: Points,
    /// All checks of a group earn their points together, or none does.
    pub group: Option<String>,
    /// The learner sees its title and hint only.
    pub hidden: bool,
    /// What may help.
    pub hint: Option<Bilingual>,
    /// How it came out.
    pub status: CheckStatus,
    /// How much of it is passed.
    pub credit: Credit,
    /// What was expected and what came.
    pub message: Option<Bilingual>,
    /// The first differences as data, for a table.
    pub difference: Option<serde_json::Value>,
    /// Where in the check it happened; for the trainer alone.
    pub trace: Option<String>,
}

/// One check in a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckOutcome {
    /// Its name in the check file.
    pub id: String,
    /// What it checks.
    pub title: Bilingual,
    /// How it came out.
    pub status: CheckStatus,
    /// What it is worth, in thousandths of a point.
    pub points: Points,
    /// What was earned, in thousandths of a point.
    pub earned: Points,
    /// The group whose checks earn together, if it is in one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub group: Option<String>,
    /// The learner sees its title and hint only.
    pub hidden: bool,
    /// What was expected and what came; never there on a hidden check.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub message: Option<Bilingual>,
    /// What may help, when it isn't passed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub hint: Option<Bilingual>,
    /// The first differences as data; never there on a hidden check.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub difference: Option<serde_json::Value>,
}

/// Turns reports into outcomes: partial credit, groups, and silence on hidden checks.
///
/// A check that isn't passed earns less than all its points, whatever credit it claims: all points are earned when every
/// check passed, and then only.
#[must_use]
pub fn settle(reports: &[CheckReport]) -> Vec<CheckOutcome> {
    let mut whole: HashMap<&str, bool> = HashMap::new();
    for report in reports {
        if let Some(group) = &report.group {
            *whole.entry(group).or_insert(true) &= report.status == CheckStatus::Passed;
        }
    }
    reports
        .iter()
        .map(|report| {
            let earns = report.group.as_deref().is_none_or(|group| whole[group]);
            let credit = match report.status {
                CheckStatus::Passed | CheckStatus::Failed => report.credit,
                CheckStatus::Broken | CheckStatus::NotRun => Credit::NONE,
            };
            let shown = !report.hidden && report.status != CheckStatus::Passed;
            CheckOutcome {
                id: report.id.clone(),
                title: report.title.clone(),
                status: report.status,
                points: report.points,
                earned: match report.status {
                    _ if !earns => Points::ZERO,
                    CheckStatus::Passed => report.points,
                    _ => report.points.earn(credit).min(report.points.less_one()),
                },
                group: report.group.clone(),
                hidden: report.hidden,
                message: report.message.clone().filter(|_| shown),
                hint: report
                    .hint
                    .clone()
                    .filter(|_| report.status != CheckStatus::Passed),
                difference: report.difference.clone().filter(|_| shown),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn report(id: &str, group: Option<&str>, status: CheckStatus, credit: f64) -> CheckReport {
        CheckReport {
            id: id.to_owned(),
            title: Bilingual::new("Titre", "Title"),
            points: Points::whole(2),
            group: group.map(str::to_owned),
            hidden: false,
            hint: Some(Bilingual::new("Indice", "Hint")),
            status,
            credit: Credit::from_fraction(credit),
            message: Some(Bilingual::new("Raison", "Reason")),
            difference: None,
            trace: Some("line 3".to_owned()),
        }
    }

    #[test]
    fn a_group_earns_together_or_not_at_all() {
        use CheckStatus::{Failed, Passed};
        let outcomes = settle(&[
            report("a", Some("g"), Passed, 1.0),
            report("b", Some("g"), Failed, 0.5),
            report("c", None, Failed, 0.5),
        ]);
        let earned: Vec<_> = outcomes.iter().map(|o| o.earned.as_thousandths()).collect();
        assert_eq!(earned, [0, 0, 1000]);
    }

    #[test]
    fn a_hidden_check_tells_its_title_and_hint_only() {
        let mut hidden = report("a", None, CheckStatus::Failed, 0.0);
        hidden.hidden = true;
        hidden.difference = Some(serde_json::json!({"expected": 4}));
        let outcome = &settle(&[hidden])[0];
        assert_eq!((&outcome.message, &outcome.difference), (&None, &None));
        assert!(outcome.hint.is_some());
    }

    #[test]
    fn a_broken_check_earns_nothing_whatever_it_claims() {
        let outcome = &settle(&[report("a", None, CheckStatus::Broken, 1.0)])[0];
        assert_eq!(outcome.earned, Points::ZERO);
    }

    #[test]
    fn a_check_that_claims_full_credit_and_fails_leaves_something_to_earn() {
        let outcome = &settle(&[report("a", None, CheckStatus::Failed, 1.0)])[0];
        assert_eq!(outcome.earned, Points::thousandths(1999));
    }

    proptest! {
        #[test]
        fn all_points_are_earned_when_every_check_passed_and_then_only(
            checks in proptest::collection::vec((0..4usize, 0.0..1.5f64, proptest::option::of(0..2usize)), 1..8)
        ) {
            let statuses = [CheckStatus::Passed, CheckStatus::Failed, CheckStatus::Broken, CheckStatus::NotRun];
            let groups = ["g", "h"];
            let reports: Vec<_> = checks
                .iter()
                .map(|&(status, credit, group)| report("x", group.map(|group| groups[group]), statuses[status], credit))
                .collect();
            let outcomes = settle(&reports);
            let earned: Points = outcomes.iter().map(|outcome| outcome.earned).sum();
            let possible: Points = outcomes.iter().map(|outcome| outcome.points).sum();
            let passed = outcomes.iter().all(|outcome| outcome.status == CheckStatus::Passed);
            prop_assert_eq!(earned == possible, passed);
        }

        #[test]
        fn nobody_earns_more_than_there_is(credits in proptest::collection::vec((0.0..1.5f64, 0..3usize, any::<bool>()), 1..12)) {
            let statuses = [CheckStatus::Passed, CheckStatus::Failed, CheckStatus::Broken];
            let reports: Vec<_> = credits
                .iter()
                .map(|&(credit, status, grouped)| report("x", grouped.then_some("g"), statuses[status], credit))
                .collect();
            for outcome in settle(&reports) {
                prop_assert!(outcome.earned <= outcome.points);
            }
        }
    }
}
