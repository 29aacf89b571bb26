use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::grading::{CheckReport, CheckStatus, Credit, Points, settle};
use crate::level::Level;
use crate::pack::{RuntimeKind, Weight};
use crate::text::Bilingual;

const SEGMENT: &str = "prep";

fn scoring() -> Scoring {
    Scoring::new([75, 75, 80, 100])
}

fn exercise(name: &str, level: u8, points: u32, weight: u16) -> ScoredExercise {
    ScoredExercise {
        exercise: format!("pack/{name}").parse().unwrap(),
        level: Level::try_from(level).unwrap(),
        runtime: RuntimeKind::Python,
        segments: vec![(SEGMENT.to_owned(), Weight::from_thousandths(weight).unwrap())],
        possible: Points::whole(points),
    }
}

fn earned(name: &str, earned: u64, possible: u64) -> Earned {
    Earned {
        exercise: format!("pack/{name}").parse().unwrap(),
        earned: Points::thousandths(earned),
        possible: Points::thousandths(possible),
        neutralised: false,
    }
}

/// A result on an exercise that was neutralised for the person.
fn neutralised(name: &str, points: u64, possible: u64) -> Earned {
    Earned {
        neutralised: true,
        ..earned(name, points, possible)
    }
}

fn score(exercises: &[ScoredExercise], results: &[Earned]) -> SegmentScore {
    segment_score(scoring(), SEGMENT, exercises, results)
}

fn level(score: &SegmentScore) -> u8 {
    score.level.map_or(0, Level::number)
}

#[test]
fn a_level_is_reached_by_solved_exercises_and_a_thousandth_left_counts_for_nothing() {
    let exercises = [
        exercise("a", 1, 10, 1000),
        exercise("b", 1, 10, 1000),
        exercise("c", 1, 10, 1000),
        exercise("d", 1, 10, 1000),
    ];
    let full = |name| earned(name, 10_000, 10_000);
    let partly = score(
        &exercises,
        &[
            full("a"),
            full("b"),
            earned("c", 9_999, 10_000),
            earned("d", 9_999, 10_000),
        ],
    );
    assert_eq!(level(&partly), 0);
    assert_eq!(
        (partly.levels[0].percent_tenths, partly.levels[0].points_tenths),
        (500, 999)
    );
    let next = partly.next.unwrap();
    assert_eq!((next.level.number(), next.points), (1, Points::whole(10)));
    assert_eq!((next.solved, next.total), (2, 4));
    assert_eq!(
        next.exercises,
        ["pack/c", "pack/d"].map(|name| name.parse().unwrap())
    );
    let reached = score(&exercises, &[full("a"), full("b"), full("c")]);
    assert_eq!((level(&reached), reached.levels[0].percent_tenths), (1, 750));
    assert_eq!(
        (
            reached.levels[0].exercises_done,
            reached.levels[0].exercises_total
        ),
        (3, 4)
    );
    assert_eq!(reached.next, None);
}

/// Else an agent who works in R could hold no level before having learnt Python too.
#[test]
fn the_exercises_of_one_language_are_enough_and_so_are_all_together() {
    let in_r = |name| ScoredExercise {
        runtime: RuntimeKind::R,
        ..exercise(name, 1, 10, 1000)
    };
    let exercises = [
        exercise("a", 1, 10, 1000),
        exercise("b", 1, 10, 1000),
        in_r("c"),
        in_r("d"),
    ];
    let full = |name| earned(name, 10_000, 10_000);
    assert_eq!(level(&score(&exercises, &[full("a"), full("b")])), 1);
    assert_eq!(level(&score(&exercises, &[full("c"), full("d")])), 1);
    let mixed = score(&exercises, &[full("a"), full("c")]);
    assert_eq!((level(&mixed), mixed.levels[0].percent_tenths), (0, 500));
    let next = mixed.next.unwrap();
    assert_eq!(
        next.points,
        Points::whole(5),
        "to three quarters of those in a language"
    );
    assert_eq!(level(&score(&exercises, &[full("a"), full("c"), full("d")])), 1);
    let tried = score(&exercises, &[earned("d", 9_000, 10_000)]);
    assert_eq!(
        tried.next.unwrap().exercises,
        ["pack/c".parse().unwrap(), "pack/d".parse().unwrap()],
        "nothing is solved: the language in which something was tried"
    );
    let begun = score(&exercises, &[full("c")]);
    assert_eq!(begun.next.unwrap().exercises, ["pack/d".parse().unwrap()]);
}

