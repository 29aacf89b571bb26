use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::framework::Framework;
use crate::grading::{Points, Share};
use crate::pack::{Pack, PackFiles};

fn share(earned: u64, possible: u64) -> Share {
    Share {
        earned: Points::thousandths(earned),
        possible: Points::thousandths(possible),
    }
}

fn attempt(user: u128, submission: u128, now: Share, regraded: Option<Share>) -> Attempt<&'static str> {
    Attempt {
        user: Uuid::from_u128(user).into(),
        exercise: "a",
        submission: Uuid::from_u128(submission).into(),
        now,
        regraded,
        neutralised: false,
    }
}

#[test]
fn a_smaller_share_counts_only_where_it_is_wanted() {
    let attempts = [
        attempt(1, 1, share(2, 4), Some(share(4, 4))),
        attempt(2, 2, share(4, 4), Some(share(1, 4))),
        attempt(3, 3, share(2, 4), Some(share(1, 2))),
        attempt(4, 4, share(3, 4), None),
    ];
    let after = |lowering| -> Vec<_> {
        let changes = changes(&attempts, lowering);
        changes
            .iter()
            .map(|change| (change.after, change.is_told()))
            .collect()
    };
    let kept = [
        (share(4, 4), true),
        (share(4, 4), false),
        (share(2, 4), false),
        (share(3, 4), false),
    ];
    assert_eq!(after(Lowering::Never), kept);
    assert_eq!(after(Lowering::Allowed)[1], (share(1, 4), true));
}

#[test]
fn another_submission_that_is_as_good_keeps_a_result_up() {
    let attempts = [
        attempt(1, 2, share(3, 4), None),
        attempt(1, 1, share(4, 4), Some(share(0, 4))),
    ];
    let [change] = changes(&attempts, Lowering::Allowed).try_into().unwrap();
    assert_eq!((change.before, change.after), (share(4, 4), share(3, 4)));
    assert_eq!(change.submission, attempts[0].submission);
    let [kept] = changes(&attempts, Lowering::Never).try_into().unwrap();
    assert_eq!(
        (kept.after, kept.submission),
        (share(4, 4), attempts[1].submission)
    );
}

#[test]
fn a_neutralised_exercise_is_told_to_those_who_have_points_left_on_it() {
    let neutralised = |now| Attempt {
        neutralised: true,
        ..attempt(1, 1, now, None)
    };
    let told = |attempt| changes(&[attempt], Lowering::Never)[0].is_told();
    assert!(told(neutralised(share(0, 4))));
    assert!(!told(neutralised(share(4, 4))));
}

/// A shipped pack, one of its files as a function leaves it.
fn pack(change: impl Fn(&str, String) -> String) -> Pack {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../exercises/python-preparer-donnees");
    let mut files = Vec::new();
    let mut folders = vec![folder.clone()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
            let content = change(&name, std::fs::read_to_string(&path).unwrap());
            files.push((name, content.into_bytes()));
        }
    }
    Pack::parse(&PackFiles::new(files).unwrap(), &Framework::shipped()).unwrap()
}

#[test]
fn what_a_corrected_version_changes_is_told_apart() {
    const EXERCISE: &str = "budget-types";
    let old = pack(|_, text| text);
    let compared = |file: &str, from: &str, to: &str| {
        let path = format!("{EXERCISE}/{file}");
        let new = pack(|name, text| {
            if name == path {
                assert!(text.contains(from), "{path} has {from}");
                text.replace(from, to)
            } else {
                text
            }
        });
        compare(old.exercise(EXERCISE).unwrap(), new.exercise(EXERCISE))
    };
    assert_eq!(
        compared("exercise.toml", "minutes = ", "minutes = 1"),
        Comparison::Same
    );
    assert_eq!(
        compared("check.py", "\n@check", "\n# mended\n@check"),
        Comparison::Checks
    );
    assert_eq!(
        compared("statement.fr.md", "\n\n", "\n\nAttention : "),
        Comparison::Task
    );
    assert_eq!(compare(old.exercise(EXERCISE).unwrap(), None), Comparison::Gone);
    let mut other = old.exercise(EXERCISE).unwrap().clone();
    other.runtime = crate::pack::RuntimeKind::R;
    assert_eq!(
        compare(old.exercise(EXERCISE).unwrap(), Some(&other)),
        Comparison::Gone
    );
}

fn any_share() -> impl Strategy<Value = Share> {
    (0..=1000_u64, 0..20_u64)
        .prop_map(|(earned, possible)| share(earned.min(possible * 1000), possible * 1000))
}

fn anyone() -> impl Strategy<Value = Vec<Attempt<&'static str>>> {
    let one = (0..3_u128, any_share(), proptest::option::of(any_share()));
    proptest::collection::vec(one, 1..12).prop_map(|all| {
        let numbered = all.into_iter().zip(0..);
        numbered
            .map(|((user, now, regraded), number)| attempt(user, number, now, regraded))
            .collect()
    })
}

proptest! {
    #[test]
    fn nobody_loses_unless_it_is_wanted(attempts in anyone()) {
        for change in changes(&attempts, Lowering::Never) {
            prop_assert!(change.after.compare(change.before).is_ge());
        }
    }

    #[test]
    fn doing_it_again_changes_nothing(attempts in anyone(), wanted in any::<bool>()) {
        let lowering = if wanted { Lowering::Allowed } else { Lowering::Never };
        let settled: Vec<_> = attempts
            .iter()
            .map(|attempt| match attempt.regraded {
                Some(regraded) if takes_effect(attempt.now, regraded, lowering) => Attempt { now: regraded, ..*attempt },
                _ => *attempt,
            })
            .collect();
        for change in changes(&settled, lowering) {
            prop_assert!(!change.is_told());
        }
    }

    #[test]
    fn the_order_of_submissions_does_not_matter(
        (attempts, shuffled) in anyone().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))
    ) {
        prop_assert_eq!(changes(&attempts, Lowering::Allowed), changes(&shuffled, Lowering::Allowed));
    }
}
