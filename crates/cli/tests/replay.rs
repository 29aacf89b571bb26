//! Records that are graded again: here, in another process, and from nothing in another cache.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says why and ends")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use spyrales_sandbox::cache::Cache;

const PACK: &str = "exercises/python-preparer-donnees";
const EXERCISE: &str = "exercises/python-preparer-donnees/revenu-departement";
const PACK_IN_R: &str = "exercises/r-statistiques";
/// Its seeded checks draw numbers, and a model is fitted.
const EXERCISE_IN_R: &str = "exercises/r-statistiques/consommation-batiments";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn spyrales(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_spyrales"));
    command.current_dir(root()).args(["--lang", "en"]).args(arguments);
    command
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A wrong answer's record, as it is kept, in a file.
fn record(folder: &Path) -> (PathBuf, Value) {
    let answer = format!("{EXERCISE}/wrong/moyenne_de_moyennes.py");
    let output = spyrales(&["grade", EXERCISE, &answer, "--json", "--seed", "4711"])
        .output()
        .unwrap();
    let record: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {output:?}"));
    let path = folder.join("record.json");
    std::fs::write(&path, &output.stdout).unwrap();
    (path, record)
}

fn replay(record: &Path, answer: &str, more: &[&str]) -> Output {
    let answer = format!("{EXERCISE}/{answer}");
    let record = record.to_str().unwrap();
    spyrales(&[&["replay", record, "--submission", &answer, "--pack", PACK], more].concat())
        .output()
        .unwrap()
}

#[test]
fn a_record_is_replayed_to_the_bit_and_a_changed_one_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let (path, record) = record(folder.path());
    let answer = "wrong/moyenne_de_moyennes.py";
    let same = replay(&path, answer, &[]);
    assert_eq!(same.status.code(), Some(0), "{same:?}");
    assert!(stdout(&same).starts_with("Identical"), "{same:?}");

    let changed = |pointer: &str, value: Value| {
        let mut changed = record.clone();
        *changed.pointer_mut(pointer).unwrap() = value;
        let path = folder.path().join("changed.json");
        std::fs::write(&path, changed.to_string()).unwrap();
        path
    };
    let more_points = changed("/earned", json!(10_000));
    let different = replay(&more_points, answer, &[]);
    assert_eq!(different.status.code(), Some(1), "{different:?}");
    assert!(stdout(&different).contains("/earned: 10000 → "), "{different:?}");

    let older = changed("/runtime/digest", json!(format!("sha256:{}", "0".repeat(64))));
    let older = replay(&older, answer, &[]);
    assert_eq!(older.status.code(), Some(3), "{older:?}");
    assert!(stdout(&older).contains("another runtime"), "{older:?}");

    let other_code = replay(&path, "solution.py", &[]);
    assert_eq!(other_code.status.code(), Some(2), "{other_code:?}");
    let later = changed("/version", json!(3));
    assert_eq!(replay(&later, answer, &[]).status.code(), Some(2));
}

/// As on another machine: nothing is shared with the first cache, code is compiled and snapshots are made anew.
#[test]
fn another_cache_and_another_compile_come_to_the_same_record() {
    let folder = tempfile::tempdir().unwrap();
    let (path, _) = record(folder.path());
    let cache = folder.path().join("cache");
    let replayed = replay(
        &path,
        "wrong/moyenne_de_moyennes.py",
        &["--cache", cache.to_str().unwrap()],
    );
    assert_eq!(replayed.status.code(), Some(0), "{replayed:?}");
    assert!(stdout(&replayed).starts_with("Identical"), "{replayed:?}");
}

/// Ten gradings, each in a process of its own, and one from nothing in another cache: one record, to the byte.
#[test]
fn a_submission_in_r_comes_to_one_record_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = std::fs::read_dir(root().join(EXERCISE_IN_R).join("wrong")).unwrap();
    let wrong = wrong.map(|entry| entry.unwrap().path()).min().unwrap();
    let answer = wrong.to_str().unwrap();
    let grade = || {
        let arguments = ["grade", EXERCISE_IN_R, answer, "--json", "--seed", "4711"];
        spyrales(&arguments).output().unwrap().stdout
    };
    let first = grade();
    let record: Value = serde_json::from_slice(&first).unwrap();
    assert_eq!(record["verdict"]["kind"], "graded", "{record}");
    assert!(
        record["earned"].as_u64() < record["possible"].as_u64(),
        "{record}"
    );
    for _ in 1..10 {
        assert_eq!(grade(), first);
    }
    let path = folder.path().join("record.json");
    std::fs::write(&path, &first).unwrap();
    let cache = folder.path().join("cache");
    share_packages_of_r(&cache);
    let replayed = spyrales(&[
        "replay",
        path.to_str().unwrap(),
        "--submission",
        answer,
        "--pack",
        PACK_IN_R,
    ])
    .args(["--cache", cache.to_str().unwrap()])
    .output()
    .unwrap();
    assert_eq!(replayed.status.code(), Some(0), "{replayed:?}");
    assert!(stdout(&replayed).starts_with("Identical"), "{replayed:?}");
}

/// Gives another cache the packages of R that this machine has, if it has any: they are a part of R's runtime, whose
/// digest names them.
fn share_packages_of_r(cache: &Path) {
    let (from, to) = (Cache::default_root().join("guests"), cache.join("guests"));
    let entries = std::fs::read_dir(from).unwrap().map(Result::unwrap);
    for entry in entries {
        let name = entry.file_name().into_string().unwrap();
        if name.starts_with("r-tidyverse") && name != "r-tidyverse-build" {
            std::fs::create_dir_all(&to).unwrap();
            let copied = Command::new("cp")
                .arg("-r")
                .arg(entry.path())
                .arg(to.join(&name))
                .status();
            assert!(copied.unwrap().success(), "{name}");
        }
    }
}