#[test]
fn a_neutralised_exercise_counts_for_a_person_and_never_against_them() {
    let exercises = [exercise("a", 1, 10, 1000), exercise("b", 1, 10, 1000)];
    let left_out = score(
        &exercises,
        &[earned("a", 10_000, 10_000), neutralised("b", 9_000, 10_000)],
    );
    assert_eq!((level(&left_out), left_out.levels[0].percent_tenths), (1, 1000));
    assert_eq!(left_out.levels[0].exercises_total, 1);
    let kept = score(
        &exercises,
        &[earned("a", 6_000, 10_000), neutralised("b", 10_000, 10_000)],
    );
    assert_eq!(
        (kept.levels[0].percent_tenths, kept.levels[0].points_tenths),
        (500, 800)
    );
    assert_eq!(
        (kept.levels[0].exercises_done, kept.levels[0].exercises_total),
        (1, 2)
    );
}

#[test]
fn a_level_is_not_reached_by_nothing() {
    let exercises = [
        exercise("a", 1, 10, 1000),
        exercise("b", 1, 10, 1000),
        exercise("c", 2, 10, 1000),
    ];
    let all = [
        neutralised("a", 0, 10_000),
        neutralised("b", 5_000, 10_000),
        earned("c", 1, 1),
    ];
    let score = score(&exercises, &all);
    assert_eq!((level(&score), score.levels[0].percent_tenths), (0, 0));
    assert_eq!(score.levels[0].points_tenths, 500);
    assert_eq!(score.next.unwrap().total, 2);
}

#[test]
fn a_higher_level_waits_for_the_lower_ones_that_have_exercises() {
    let exercises = [exercise("a", 1, 10, 1000), exercise("c", 3, 10, 1000)];
    let upper_only = score(&exercises, &[earned("c", 10_000, 10_000)]);
    assert_eq!(level(&upper_only), 0);
    assert!(!upper_only.levels[2].reached);
    assert_eq!(upper_only.levels[2].percent_tenths, 1000);
    assert_eq!(upper_only.next.unwrap().level.number(), 1);
    // Level 2 has no exercises: it stands in nobody's way, and nobody reaches it.
    let both = score(
        &exercises,
        &[earned("c", 10_000, 10_000), earned("a", 10_000, 10_000)],
    );
    assert_eq!(level(&both), 3);
    assert!(!both.levels[1].reached);
}

#[test]
fn an_exercise_counts_by_its_weight_and_the_largest_gain_comes_first() {
    let exercises = [
        exercise("a", 1, 10, 1000),
        exercise("b", 1, 10, 250),
        exercise("c", 1, 10, 500),
    ];
    let first = score(&exercises, &[earned("a", 10_000, 10_000)]);
    // 10 of 17.5 weighted points; 75 % of them are 13.125.
    assert_eq!(first.levels[0].percent_tenths, 571);
    let next = first.next.unwrap();
    assert_eq!(next.points, Points::thousandths(3_125));
    assert_eq!(
        next.exercises,
        ["pack/c".parse().unwrap(), "pack/b".parse().unwrap()]
    );
}

#[test]
fn a_result_on_an_earlier_version_counts_by_its_share() {
    let exercises = [exercise("a", 1, 12, 1000)];
    let old = score(&exercises, &[earned("a", 10_000, 10_000)]);
    assert_eq!((level(&old), old.levels[0].exercises_done), (1, 1));
    let half = score(&exercises, &[earned("a", 5_000, 10_000), earned("gone", 9, 9)]);
    assert_eq!(
        (half.levels[0].percent_tenths, half.levels[0].points_tenths),
        (0, 500)
    );
    assert_eq!(half.next.unwrap().points, Points::whole(9));
}

