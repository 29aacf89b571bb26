//! The programs that a task asks for, looked for before it begins: a test run that ends after ten minutes because
//! `curl` is missing helps nobody.

use std::path::Path;
use std::process::{Command, Stdio};

/// A program that a task asks for.
pub(crate) struct Need {
    /// Its name and Debian's packages.
    name: &'static str,
    /// Whether this machine has it.
    is_there: fn() -> bool,
}

/// For `cargo xtask test`. What the tests install by themselves, through npm and pip, is none of it.
pub(crate) const FOR_ALL_TESTS: [Need; 4] = [
    Need {
        name: "Python's pip 22.3 or later (Debian: python3-pip)",
        is_there: || {
            let version =
                "import pip, sys; sys.exit(tuple(map(int, pip.__version__.split('.')[:2])) < (22, 3))";
            answers("python3", &["-c", version])
        },
    },
    Need {
        name: "Node.js 20 or later with npm (Debian: nodejs npm)",
        is_there: || {
            answers("npm", &["--version"])
                && answers(
                    "node",
                    &[
                        "-e",
                        "import.meta.dirname ?? process.exit(1)",
                        "--input-type=module",
                    ],
                )
        },
    },
    Need {
        name: "curl (Debian: curl)",
        is_there: || answers("curl", &["--version"]),
    },
    Need {
        name: "Chromium (Debian: chromium), which npm brings for x86-64 alone",
        is_there: || {
            cfg!(target_arch = "x86_64")
                || ["chromium", "chromium-browser", "google-chrome"]
                    .iter()
                    .any(|name| Path::new("/usr/bin").join(name).exists())
        },
    },
];

/// For `cargo xtask test-guests`.
pub(crate) const FOR_GUEST_SUITES: [Need; 1] = [Need {
    name: "Python's venv (Debian: python3-venv)",
    is_there: || answers("python3", &["-c", "import venv, ensurepip"]),
}];

/// What this machine lacks of what is asked for.
pub(crate) fn missing(needs: &[Need]) -> Vec<&'static str> {
    needs
        .iter()
        .filter(|need| !(need.is_there)())
        .map(|need| need.name)
        .collect()
}

/// Whether a program is there and ends well.
fn answers(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
