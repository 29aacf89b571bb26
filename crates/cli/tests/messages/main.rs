//! What the command line says: every help page, and every message that needs no guest, as snapshots.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says why and ends")]

mod help;
mod stories;

use std::path::Path;
use std::process::{Command, Output};

/// The real binary in a folder, which is its home as well: nothing of this machine's settings is in its words.
fn spyrales(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_spyrales"));
    for (name, _) in std::env::vars() {
        if name.starts_with("SPYRALES_") || name.starts_with("RUST_") {
            command.env_remove(name);
        }
    }
    command.args(arguments).current_dir(folder).env("HOME", folder);
    command
}

/// How a command ended, and all that it wrote.
fn told(output: &Output) -> String {
    let mut told = format!("exit code {}\n", output.status.code().unwrap());
    for (name, bytes) in [("out", &output.stdout), ("err", &output.stderr)] {
        for line in String::from_utf8_lossy(bytes).lines() {
            told.push_str(format!("{name} | {line}").trim_end());
            told.push('\n');
        }
    }
    told
}