#[test]
fn results_that_make_no_sense_earn_no_more_than_there_is() {
    let exercises = [exercise("a", 1, 10, 1000)];
    let more = score(&exercises, &[earned("a", 99_000, 10_000)]);
    assert_eq!(more.levels[0].percent_tenths, 1000);
    let none = score(&exercises, &[earned("a", 0, 0), earned("a", 9, 0)]);
    assert_eq!(none.levels[0].percent_tenths, 0);
    let largest = score(&exercises, &[earned("a", u64::MAX, u64::MAX)]);
    assert_eq!(level(&largest), 1);
}

#[test]
fn every_segment_of_the_framework_has_a_score_even_without_exercises() {
    let scores = scores(&Framework::shipped(), &[exercise("a", 1, 10, 1000)], &[]);
    assert_eq!(scores.len(), 9);
    let sql = scores.iter().find(|score| score.segment == "sql").unwrap();
    assert_eq!((sql.level, &sql.next, sql.levels.len()), (None, &None, 4));
    let json = serde_json::to_value(&scores[2]).unwrap();
    assert_eq!(
        json["next"],
        serde_json::json!({"level": 1, "solved": 0, "total": 1, "points": 7500, "exercises": ["pack/a"]})
    );
}

/// A dozen exercises over all levels, and results on some of them.
fn anyone() -> impl Strategy<Value = (Vec<ScoredExercise>, Vec<Earned>)> {
    let runtime = proptest::sample::select(&RuntimeKind::ALL);
    let exercises = proptest::collection::vec((1..=4_u8, 1..20_u32, 1..=1000_u16, runtime), 1..12);
    let results = proptest::collection::vec((any::<Index>(), 0..=1000_u64, 1..20_u64, any::<bool>()), 0..16);
    (exercises, results).prop_map(|(exercises, results)| {
        let exercises: Vec<_> = exercises
            .into_iter()
            .enumerate()
            .map(|(n, (level, points, weight, runtime))| ScoredExercise {
                runtime,
                ..exercise(&n.to_string(), level, points, weight)
            })
            .collect();
        let results = results
            .into_iter()
            .map(|(index, share, possible, neutralised)| {
                let name = index.index(exercises.len()).to_string();
                Earned {
                    neutralised,
                    ..earned(&name, share * possible, possible * 1000)
                }
            })
            .collect();
        (exercises, results)
    })
}

/// What a check came to.
fn report(hidden: bool, points: Points, status: CheckStatus, credit: Credit) -> CheckReport {
    CheckReport {
        id: format!("hidden-{hidden}"),
        title: Bilingual::default(),
        points,
        group: None,
        hidden,
        hint: None,
        status,
        credit,
        message: None,
        difference: None,
        trace: None,
    }
}

/// Whether nothing is lower than before.
fn not_lower(before: &SegmentScore, after: &SegmentScore) -> bool {
    let levels = before.levels.iter().zip(&after.levels);
    before.level <= after.level
        && levels.into_iter().all(|(before, after)| {
            before.percent_tenths <= after.percent_tenths
                && before.points_tenths <= after.points_tenths
                && before.reached <= after.reached
                && before.exercises_done <= after.exercises_done
        })
}

