use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn user(number: u128) -> UserId {
    Uuid::from_u128(number).into()
}

fn check(id: &str, passed: bool, message: &str) -> AttemptCheck {
    AttemptCheck {
        id: id.to_owned(),
        title: Bilingual::new(format!("{id} est juste"), format!("{id} is right")),
        status: if passed {
            CheckStatus::Passed
        } else {
            CheckStatus::Failed
        },
        message: (!passed).then(|| Bilingual::new(message, message)),
        hint_opened: false,
    }
}

/// A submission with two checks of a point each.
fn attempt(who: u128, second: i64, passed: [bool; 2], message: &str) -> GradedAttempt {
    GradedAttempt {
        user: user(who),
        pack: Digest::of(b"pack"),
        submitted: Timestamp::from_second(1_800_000_000 + second).unwrap(),
        earned: Points::whole(passed.iter().map(|passed| u32::from(*passed)).sum()),
        possible: Points::whole(2),
        limits: GradingLimits::default(),
        verdict: Verdict::Graded,
        checks: vec![
            check("forme", passed[0], message),
            check("valeurs", passed[1], message),
        ],
    }
}

fn result(who: u128, exercise: &str, earned: u32) -> PersonResult {
    PersonResult {
        user: user(who),
        exercise: exercise.to_owned(),
        earned: Points::whole(earned),
        possible: Points::whole(4),
    }
}

#[test]
fn nobody_has_tried_it() {
    let none = ItemStatistics::of("a", &[], &[]);
    assert_eq!((none.attempts, none.people, none.facility), (0, 0, None));
    assert_eq!((none.discrimination, none.time_to_solve), (None, None));
}

#[test]
fn people_count_once_with_their_best() {
    let attempts = [
        attempt(1, 0, [false, false], "x"),
        attempt(1, 600, [true, true], ""),
        attempt(1, 900, [false, false], "x"),
        attempt(2, 0, [true, false], "x"),
        attempt(3, 50, [true, true], ""),
    ];
    let found = ItemStatistics::of("a", &attempts, &[]);
    assert_eq!((found.attempts, found.people, found.solved), (5, 3, 2));
    assert!((found.facility.unwrap() - 2.5 / 3.0).abs() < 1e-12);
    assert_eq!(found.distribution, [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2]);
    // 600 s and 0 s: the lower middle one.
    assert_eq!(found.time_to_solve, Some(SignedDuration::ZERO));
}

#[test]
fn an_exercise_that_follows_the_rest_discriminates_and_one_that_opposes_it_is_found_out() {
    let attempts: Vec<_> = (0..6)
        .map(|who| attempt(who, 0, [who >= 2, who >= 4], "x"))
        .collect();
    let rest = |earned: fn(u32) -> u32| -> Vec<_> {
        (0..6)
            .flat_map(|who| {
                let number = u32::try_from(who).unwrap();
                [result(who, "b", earned(number)), result(who, "a", 4)]
            })
            .collect()
    };
    let of = |results: &[PersonResult]| ItemStatistics::of("a", &attempts, results).discrimination;
    let along = of(&rest(|n| n / 2)).unwrap();
    assert!((along - 1.0).abs() < 1e-9, "{along}");
    let against = of(&rest(|n| 2 - n / 2)).unwrap();
    assert!((against + 1.0).abs() < 1e-9, "{against}");
    assert_eq!(of(&rest(|_| 3)), None, "all did equally well on the rest");
    assert_eq!(of(&rest(|n| n / 2)[..8]), None, "four people say nothing");
}

#[test]
fn what_goes_wrong_the_same_way_stands_together() {
    let mut syntax = attempt(4, 0, [false, false], "");
    syntax.checks.clear();
    syntax.verdict = Verdict::OutOfFuel;
    let attempts = [
        attempt(1, 0, [true, false], "2 valeurs diffèrent.\n- ligne 1"),
        attempt(1, 1, [true, false], "2 valeurs diffèrent.\n- ligne 7"),
        attempt(2, 0, [true, false], "2 valeurs diffèrent."),
        attempt(3, 0, [false, false], "Colonne manquante."),
        syntax,
        attempt(5, 0, [true, true], ""),
    ];
    let mut attempts = attempts.to_vec();
    // One of them passed: opening its hint says nothing about failing.
    for (attempt, check) in [(0, 0), (0, 1), (3, 1)] {
        attempts[attempt].checks[check].hint_opened = true;
    }
    let found = ItemStatistics::of("a", &attempts, &[]);
    let first = &found.outcomes[0];
    assert_eq!((first.submissions, first.people), (3, 2));
    assert_eq!(first.checks, ["valeurs"]);
    assert_eq!(first.message.fr, "2 valeurs diffèrent.");
    assert_eq!(found.outcomes.len(), 3);
    assert!(
        found
            .outcomes
            .iter()
            .any(|outcome| outcome.checks.is_empty() && outcome.message.fr.contains("boucle sans fin"))
    );
    let failures: Vec<_> = found
        .checks
        .iter()
        .map(|check| (check.id.as_str(), check.failed, check.run, check.hinted))
        .collect();
    assert_eq!(failures, [("valeurs", 4, 5, 2), ("forme", 1, 5, 0)]);
}

proptest! {
    #[test]
    fn numbers_stay_in_range_and_the_order_doesnt_matter(
        rows in proptest::collection::vec((0..8u128, 0..1000i64, any::<[bool; 2]>()), 0..40),
        rest in proptest::collection::vec((0..8u128, 0..5u32), 0..20),
    ) {
        let mut attempts: Vec<_> = rows.iter().map(|&(who, at, passed)| attempt(who, at, passed, "x")).collect();
        let results: Vec<_> = rest.iter().map(|&(who, earned)| result(who, "b", earned)).collect();
        let found = ItemStatistics::of("a", &attempts, &results);
        prop_assert!(found.facility.is_none_or(|share| (0.0..=1.0).contains(&share)));
        prop_assert!(found.discrimination.is_none_or(|r| (-1.0..=1.0).contains(&r)));
        prop_assert!(found.solved <= found.people && found.people <= found.attempts);
        prop_assert_eq!(found.distribution.iter().sum::<usize>(), found.people);
        prop_assert_eq!(found.distribution[10], found.solved);
        attempts.reverse();
        let again = ItemStatistics::of("a", &attempts, &results);
        prop_assert_eq!(found, again);
    }
}
