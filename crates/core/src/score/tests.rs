use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::grading::Points;
use crate::level::Level;
use crate::pack::{RuntimeKind, Weight};

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
fn a_level_is_reached_at_its_threshold_and_not_a_thousandth_before() {
    let exercises = [exercise("a", 1, 10, 1000), exercise("b", 1, 10, 1000)];
    let just_under = score(
        &exercises,
        &[earned("a", 10_000, 10_000), earned("b", 4_999, 10_000)],
    );
    assert_eq!(
        (level(&just_under), just_under.levels[0].percent_tenths),
        (0, 749)
    );
    let next = just_under.next.unwrap();
    assert_eq!((next.level.number(), next.points), (1, Points::thousandths(1)));
    assert_eq!(next.exercises, ["pack/b".parse().unwrap()]);
    let reached = score(
        &exercises,
        &[earned("a", 10_000, 10_000), earned("b", 5_000, 10_000)],
    );
    assert_eq!((level(&reached), reached.levels[0].percent_tenths), (1, 750));
    assert_eq!(
        (
            reached.levels[0].exercises_done,
            reached.levels[0].exercises_total
        ),
        (1, 2)
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
        "five of the other one in a language"
    );
    assert_eq!(level(&score(&exercises, &[full("a"), full("c"), full("d")])), 1);
    let begun = score(&exercises, &[full("c")]);
    assert_eq!(begun.next.unwrap().exercises, ["pack/d".parse().unwrap()]);
}

#[test]
fn a_neutralised_exercise_counts_for_a_person_and_never_against_them() {
    let exercises = [exercise("a", 1, 10, 1000), exercise("b", 1, 10, 1000)];
    let left_out = score(
        &exercises,
        &[earned("a", 8_000, 10_000), neutralised("b", 0, 10_000)],
    );
    assert_eq!((level(&left_out), left_out.levels[0].percent_tenths), (1, 800));
    assert_eq!(left_out.levels[0].exercises_total, 1);
    let kept = score(
        &exercises,
        &[earned("a", 6_000, 10_000), neutralised("b", 10_000, 10_000)],
    );
    assert_eq!((level(&kept), kept.levels[0].percent_tenths), (1, 800));
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
    assert_eq!((level(&score), score.levels[0].percent_tenths), (0, 500));
    assert_eq!(score.next.unwrap().exercises, ["pack/b".parse().unwrap()]);
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
        &[earned("c", 10_000, 10_000), earned("a", 8_000, 10_000)],
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
    assert_eq!(half.levels[0].percent_tenths, 500);
    assert_eq!(half.next.unwrap().points, Points::whole(3));
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
        serde_json::json!({"level": 1, "points": 7500, "exercises": ["pack/a"]})
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

/// Whether nothing is lower than before.
fn not_lower(before: &SegmentScore, after: &SegmentScore) -> bool {
    let levels = before.levels.iter().zip(&after.levels);
    before.level <= after.level
        && levels.into_iter().all(|(before, after)| {
            before.percent_tenths <= after.percent_tenths
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
            prop_assert!(one.percent_tenths <= 1000 && one.exercises_done <= one.exercises_total);
            let met = one.exercises_total > 0 && one.percent_tenths >= one.threshold_tenths;
            prop_assert_eq!(one.reached, met && lower_reached);
            lower_reached &= one.reached || one.exercises_total == 0;
        }
        let highest = score.levels.iter().filter(|one| one.reached).map(|one| one.level).max();
        prop_assert_eq!(score.level, highest);
        let open = score.levels.iter().find(|one| one.exercises_total > 0 && !one.reached);
        prop_assert_eq!(score.next.as_ref().map(|next| next.level), open.map(|one| one.level));
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
