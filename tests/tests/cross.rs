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
    assert!(told(&wrong).contains("a named vector"), "{}", told(&wrong));
    let days = "taux_de_reponse <- function(table) as.difftime(2, units = 'days')\n";
    let wrong = record(&in_python, R, days);
    assert!(told(&wrong).contains("a duration"), "{}", told(&wrong));
}

/// An exercise that asks for figures, in the language of its submissions and with checks in either.
fn drawing(runtime: &str, check: (&str, &str), packages: &str) -> Pack {
    let text = |text: &str| text.as_bytes().to_vec();
    let ending = if runtime == "r" { "R" } else { "py" };
    let exercise = format!(
        "format = 1\nid = \"figures\"\nruntime = \"{runtime}\"\nlevel = 1\nminutes = 5\npoints = 7\nprerequisites = []\n{packages}\n\
         [title]\nfr = \"Figures\"\nen = \"Figures\"\n[segments]\nviz = 1.0\n[[asks]]\nkind = \"figure\"\nname = \"figure\"\n"
    );
    let solution = match (runtime, packages) {
        ("python", _) => include_str!("cross/figures/right.py"),
        (_, "") => include_str!("cross/figures/right.R"),
        _ => include_str!("cross/figures/right_ggplot2.R"),
    };
    let pack = "format = 1\nid = \"essai-figures\"\nversion = \"1.0.0\"\nlicence = \"CC-BY-4.0\"\nauthors = [\"Spyrales\"]\n\
                languages = [\"fr\", \"en\"]\nsegments = [\"viz\"]\n[title]\nfr = \"Figures\"\nen = \"Figures\"\n\
                [description]\nfr = \"Figures\"\nen = \"Figures\"\n";
    let files = [
        ("pack.toml".to_owned(), text(pack)),
        ("figures/exercise.toml".to_owned(), text(&exercise)),
        ("figures/statement.fr.md".to_owned(), text("Dessinez.")),
        ("figures/statement.en.md".to_owned(), text("Draw.")),
        (format!("figures/check.{}", check.0), text(check.1)),
        (format!("figures/starter.{ending}"), text("# À vous\n")),
        (format!("figures/solution.{ending}"), text(solution)),
    ];
    let files = PackFiles::new(files).unwrap_or_else(|errors| panic!("{errors}"));
    Pack::parse(&files, &Framework::shipped()).unwrap_or_else(|errors| panic!("{errors}"))
}

const CHECKS: [(&str, &str); 2] = [
    ("py", include_str!("cross/figures/check.py")),
    ("R", include_str!("cross/figures/check.R")),
];

#[test]
fn figures_of_either_language_are_judged_alike_in_either() {
    for check in CHECKS {
        for (runtime, wrong) in [
            ("python", include_str!("cross/figures/wrong.py")),
            ("r", include_str!("cross/figures/wrong.R")),
        ] {
            let pack = drawing(runtime, check, "");
            let right = record(&pack, "figures", &pack.exercises[0].solution);
            assert!(right.is_full(), "{runtime} by {}: {:#?}", check.0, right.checks);
            let again = record(&pack, "figures", &pack.exercises[0].solution);
            assert_eq!(right, again, "{runtime} by {}", check.0);
            let wrong = record(&pack, "figures", wrong);
            let passed = wrong
                .checks
                .iter()
                .filter(|check| check.status != CheckStatus::Failed);
            assert_eq!(passed.count(), 0, "{runtime} by {}: {:#?}", check.0, wrong.checks);
            // What is advised is of the language that drew, not of the one that judges.
            let told = wrong.checks[0].message.as_ref().map_or("", |text| &text.fr);
            let advice = if runtime == "r" {
                "Regardez `ylim`."
            } else {
                "Regardez `set_ylim`."
            };
            assert!(told.ends_with(advice), "{runtime} by {}: {told}", check.0);
        }
    }
}

#[test]
#[ignore = "needs the bundle r-tidyverse"]
fn figures_of_ggplot2_are_judged_as_any_other() {
    for check in CHECKS {
        let pack = drawing("r", check, "packages = [\"ggplot2\"]");
        let right = record(&pack, "figures", &pack.exercises[0].solution);
        assert!(right.is_full(), "{}: {:#?}", check.0, right.checks);
    }
}
