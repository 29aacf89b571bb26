//! Small answers and their right outcomes: the table `tests/cases/expected.toml`, graded in the real sandboxes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;
use serde::Deserialize;
use spyrales_core::framework::Framework;
use spyrales_core::grading::{GradingRecord, Points};
use spyrales_core::pack::{Pack, PackFiles, RuntimeKind};
use spyrales_core::text::Bilingual;
use spyrales_grader::Grader;
use spyrales_sandbox::cache::Cache;
use spyrales_sandbox::r::bundle;
use spyrales_tests::{folder, python, r};

const SEED: u64 = 7;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    answer: Vec<Answer>,
    made: Vec<Made>,
}

/// A file of a pack that isn't in git.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Made {
    folder: String,
    file: String,
    text: String,
}

/// A row.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    file: String,
    source: Option<String>,
    /// Holds only where R's bundle was built, or only where it wasn't.
    bundle: Option<bool>,
    earned: f64,
    possible: f64,
    #[serde(default)]
    says: Vec<String>,
    #[serde(default)]
    never: Vec<String>,
    #[serde(default)]
    says_en: Vec<String>,
    #[serde(default)]
    never_en: Vec<String>,
}

impl Answer {
    fn folder(&self) -> &str {
        self.file.split_once('/').expect("FOLDER/FILE").0
    }

    fn source(&self) -> Vec<u8> {
        match &self.source {
            Some(source) => source.clone().into_bytes(),
            None => fs::read(here().join(&self.file)).unwrap_or_else(|e| panic!("{}: {e}", self.file)),
        }
    }

    /// What of a record isn't as the row says.
    fn faults(&self, record: &GradingRecord) -> Vec<String> {
        let mut faults = Vec::new();
        let points = |number| Points::from_number(number).expect("a number of points");
        if (record.earned, record.possible) != (points(self.earned), points(self.possible)) {
            faults.push(format!(
                "{} / {} points, not {} / {}",
                record.earned, record.possible, self.earned, self.possible
            ));
        }
        let told = told(record);
        for (text, says, never) in [
            (&told.fr, &self.says, &self.never),
            (&told.en, &self.says_en, &self.never_en),
        ] {
            let missing = says.iter().filter(|piece| !text.contains(*piece));
            faults.extend(missing.map(|piece| format!("doesn't say {piece:?}")));
            let said = never.iter().filter(|piece| text.contains(*piece));
            faults.extend(said.map(|piece| format!("says {piece:?}")));
            faults.extend(look_alike(text));
        }
        if told.fr.is_empty() != told.en.is_empty() {
            faults.push("speaks in one language only".to_owned());
        }
        faults
    }
}

/// Messages that show one text as what was expected and as what came.
fn look_alike(text: &str) -> Option<String> {
    let pairs = [
        r"attendu (.+?)(?:,| ;) obtenu (.+?)(?:[.,;]|$)",
        r"expected (.+?)(?:,|;) got (.+?)(?:[.,;]|$)",
    ];
    pairs.iter().find_map(|pair| {
        let pair = Regex::new(pair).expect("a pattern");
        let mut found = pair.captures_iter(text);
        found
            .find(|both| both[1] == both[2])
            .map(|both| format!("shows two values alike: {:?}", &both[0]))
    })
}

/// All that the learner reads.
fn told(record: &GradingRecord) -> Bilingual {
    let said = record.verdict.explanation(&record.limits);
    let checks = record.checks.iter().filter_map(|check| check.message.clone());
    let notes = record.notes.iter().cloned();
    let all: Vec<_> = said.into_iter().chain(notes).chain(checks).collect();
    let joined = |text: fn(&Bilingual) -> &str| all.iter().map(text).collect::<Vec<_>>().join("\n");
    Bilingual::new(joined(|said| &said.fr), joined(|said| &said.en))
}

fn bundle_is_built() -> bool {
    let cache = Cache::open(Cache::default_root()).unwrap_or_else(|e| panic!("{e}"));
    bundle::installed(&cache).is_ok_and(|installed| installed.is_some())
}

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

fn table() -> Table {
    let text = fs::read_to_string(here().join("expected.toml")).expect("a table");
    toml::from_str(&text).unwrap_or_else(|e| panic!("{e}"))
}

