//! Hostile and broken submissions against the real pair of sandboxes.
//!
//! Each row is graded twice and must come to the same record, the one that the table says; after each an
//! honest submission in its language must come to the record it came to before. All of a table run on one thread, in
//! the same slots, which are compared with their images byte by byte after each row.

mod broken;
mod escaping;
mod exhausting;
mod forging;
mod r;
mod row;
mod stealing;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use spyrales_core::digest::Digest;
use spyrales_core::grading::GradingRecord;
use spyrales_core::pack::{Exercise, Pack};
use spyrales_grader::Grader;
use spyrales_sandbox::runtime::{audit, on_guest_stack};
use spyrales_tests::{folder, python};

use crate::row::{Language, Row, not_passed};

const SEED: u64 = 7;
/// What only the checker's sandbox may know: a word of the check file, and the numbers of its hidden data.
const SECRETS: [&str; 4] = ["mot-de-passe-du-formateur", "737373.75", "737000.25", "373.25"];

fn pack() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/pack");
    PACK.get_or_init(|| folder::pack(&here))
}

fn exercise(language: Language) -> &'static Exercise {
    let mut exercises = pack().exercises.iter();
    let found = exercises.find(|exercise| exercise.id == language.exercise());
    found.unwrap_or_else(|| panic!("no exercise for {language:?}"))
}

/// The rows of one language need no other: each is tested where the other can't be had.
fn grader(language: Language) -> Grader {
    match language {
        Language::R => spyrales_tests::r::grader(),
        Language::Python | Language::Sql => python::grader(),
    }
}

fn grade(language: Language, source: &[u8], seed: u64) -> GradingRecord {
    let grading = grader(language).grade(&pack().pack_ref(), exercise(language), source, seed);
    grading.unwrap_or_else(|error| panic!("{error}")).record
}

/// The honest record's digest, which nothing may change.
fn honest(language: Language) -> Digest {
    let record = grade(language, exercise(language).solution.as_bytes(), SEED);
    assert!(
        record.is_full(),
        "the honest submission in {language:?} fails {:?}: {:?}",
        not_passed(&record),
        record.verdict
    );
    record.digest()
}

fn judge(rows: Vec<Row>) {
    on_guest_stack(|| judge_in_the_same_slots(rows));
}

fn judge_in_the_same_slots(rows: Vec<Row>) {
    let mut faults = Vec::new();
    let mut before = BTreeMap::new();
    for row in rows {
        let first = *before
            .entry(row.language.exercise())
            .or_insert_with(|| honest(row.language));
        let record = grade(row.language, &row.source, SEED);
        let mut found = row.faults(&record);
        found.extend(general_faults(&row, &record));
        if grade(row.language, &row.source, SEED).digest() != record.digest() {
            found.push("graded again, it comes to another record".to_owned());
        }
        match audit() {
            Ok(0) => found.push("no slot was kept".to_owned()),
            Ok(_) => {}
            Err(page) => found.push(format!("a slot differs from its image in page {page}")),
        }
        if honest(row.language) != first {
            found.push("the honest submission after it comes to another record".to_owned());
        }
        if !found.is_empty() {
            let said = record.checks.iter().filter_map(|check| check.message.as_ref());
            let said: Vec<_> = said.map(|message| &message.fr).collect();
            let (stdout, stderr) = (start(&record.output.stdout), start(&record.output.stderr));
            faults.push(format!(
                "{}: {}\n  messages {said:?}\n  stdout {stdout:?}\n  stderr {stderr:?}\n  {:?}",
                row.name,
                found.join("; "),
                record.usage,
            ));
        }
    }
    assert!(faults.is_empty(), "{} rows:\n{}", faults.len(), faults.join("\n"));
}

fn start(text: &str) -> &str {
    &text[..text.floor_char_boundary(1000)]
}

