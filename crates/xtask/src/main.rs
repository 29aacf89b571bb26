//! `cargo xtask TASK`: what a contributor does with this repository, one name for each task.
//!
//! A task is a list of commands, printed before they run, so that each can also be typed by hand.

mod needs;

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use needs::{FOR_ALL_TESTS, FOR_GUEST_SUITES, Need};

/// A task: its name, what it is for, the programs that it asks for, and its commands.
struct Task {
    name: &'static str,
    about: &'static str,
    needs: &'static [Need],
    commands: &'static [&'static [&'static str]],
}

const TASKS: [Task; 9] = [
    Task {
        name: "check",
        about: "formatting, lints and documentation",
        needs: &[],
        commands: &[
            &["cargo", "fmt", "--all", "--check"],
            &[
                "cargo",
                "clippy",
                "--workspace",
                "--all-targets",
                "--locked",
                "--",
                "-D",
                "warnings",
            ],
            &["cargo", "doc", "--workspace", "--no-deps", "--locked", "--quiet"],
        ],
    },
    Task {
        name: "test-fast",
        about: "tests that need no guest and no browser",
        needs: &[],
        commands: &[&[
            "cargo",
            "test",
            "--workspace",
            "--locked",
            "--lib",
            "--test",
            "architecture",
            "--test",
            "it",
            "--test",
            "messages",
            "--test",
            "pack",
            "--test",
            "pages",
            "--test",
            "schema_9",
            "--test",
            "sheet",
            "--test",
            "store_sqlite",
            "--",
            "--skip",
            "imports::",
        ]],
    },
    Task {
        name: "test-guests",
        about: "the guests' Python suites on this machine's Python; libraries come through pip",
        needs: &FOR_GUEST_SUITES,
        commands: &[&["bash", ".ci/guest-suites"]],
    },
    Task {
        name: "test",
        about: "all tests; the guests, the verifiers and a browser are prepared at first use",
        needs: &FOR_ALL_TESTS,
        commands: &[&["cargo", "test", "--workspace", "--locked", "--no-fail-fast"]],
    },
    Task {
        name: "ci",
        about: "what is checked before a change is merged; the first time installs Debian packages",
        needs: &[],
        commands: &[&["bash", ".ci/run"]],
    },
    Task {
        name: "serve",
        about: "the service, from this checkout, on http://127.0.0.1:8080",
        needs: &[],
        commands: &[&["cargo", "run", "--release", "--locked", "--", "serve"]],
    },
    Task {
        name: "bench",
        about: "the measurements of docs/internals/benchmark.md",
        needs: &[],
        commands: &[&["cargo", "run", "--release", "--locked", "--", "bench"]],
    },
    Task {
        name: "soak",
        about: "ten minutes of hostile traffic while fifty learners submit, on this machine alone",
        needs: &[],
        commands: &[
            &["cargo", "build", "--release", "--locked"],
            &[
                "python3",
                "tests/soak/soak.py",
                "--program",
                "target/release/spyrales",
            ],
        ],
    },
    Task {
        name: "fixtures",
        about: "exercise data and the editor's bundle, made again from their sources",
        needs: &[],
        commands: &[
            &["python3", "exercises/generate.py"],
            &[
                "npm",
                "--prefix",
                "crates/server/editor",
                "ci",
                "--ignore-scripts",
            ],
            &["npm", "--prefix", "crates/server/editor", "run", "build"],
        ],
    },
];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let wanted = arguments.next().unwrap_or_default();
    let Some(task) = TASKS.iter().find(|task| task.name == wanted) else {
        eprintln!("usage: cargo xtask TASK [ARGUMENT…]\n");
        for task in &TASKS {
            eprintln!("  {:<11} {}", task.name, task.about);
        }
        return ExitCode::from(2);
    };
    let missing = needs::missing(task.needs);
    if !missing.is_empty() {
        eprintln!("missing: {}; install it, then begin again", missing.join(", "));
        return ExitCode::FAILURE;
    }
    run(task, &arguments.collect::<Vec<_>>())
}

/// Runs the commands, one after the other, until one fails; what follows the task's name is for the last of them.
fn run(task: &Task, more: &[String]) -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for (number, command) in task.commands.iter().enumerate() {
        let more = if number + 1 == task.commands.len() {
            more
        } else {
            &[]
        };
        let words: Vec<&str> = command
            .iter()
            .copied()
            .chain(more.iter().map(String::as_str))
            .collect();
        eprintln!("$ {}", words.join(" "));
        let begin = Instant::now();
        let status = Command::new(words[0])
            .args(&words[1..])
            .current_dir(&root)
            .env("RUSTDOCFLAGS", "-D warnings")
            .status();
        match status {
            Ok(status) if status.success() => eprintln!("✓ {} s", begin.elapsed().as_secs()),
            Ok(status) => {
                eprintln!("✗ {status}");
                return ExitCode::FAILURE;
            }
            Err(error) => {
                eprintln!("✗ {}: {error}; hint: is it installed?", words[0]);
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