proptest! {
    #[test]
    fn more_points_never_lower_anything((exercises, results) in anyone(), which in any::<Index>(), more in 1..5000_u64) {
        prop_assume!(!results.is_empty());
        let before = score(&exercises, &results);
        let mut better = results.clone();
        let result = &mut better[which.index(results.len())];
        result.earned = Points::thousandths(result.earned.as_thousandths() + more);
        prop_assert!(not_lower(&before, &score(&exercises, &better)));
    }

    #[test]
    fn neutralising_never_lowers_anything((exercises, results) in anyone(), which in any::<Index>()) {
        prop_assume!(!results.is_empty());
        let mut without = results.clone();
        without[which.index(results.len())].neutralised = false;
        let mut with = results;
        with[which.index(without.len())].neutralised = true;
        prop_assert!(not_lower(&score(&exercises, &without), &score(&exercises, &with)));
    }

    #[test]
    fn one_more_result_never_lowers_anything((exercises, results) in anyone(), last in any::<Index>()) {
        prop_assume!(!results.is_empty());
        let fewer = &results[..last.index(results.len())];
        prop_assert!(not_lower(&score(&exercises, fewer), &score(&exercises, &results)));
    }

    #[test]
    fn the_order_of_results_and_exercises_does_not_matter(
        ((exercises, results), shuffled) in anyone().prop_flat_map(|all| {
            let shuffled = (Just(all.0.clone()).prop_shuffle(), Just(all.1.clone()).prop_shuffle());
            (Just(all), shuffled)
        })
    ) {
        prop_assert_eq!(score(&exercises, &results), score(&shuffled.0, &shuffled.1));
    }

    #[test]
    fn a_score_is_consistent_with_itself((exercises, results) in anyone()) {
        let score = score(&exercises, &results);
        let mut lower_reached = true;
        for one in &score.levels {
            prop_assert!(one.percent_tenths <= one.points_tenths && one.points_tenths <= 1000);
            prop_assert!(one.exercises_done <= one.exercises_total);
            let met = one.exercises_total > 0 && one.percent_tenths >= one.threshold_tenths;
            prop_assert_eq!(one.reached, met && lower_reached);
            lower_reached &= one.reached || one.exercises_total == 0;
        }
        let highest = score.levels.iter().filter(|one| one.reached).map(|one| one.level).max();
        prop_assert_eq!(score.level, highest);
        let open = score.levels.iter().find(|one| one.exercises_total > 0 && !one.reached);
        prop_assert_eq!(score.next.as_ref().map(|next| next.level), open.map(|one| one.level));
    }

    /// Whatever the visible checks give: where each exercise's hidden check fails, no level is reached.
    #[test]
    fn nobody_earns_a_level_without_hidden_checks(
        (exercises, _) in anyone(),
        visible in proptest::collection::vec(1..1_000_000_u64, 12),
        hidden in proptest::collection::vec((1..1000_u64, 0.0..=1.0_f64), 12),
    ) {
        let results: Vec<_> = exercises
            .iter()
            .zip(visible.into_iter().zip(hidden))
            .map(|(exercise, (visible, (hidden, credit)))| {
                let outcomes = settle(&[
                    report(false, Points::thousandths(visible), CheckStatus::Passed, Credit::FULL),
                    report(true, Points::thousandths(hidden), CheckStatus::Failed, Credit::from_fraction(credit)),
                ]);
                Earned {
                    exercise: exercise.exercise.clone(),
                    earned: outcomes.iter().map(|outcome| outcome.earned).sum(),
                    possible: outcomes.iter().map(|outcome| outcome.points).sum(),
                    neutralised: false,
                }
            })
            .collect();
        let score = score(&exercises, &results);
        prop_assert_eq!(score.level, None);
        prop_assert!(score.levels.iter().all(|one| !one.reached && one.exercises_done == 0));
    }

    /// Earning all that is left on the exercises named reaches the level, and what is missing is no more than
    /// what is left there.
    #[test]
    fn the_exercises_named_lead_to_the_next_level((exercises, results) in anyone()) {
        if let Some(next) = score(&exercises, &results).next {
            prop_assert!(next.points > Points::ZERO && !next.exercises.is_empty());
            let mut after = results.clone();
            after.extend(next.exercises.iter().map(|exercise| Earned {
                exercise: exercise.clone(),
                earned: Points::whole(1),
                possible: Points::whole(1),
                neutralised: false,
            }));
            prop_assert!(score(&exercises, &after).level >= Some(next.level));
        }
    }
}
