//! The guests' own Python suites, run in the real sandbox: no Python on this machine is needed.
//!
//! What needs a second process (the agent and the checker talking to each other) skips itself in here; the other
//! tests of this crate put that to the test between two sandboxes.

use std::fs;
use std::path::Path;

use spyrales_sandbox::fs::{Quota, SharedBytes, Tree};
use spyrales_sandbox::limits::Limits;
use spyrales_sandbox::port::NoPort;
use spyrales_sandbox::runtime::on_guest_stack;
use spyrales_sandbox::sandbox::Ended;
use spyrales_tests::python;

/// Fuel for all suites, some minutes' worth.
const FUEL: u64 = 1_000_000_000_000;

/// The Python files of the guests, at the same places below `/work` as below `crates`.
fn guest_files() -> Vec<(String, SharedBytes)> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let mut files = Vec::new();
    for guest in ["sandbox/guest/python", "grader/guest/python"] {
        for folder in [
            "",
            "/IPython",
            "/spyrales",
            "/spyrales_desk",
            "/spyrales_help",
            "/tests",
        ] {
            let folder = format!("{guest}{folder}");
            let Ok(entries) = fs::read_dir(crates.join(&folder)) else {
                continue;
            };
            for entry in entries {
                let entry = entry.expect("a folder that can be read");
                let name = entry.file_name().into_string().expect("a name in UTF-8");
                if name.ends_with(".py") {
                    let source = fs::read(entry.path()).expect("a file that can be read");
                    files.push((format!("{folder}/{name}"), SharedBytes::new(source)));
                }
            }
        }
    }
    files
}

#[test]
fn the_guests_own_suites_pass_in_the_sandbox() {
    let pair = python::pair();
    let work: Tree = guest_files().into_iter().collect();
    let limits = Limits {
        output_bytes: 1 << 20,
        files: Quota::default(),
        ..Limits::default()
    };
    let (ended, output) = on_guest_stack(|| {
        let mut sandbox = pair
            .runtime()
            .start(pair.learner(), work, limits, 7, Box::new(NoPort))
            .expect("a sandbox");
        let ended = sandbox
            .turn(include_bytes!("run_suites.py"), FUEL)
            .expect("a turn");
        let output = [sandbox.stdout().0, sandbox.stderr().0].concat();
        (ended, String::from_utf8_lossy(&output).into_owned())
    });
    assert_eq!(ended, Ended::Returned { code: 0 }, "{output}");
    let summary = output
        .lines()
        .find(|line| line.starts_with("ran "))
        .unwrap_or_default();
    assert!(summary.ends_with(", failed 0"), "{output}");
    let ran: u32 = summary["ran ".len()..]
        .split(',')
        .next()
        .and_then(|n| n.parse().ok())
        .unwrap_or_default();
    assert!(ran > 50, "too few tests ran:\n{output}");
}