/// The pack of a folder, and the files that are made for it.
fn pack(name: &str, made: &[Made]) -> Pack {
    let mut packs = fs::read_dir(here().join(name))
        .unwrap_or_else(|e| panic!("{name}: {e}"))
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.join("pack.toml").is_file());
    let path = packs.next().unwrap_or_else(|| panic!("no pack in {name}"));
    let mut files = folder::files(&path).as_map().clone();
    for file in made.iter().filter(|file| file.folder == name) {
        files.insert(file.file.clone(), file.text.clone().into_bytes());
    }
    let files = PackFiles::new(files).unwrap_or_else(|errors| panic!("{name}:\n{errors}"));
    Pack::parse(&files, &Framework::shipped()).unwrap_or_else(|errors| panic!("{name}:\n{errors}"))
}

/// What the checks burn on a list of so many items.
fn fuel_of_checks(make: &str, compare: &str, items: usize) -> u64 {
    let path = here().join("03-latin1-py/c03-latin1-py");
    let mut files = folder::files(&path).as_map().clone();
    let check = format!(
        "from spyrales import check, expect_equal\n\n@check(title=\"T\")\ndef liste(sub):\n    got, expected = sub.call(\"f\", {items}), [{make} for i in range({items})]\n    {compare}\n"
    );
    let solution = format!("def f(n):\n    return [{make} for i in range(n)]\n");
    files.insert("ex/check.py".to_owned(), check.into_bytes());
    files.insert("ex/solution.py".to_owned(), solution.clone().into_bytes());
    let files = PackFiles::new(files).expect("files");
    let pack = Pack::parse(&files, &Framework::shipped()).unwrap_or_else(|errors| panic!("{errors}"));
    let grading = python::grader()
        .grade(&pack.pack_ref(), &pack.exercises[0], solution.as_bytes(), SEED)
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(grading.record.is_full(), "{:?}", grading.record.checks);
    told_fuel(&grading.record)
}

/// As [`fuel_of_checks`], in R.
fn fuel_of_checks_in_r(made: &str, expected: &str, compare: &str, items: usize) -> u64 {
    let path = here().join("58-r-recursion-loop/c58-r-recursion-loop");
    let mut files = folder::files(&path).as_map().clone();
    let check = format!(
        "check(\"liste\", title = \"T\", {{\n  got <- sub$call(\"f\", {items})\n  expected <- lapply(seq_len({items}), function(i) {expected})\n  {compare}\n}})\n"
    );
    let solution = format!("f <- function(n) lapply(seq_len(n), function(i) {made})\n");
    files.insert("ex/check.R".to_owned(), check.into_bytes());
    files.insert("ex/solution.R".to_owned(), solution.clone().into_bytes());
    let files = PackFiles::new(files).expect("files");
    let pack = Pack::parse(&files, &Framework::shipped()).unwrap_or_else(|errors| panic!("{errors}"));
    let grading = r::grader()
        .grade(&pack.pack_ref(), &pack.exercises[0], solution.as_bytes(), SEED)
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(grading.record.is_full(), "{:?}", grading.record.checks);
    told_fuel(&grading.record)
}

/// What the checks burned, which is told where none is hidden.
fn told_fuel(record: &GradingRecord) -> u64 {
    let fuel = record.usage.checker_fuel;
    fuel.unwrap_or_else(|| panic!("a check is hidden"))
}

/// Beside R's own `identical`, which takes 370 units for a number and 4,000 for a text.
#[test]
fn a_long_list_of_rs_costs_little_to_compare() {
    for (made, expected, most) in [
        ("i", "i", 1_000),
        ("i", "as.double(i)", 5_000),
        ("i / 7", "i / 7", 1_000),
        ("as.character(i)", "as.character(i)", 1_000),
        ("list(i, as.character(i))", "list(i, as.character(i))", 2_000),
    ] {
        let each = |compare| {
            // Each item costs 150,000 units to cross.
            let [few, many] = [500, 2_500].map(|items| fuel_of_checks_in_r(made, expected, compare, items));
            many.saturating_sub(few) / 2_000
        };
        let [without, with] = ["identical(got, expected)", "expect_equal(got, expected)"].map(each);
        println!(
            "{made}, {expected}: {with} units an item, {without} of them to have it here and for R's own comparison"
        );
        assert!(
            with.saturating_sub(without) < most,
            "{made}, {expected}: {with} units an item, {without} with R's own comparison"
        );
    }
}

