//! Every learner has a variant of their own, always the same one.

use std::collections::BTreeSet;

use spyrales_core::digest::Digest;
use spyrales_core::grading::ExerciseRef;
use spyrales_core::id::UserId;
use spyrales_core::pack::{Parameters, Scalar, exercise_seed};
use spyrales_core::text::Lang;

use crate::sample::Sample;

fn user(n: u128) -> UserId {
    UserId::from(uuid::Uuid::from_u128(n))
}

fn exercise_ref() -> ExerciseRef {
    "exemple/somme".parse().unwrap()
}

#[test]
fn a_statement_shows_the_learners_own_values() {
    let exercise = Sample::new().exercise();
    let parameters = Parameters::pick(&exercise, 42);
    let departement = parameters.get("departement").unwrap().to_string();
    let french = exercise.statement(Lang::Fr, &parameters);
    assert!(french.starts_with(&format!("Le département {departement} compte")));
    assert!(french.contains("le seuil est 0.5.") || french.contains("le seuil est 1.0."));
    assert!(
        exercise
            .statement(Lang::En, &parameters)
            .starts_with("Département")
    );
}

#[test]
fn a_value_that_looks_like_a_placeholder_is_not_looked_at_again() {
    let exercise = Sample::new()
        .edited(
            "somme/exercise.toml",
            "[\"01\", \"38\", \"69\"]",
            "[\"{{seuil}}\"]",
        )
        .exercise();
    let statement = exercise.statement(Lang::Fr, &Parameters::pick(&exercise, 1));
    assert!(statement.starts_with("Le département {{seuil}} compte"));
}

#[test]
fn a_pack_without_english_answers_in_french() {
    let exercise = Sample::new()
        .edited("pack.toml", "\"fr\", \"en\"", "\"fr\"")
        .edited("pack.toml", "en = \"An example\"\n", "")
        .edited("pack.toml", "en = \"Something to try.\"\n", "")
        .edited("somme/exercise.toml", "en = \"A sum\"\n", "")
        .without("somme/statement.en.md")
        .exercise();
    assert_eq!(exercise.title.get(Lang::En), "Une somme");
    assert_eq!(exercise.title.to_bilingual().en, "Une somme");
    let parameters = Parameters::pick(&exercise, 1);
    assert!(exercise.statement(Lang::En, &parameters).starts_with("Le"));
}

/// Values that another implementation would have to come to as well: computed with Python's hashlib.
#[test]
fn the_algorithms_are_those_that_are_documented() {
    let exercise = Sample::new().exercise();
    let picked: Vec<_> = (0..6)
        .map(|seed| {
            Parameters::pick(&exercise, seed)
                .get("departement")
                .unwrap()
                .to_string()
        })
        .collect();
    assert_eq!(picked, ["38", "01", "69", "69", "38", "38"]);
    let seed = exercise_seed(user(1), &exercise_ref(), Digest::of(b"pack"));
    assert_eq!(format!("{seed:016x}"), "5468d6e39e2e766a");
}

#[test]
fn seeds_differ_by_person_exercise_and_pack() {
    let other: ExerciseRef = "exemple/autre".parse().unwrap();
    let (a, b) = (Digest::of(b"a"), Digest::of(b"b"));
    let seeds = BTreeSet::from([
        exercise_seed(user(1), &exercise_ref(), a),
        exercise_seed(user(2), &exercise_ref(), a),
        exercise_seed(user(1), &other, a),
        exercise_seed(user(1), &exercise_ref(), b),
    ]);
    assert_eq!(seeds.len(), 4);
    assert!(seeds.contains(&exercise_seed(user(1), &exercise_ref(), a)));
}

#[test]
fn every_choice_is_somebodys_and_about_as_often() {
    let exercise = Sample::new().exercise();
    let mut counts = [0_u32; 3];
    for seed in 0..3000 {
        let parameters = Parameters::pick(&exercise, seed);
        let value = parameters.get("departement").unwrap();
        let index = exercise.parameters["departement"]
            .iter()
            .position(|choice| choice == value);
        counts[index.unwrap()] += 1;
    }
    assert!(
        counts.iter().all(|count| (900..1100).contains(count)),
        "{counts:?}"
    );
}

#[test]
fn a_new_parameter_leaves_the_others_as_they_are() {
    let before = Sample::new().exercise();
    let after = Sample::new()
        .edited(
            "somme/exercise.toml",
            "[parameters]",
            "[parameters]\nannee = [2023, 2024]",
        )
        .exercise();
    for seed in 0..20 {
        let (before, after) = (Parameters::pick(&before, seed), Parameters::pick(&after, seed));
        assert!(before.iter().all(|(name, value)| after.get(name) == Some(value)));
        assert!(matches!(after.get("annee"), Some(Scalar::Integer(2023 | 2024))));
    }
}
