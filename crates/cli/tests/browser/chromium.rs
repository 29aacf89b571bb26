//! The browser: the machine's own, or one that npm brings, at the version and with the digest of the lock file.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::npm_ci;
use crate::service::root;

/// Where Chromium is on a machine that has it.
const INSTALLED: [&str; 3] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
];

/// The version in `chromium/package.json`: another one is unpacked beside it.
const VERSION: &str = "153.0.0";

/// A Chromium's program.
pub(crate) fn program() -> PathBuf {
    INSTALLED
        .into_iter()
        .map(PathBuf::from)
        .find(|path| path.exists())
        .unwrap_or_else(unpacked)
}

fn unpacked() -> PathBuf {
    let folder = root().canonicalize().unwrap().join("target/chromium");
    let browser = folder.join(VERSION);
    if !browser.exists() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/chromium");
        npm_ci(&source, &folder);
        let mut unpack = Command::new("node");
        unpack.arg("unpack.mjs").arg(&browser).current_dir(&folder);
        assert!(unpack.status().unwrap().success(), "Chromium was unpacked");
    }
    browser.join("chromium")
}