/// What must hold of every record, whatever was submitted.
fn general_faults(row: &Row, record: &GradingRecord) -> Vec<String> {
    let mut faults = Vec::new();
    let limits = &record.limits;
    if record.earned > record.possible || record.possible != exercise(row.language).points {
        faults.push(format!("{} of {} points", record.earned, record.possible));
    }
    let output = [&record.output.stdout, &record.output.stderr];
    if output
        .iter()
        .any(|stream| stream.len() > limits.output_kib as usize * 1024)
    {
        faults.push("output over the limit".to_owned());
    }
    if record.usage.memory_peak_bytes > u64::from(limits.memory_mib) << 20 {
        faults.push("memory over the limit".to_owned());
    }
    let json = serde_json::to_string(record).expect("a record is JSON");
    let own = String::from_utf8_lossy(&row.source);
    for secret in SECRETS {
        if json.contains(secret) && !own.contains(secret) {
            faults.push(format!("the record tells {secret:?}"));
        }
    }
    if record
        .checks
        .iter()
        .any(|check| check.hidden && (check.message.is_some() || check.difference.is_some()))
    {
        faults.push("a hidden check explains itself".to_owned());
    }
    faults
}

#[test]
fn broken_submissions_are_told_what_is_wrong() {
    judge(broken::rows());
}

#[test]
fn exhausting_submissions_end_in_a_verdict() {
    judge(exhausting::rows());
}

#[test]
fn forged_verdicts_earn_nothing() {
    judge(forging::rows());
}

#[test]
fn what_the_checks_know_cannot_be_stolen() {
    judge(stealing::rows());
}

#[test]
fn the_inputs_of_hidden_checks_are_not_told() {
    judge(stealing::hidden_inputs());
}

#[test]
fn nothing_gets_out_of_a_sandbox_and_nothing_stays_in_it() {
    judge(escaping::rows());
}

#[test]
fn hostile_queries_reach_nothing_and_end() {
    judge(escaping::queries());
}

#[test]
fn broken_submissions_in_r_are_told_what_is_wrong() {
    judge(r::broken::rows());
}

#[test]
fn exhausting_submissions_in_r_end_in_a_verdict() {
    judge(r::exhausting::rows());
}

#[test]
fn verdicts_forged_in_r_earn_nothing() {
    judge(r::forging::rows());
}

#[test]
fn what_the_checks_know_cannot_be_stolen_in_r() {
    judge(r::stealing::rows());
}

#[test]
fn nothing_gets_out_of_rs_sandbox_and_nothing_stays_in_it() {
    judge(r::escaping::rows());
}

/// A submission that used up all its fuel on hidden checks isn't loaded again: what loading says of it stays.
#[test]
fn what_is_noted_of_a_submission_tells_nothing_of_hidden_checks() {
    let mut exercise = exercise(Language::Python).clone();
    exercise.limits.fuel = 300_000_000;
    include_str!("python/stealing/asks_often.py").clone_into(&mut exercise.check.source);
    let notes = |body: &str| {
        let source = format!(
            "def bilan(montants):\n    {body}\n\ndef par_region(table):\n    return table\n\nraise SystemExit\n"
        );
        let graded = grader(Language::Python).grade(&pack().pack_ref(), &exercise, source.as_bytes(), SEED);
        graded.unwrap_or_else(|error| panic!("{error}")).record.notes
    };
    let told = notes("return montants");
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(notes("while True: pass"), told);
}

#[test]
fn another_seed_is_another_randomness_although_the_snapshot_is_the_same() {
    let source = concat!(
        include_str!("python/escaping/randomness.py"),
        "\n",
        include_str!("pack/bilan/solution.py")
    );
    let printed = |seed| grade(Language::Python, source.as_bytes(), seed).output.stdout;
    let (first, second) = (printed(1), printed(2));
    assert_eq!(first, printed(1));
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let drawn = |text: &str| lines(text)[0].split(' ').map(str::to_owned).collect::<Vec<_>>();
    // `random`, NumPy's two generators, `secrets`: each is seeded anew.
    for (one, other) in drawn(&first).iter().zip(drawn(&second)) {
        assert_ne!(*one, other, "{first}{second}");
    }
    assert_ne!(lines(&first)[1], lines(&second)[1]);
}