/// Fuel is exact: no clock is asked. C's own `==` of two lists takes 230 to 420 units an item, a copy of one 58. What it costs to get and to make the lists is left out.
#[test]
fn a_long_list_costs_little_to_compare() {
    for (make, most) in [
        ("i", 1_000),
        ("i / 7", 1_000),
        ("str(i)", 1_500),
        ("(i, str(i))", 5_000),
    ] {
        let each = |compare| {
            let [few, many] = [1_000, 21_000].map(|items| fuel_of_checks(make, compare, items));
            (many - few) / 20_000
        };
        let [without, with] = ["pass", "expect_equal(got, expected)"].map(each);
        println!("{make}: {with} units an item, {without} of them to have it here");
        assert!(
            with - without < most,
            "{make}: {with} units an item, {without} without comparing"
        );
    }
}

/// Grades the answers of one language, and tells of every row that differs.
///
/// `SPYRALES_CASES` names the rows to look at, by a part of their file; what they say is printed (`--nocapture`).
fn judge(runtime: RuntimeKind, grader: &Grader) {
    let Table { answer, made } = table();
    let only = std::env::var("SPYRALES_CASES").unwrap_or_default();
    let mut packs = BTreeMap::new();
    let (mut faults, mut graded) = (Vec::new(), 0);
    let bundle = bundle_is_built();
    let here = |row: &&Answer| row.file.contains(&only) && row.bundle.is_none_or(|needed| needed == bundle);
    for row in answer.iter().filter(here) {
        let pack = packs
            .entry(row.folder())
            .or_insert_with(|| pack(row.folder(), &made));
        let [exercise] = pack.exercises.as_slice() else {
            panic!("{} exercises in {}", pack.exercises.len(), row.folder());
        };
        if exercise.runtime != runtime {
            continue;
        }
        graded += 1;
        let found = match grader.grade(&pack.pack_ref(), exercise, &row.source(), SEED) {
            Ok(grading) => {
                println!("{}\n{}\n", row.file, told(&grading.record).fr);
                let found = row.faults(&grading.record);
                if found.is_empty() {
                    continue;
                }
                format!("{}\n{}", found.join("; "), told(&grading.record).fr)
            }
            Err(error) => error.to_string(),
        };
        faults.push(format!("{}: {found}", row.file));
    }
    assert!(
        faults.is_empty(),
        "{} of {graded} answers:\n\n{}",
        faults.len(),
        faults.join("\n\n")
    );
}

#[test]
fn answers_in_python_come_to_what_they_come_to_on_a_desk() {
    judge(RuntimeKind::Python, &python::grader());
}

#[test]
fn answers_in_r_come_to_what_they_come_to_on_a_desk() {
    judge(RuntimeKind::R, &r::grader());
}

/// Several checks that end for the same reason stop the rest.
#[test]
fn an_endless_loop_that_every_check_runs_into_costs_little_more_than_one_limit() {
    let answers = [
        ("91-endless-loop-py", "forgets.py", python::grader()),
        ("91-endless-loop-r", "forgets.R", r::grader()),
    ];
    for (folder, file, grader) in answers {
        let pack = pack(folder, &[]);
        let exercise = &pack.exercises[0];
        let source = fs::read(here().join(folder).join(file)).expect("an answer");
        let grading = grader
            .grade(&pack.pack_ref(), exercise, &source, SEED)
            .unwrap_or_else(|error| panic!("{error}"));
        let (used, limit) = (grading.record.usage.fuel, exercise.limits.fuel);
        assert!(
            used > limit && used < limit * 13 / 10,
            "{folder}: {used} of {limit}"
        );
    }
}

/// A file that no row names would be forgotten.
#[test]
fn every_answer_has_its_row() {
    let rows = table().answer;
    for entry in fs::read_dir(here()).expect("cases") {
        let folder = entry.expect("an entry").path();
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder).expect("answers") {
            let path = entry.expect("an entry").path();
            let name = path
                .strip_prefix(here())
                .expect("a case")
                .to_str()
                .expect("a name");
            assert!(
                path.is_dir() || rows.iter().any(|row| row.file == name),
                "{name} has no row"
            );
        }
    }
}
