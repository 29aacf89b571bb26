//! Every pack that ships with the product, graded in the real sandboxes.
//!
//! `SPYRALES_THOROUGH=1` grades each submission ten times instead of twice, and in a hundred attempts instead of one.

use std::path::Path;

use spyrales_core::grading::{CheckStatus, GradingRecord, Seeds, Verdict};
use spyrales_core::pack::{Exercise, Pack};
use spyrales_grader::imposter;
use spyrales_tests::{folder, r};

const SEED: u64 = 7;

fn times() -> usize {
    if std::env::var_os("SPYRALES_THOROUGH").is_some() {
        10
    } else {
        2
    }
}

/// How many attempts each answer is tried in.
fn attempts() -> u64 {
    if times() > 2 { 100 } else { 1 }
}

/// The record of a submission, the same however often it is made.
fn record(pack: &Pack, exercise: &Exercise, source: &str) -> Result<GradingRecord, String> {
    let grader = r::grader();
    let grade = || {
        let grading = grader.grade(&pack.pack_ref(), exercise, source.as_bytes(), SEED);
        grading
            .map(|grading| grading.record)
            .map_err(|error| error.to_string())
    };
    let first = grade()?;
    for _ in 1..times() {
        let again = grade()?;
        if again.digest() != first.digest() {
            return Err(format!("two records:\n{first:#?}\n{again:#?}"));
        }
    }
    Ok(first)
}

fn not_passed(record: &GradingRecord) -> Vec<&str> {
    let failed = record
        .checks
        .iter()
        .filter(|check| check.status != CheckStatus::Passed);
    failed.map(|check| check.id.as_str()).collect()
}

/// What is wrong with an exercise's own submissions.
fn faults(pack: &Pack, exercise: &Exercise) -> Vec<String> {
    let mut faults = Vec::new();
    let mut judge = |name: &str, source: &str, right: &dyn Fn(&GradingRecord) -> bool| {
        let said = match record(pack, exercise, source) {
            Ok(record) if right(&record) => return,
            Ok(record) => {
                let messages = record
                    .checks
                    .iter()
                    .filter_map(|check| Some(&check.message.as_ref()?.fr));
                let messages: Vec<_> = messages.collect();
                format!(
                    "{:?}, not passed {:?} {messages:#?}",
                    record.verdict,
                    not_passed(&record)
                )
            }
            Err(error) => error,
        };
        faults.push(format!("{}/{} {name}: {said}", pack.id, exercise.id));
    };
    judge("solution", &exercise.solution, &|record| {
        record.is_full() && record.possible == exercise.points
    });
    judge("starter", &exercise.starter, &|record| {
        record.earned.as_thousandths() == 0
    });
    for answer in &exercise.wrong {
        judge(&answer.file, &answer.source, &|record| {
            let mut named: Vec<_> = answer.fails.iter().map(String::as_str).collect();
            let mut failed = not_passed(record);
            named.sort_unstable();
            failed.sort_unstable();
            let broken = record
                .checks
                .iter()
                .any(|check| check.status == CheckStatus::Broken);
            record.verdict == Verdict::Graded && failed == named && !broken
        });
    }
    faults
}

/// The tables of the documentation, in whatever language.
fn tables() -> Vec<String> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let paths = ["fr/imposters.md", "en/imposters.md"].map(|name| docs.join(name));
    let found: Vec<_> = paths
        .iter()
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .collect();
    assert!(!found.is_empty(), "the documentation has no imposters.md");
    found
}

/// No imposter solves an exercise, and what each earns is what the documentation says.
fn imposters(pack: &Pack, exercise: &Exercise) -> Vec<String> {
    let name = format!("{}/{}", pack.id, exercise.id);
    let trial = match imposter::try_out(&r::grader(), &pack.pack_ref(), exercise, imposter::ATTEMPTS) {
        Ok(trial) => trial,
        Err(error) => return vec![format!("{name}: {error}")],
    };
    let mut faults: Vec<_> = trial
        .faults()
        .iter()
        .map(|fault| format!("{name}: {}", fault.en))
        .collect();
    let earned: Vec<_> = trial
        .tried
        .iter()
        .map(|tried| format!("{} / {}", tried.earned, tried.possible))
        .collect();
    let row = format!("| {name} | {} |", earned.join(" | "));
    if !tables().iter().all(|table| table.lines().any(|line| line == row)) {
        faults.push(format!("not in the documentation: {row}"));
    }
    faults
}

/// Hidden data of many attempts: the solution passes whatever is drawn, and a wrong answer by no luck.
fn luck(pack: &Pack, exercise: &Exercise) -> Vec<String> {
    let mut faults = Vec::new();
    if attempts() > imposter::ATTEMPTS {
        match imposter::try_out(&r::grader(), &pack.pack_ref(), exercise, attempts()) {
            Ok(trial) => faults.extend(
                trial
                    .faults()
                    .iter()
                    .map(|fault| format!("{}/{}: {}", pack.id, exercise.id, fault.en)),
            ),
            Err(error) => faults.push(error.to_string()),
        }
    }
    let solution = ("solution", exercise.solution.as_str(), true);
    let wrong = exercise
        .wrong
        .iter()
        .map(|answer| (answer.file.as_str(), answer.source.as_str(), false));
    for (name, source, right) in std::iter::once(solution).chain(wrong) {
        for hidden in 100..100 + attempts() {
            let seeds = Seeds {
                visible: SEED,
                hidden: Some(hidden),
            };
            let grading = r::grader().grade(&pack.pack_ref(), exercise, source.as_bytes(), seeds);
            if grading.is_ok_and(|grading| grading.record.is_full()) != right {
                faults.push(format!(
                    "{}/{} {name} with the hidden seed {hidden}",
                    pack.id, exercise.id
                ));
            }
        }
    }
    faults
}

fn judge(pack: &str) {
    let pack = folder::pack(&folder::exercises().join(pack));
    let judged = |exercise| {
        [
            faults(&pack, exercise),
            imposters(&pack, exercise),
            luck(&pack, exercise),
        ]
        .concat()
    };
    let faults: Vec<_> = pack.exercises.iter().flat_map(judged).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A test for each pack, so that they run side by side; and one that no pack is forgotten.
macro_rules! packs {
    ($($(#[$more:meta])* $name:ident = $folder:literal)*) => {
        $(#[test]
        $(#[$more])*
        fn $name() {
            judge($folder);
        })*

        #[test]
        fn every_shipped_pack_is_judged() {
            let names = folder::shipped();
            let names: Vec<_> = names.iter().map(|path| path.file_name().and_then(|name| name.to_str())).collect();
            assert_eq!(names, [$(Some($folder)),*]);
        }
    };
}

packs! {
    deux_langages = "deux-langages"
    python_apprentissage = "python-apprentissage"
    python_preparer_donnees = "python-preparer-donnees"
    python_statistiques = "python-statistiques"
    r_premiers_pas = "r-premiers-pas"
    #[ignore = "needs the bundle r-tidyverse"]
    r_preparer_donnees = "r-preparer-donnees"
    r_statistiques = "r-statistiques"
}

/// The same statement and the same checks, whatever the language.
#[test]
fn the_exercise_in_two_languages_is_one() {
    let pack = folder::pack(&folder::exercises().join("deux-langages"));
    let [python, r] = pack.exercises.as_slice() else {
        panic!("{} exercises", pack.exercises.len());
    };
    assert_ne!(python.runtime, r.runtime);
    assert_eq!(python.check, r.check);
    assert_eq!(python.statements, r.statements);
    assert_eq!(python.asks, r.asks);
}
