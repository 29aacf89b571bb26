//! Every pack that ships with the product, graded in the real sandboxes.
//!
//! `SPYRALES_THOROUGH=1` grades each submission ten times instead of twice.

use spyrales_core::grading::{CheckStatus, GradingRecord, Verdict};
use spyrales_core::pack::{Exercise, Pack};
use spyrales_tests::{folder, r};

const SEED: u64 = 7;

fn times() -> usize {
    if std::env::var_os("SPYRALES_THOROUGH").is_some() {
        10
    } else {
        2
    }
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

fn judge(pack: &str) {
    let pack = folder::pack(&folder::exercises().join(pack));
    let faults: Vec<_> = pack
        .exercises
        .iter()
        .flat_map(|exercise| faults(&pack, exercise))
        .collect();
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
