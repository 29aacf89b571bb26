//! `spyrales pack check` on packs that a careless or hostile author might hand in.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says why and ends")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A copy of the pack that hostile submissions are tried with, in a folder of the right name.
fn pack() -> (TempDir, PathBuf) {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("essais");
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/tests/hostile/pack");
    copy(&from, &folder);
    (scratch, folder)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn check(folder: &Path) -> (Output, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_spyrales"))
        .args(["pack", "check", "--repeat", "1"])
        .arg(folder)
        .output()
        .unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    (output, stdout, stderr)
}

#[test]
fn checks_that_the_starter_passes_are_told() {
    let (_scratch, folder) = pack();
    let (output, stdout, stderr) = check(&folder);
    assert_eq!(output.status.code(), Some(0), "{stdout}{stderr}");
    let vacuous = "from spyrales import check\n\n\
        @check(points=5, title={\"fr\": \"Toujours juste\", \"en\": \"Always right\"})\n\
        def bilan(sub):\n    pass\n";
    fs::write(folder.join("bilan/check.py"), vacuous).unwrap();
    let (output, stdout, stderr) = check(&folder);
    assert_eq!(output.status.code(), Some(1), "{stdout}{stderr}");
    let told: Vec<_> = stdout.lines().filter(|line| line.contains('✗')).collect();
    assert!(told.len() == 1 && told[0].contains("starter.py"), "{stdout}");
}

#[test]
fn hidden_checks_that_ask_the_same_in_every_attempt_are_told() {
    let (_scratch, folder) = pack();
    let path = folder.join("bilan/check.py");
    let checks = fs::read_to_string(&path).unwrap();
    fs::write(&path, checks.replace("default_rng(sub.seed)", "default_rng(0)")).unwrap();
    let (output, stdout, stderr) = check(&folder);
    assert_eq!(output.status.code(), Some(1), "{stdout}{stderr}");
    let told: Vec<_> = stdout.lines().filter(|line| line.contains('✗')).collect();
    assert!(told[0].contains("table 5 / 5"), "{stdout}");
    assert!(told[1].contains("mêmes questions à chaque essai"), "{stdout}");
    assert!(told[2].contains("une table des réponses notées"), "{stdout}");
    assert_eq!(told.len(), 3, "{stdout}");
}

#[test]
fn imposters_are_told_in_json_too() {
    let (_scratch, folder) = pack();
    let output = Command::new(env!("CARGO_BIN_EXE_spyrales"))
        .args(["pack", "check", "--repeat", "1", "--json"])
        .arg(&folder)
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let exercises = report[0]["exercises"].as_array().unwrap();
    assert_eq!(exercises.len(), 3, "{report}");
    for exercise in exercises {
        let trial = &exercise["imposters"];
        assert_eq!(trial["varied"], true, "{exercise}");
        let tried: Vec<_> = trial["tried"].as_array().unwrap().iter().collect();
        let names: Vec<_> = tried.iter().map(|tried| &tried["imposter"]).collect();
        assert_eq!(names, ["constants", "table", "examination"], "{exercise}");
        assert!(tried.iter().all(|tried| tried["solved"] == false), "{exercise}");
        // A table knows all that is asked where everybody sees it.
        assert!(tried[1]["earned"].as_u64() > Some(0), "{exercise}");
    }
}

#[test]
fn a_huge_file_is_refused_without_being_read() {
    let (_scratch, folder) = pack();
    // A terabyte of nothing: it takes no place on the disk, and would take all memory if it were read.
    let huge = File::create(folder.join("bilan/data/enorme.csv")).unwrap();
    huge.set_len(1 << 40).unwrap();
    let (output, stdout, stderr) = check(&folder);
    assert_eq!(output.status.code(), Some(2), "{stdout}{stderr}");
    assert!(stderr.contains("enorme.csv"), "{stderr}");
}

#[test]
fn a_link_out_of_the_pack_is_not_followed() {
    let (_scratch, folder) = pack();
    std::os::unix::fs::symlink("/etc/passwd", folder.join("bilan/data/lien.csv")).unwrap();
    let (output, stdout, stderr) = check(&folder);
    assert!(!output.status.success(), "{stdout}{stderr}");
    assert!(stderr.contains("lien.csv"), "{stderr}");
    assert!(!format!("{stdout}{stderr}").contains("root:"));
}
