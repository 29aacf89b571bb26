//! Checks in one language, submissions in the other.

use spyrales_core::framework::Framework;
use spyrales_core::grading::{CheckStatus, GradingRecord};
use spyrales_core::pack::{Pack, PackFiles};
use spyrales_tests::{folder, r};

const PYTHON: &str = "taux-de-reponse-python";
const R: &str = "taux-de-reponse-r";
/// What `check.py` of that exercise asks, asked in R.
const CHECK_IN_R: &str = include_str!("cross/check.R");

/// The shipped exercise in two languages, with its checks in R instead.
fn checked_in_r() -> Pack {
    let files = folder::files(&folder::exercises().join("deux-langages"));
    let swapped = files
        .iter()
        .map(|(path, bytes)| match path.strip_suffix("check.py") {
            Some(start) => (format!("{start}check.R"), CHECK_IN_R.as_bytes().to_vec()),
            None => (path.to_owned(), bytes.to_vec()),
        });
    let files = PackFiles::new(swapped).unwrap_or_else(|errors| panic!("{errors}"));
    Pack::parse(&files, &Framework::shipped()).unwrap_or_else(|errors| panic!("{errors}"))
}

fn record(pack: &Pack, exercise: &str, source: &str) -> GradingRecord {
    let mut exercises = pack.exercises.iter();
    let exercise = exercises.find(|one| one.id == exercise).expect("the exercise");
    let grading = r::grader().grade(&pack.pack_ref(), exercise, source.as_bytes(), 7);
    grading.unwrap_or_else(|error| panic!("{error}")).record
}

fn failed(record: &GradingRecord) -> Vec<&str> {
    let checks = record.checks.iter();
    let failed = checks.filter(|check| check.status != CheckStatus::Passed);
    failed.map(|check| check.id.as_str()).collect()
}

#[test]
fn checks_in_either_language_judge_submissions_in_either() {
    let in_python = folder::pack(&folder::exercises().join("deux-langages"));
    for pack in [in_python, checked_in_r()] {
        for name in [PYTHON, R] {
            let mut exercises = pack.exercises.iter();
            let exercise = exercises.find(|one| one.id == name).expect("the exercise");
            let right = record(&pack, name, &exercise.solution);
            assert!(right.is_full(), "{name}: {:?}", right.checks);
            for wrong in &exercise.wrong {
                let record = record(&pack, name, &wrong.source);
                assert_eq!(
                    failed(&record),
                    wrong.fails,
                    "{name} {}: {:?}",
                    wrong.file,
                    record.checks
                );
            }
        }
    }
}

#[test]
fn what_r_knows_more_of_a_value_reaches_python_as_the_value() {
    let pack = checked_in_r();
    let wrong = record(
        &pack,
        R,
        "taux_de_reponse <- function(table) table(table$territoire)\n",
    );
    let told = |record: &GradingRecord| {
        let message = record.checks[0].message.as_ref().expect("a message");
        message.en.clone()
    };
    assert!(
        told(&wrong).contains("a data frame, and is a vector of numbers"),
        "{}",
        told(&wrong)
    );
    let in_python = folder::pack(&folder::exercises().join("deux-langages"));
    let wrong = record(
        &in_python,
        R,
        "taux_de_reponse <- function(table) table(table$territoire)\n",
    );
    assert!(told(&wrong).contains("Series"), "{}", told(&wrong));
    let days = "taux_de_reponse <- function(table) as.difftime(2, units = 'days')\n";
    let wrong = record(&in_python, R, days);
    assert!(told(&wrong).contains("a duration"), "{}", told(&wrong));
}
