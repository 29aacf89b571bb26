//! The pages in a real browser: `npm ci`, Chromium, and the stories beside this file.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says why and ends")]

#[path = "../serve/service.rs"]
#[expect(
    dead_code,
    reason = "shared with the stories over the API, which need more of it"
)]
mod service;

use std::path::{Path, PathBuf};
use std::process::Command;

use service::{Service, root};

/// Where the stories run: beside what npm installs for them.
fn install() -> PathBuf {
    let folder = root().join("target/browser");
    std::fs::create_dir_all(&folder).unwrap();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    for entry in std::fs::read_dir(&source).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "mjs" || end == "json") {
            std::fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
        }
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--silent", "--no-audit", "--no-fund"])
        .current_dir(&folder);
    let done = npm.status().expect("npm is there; hint: Debian's package npm");
    assert!(done.success(), "npm ci failed");
    folder
}

fn chromium() -> &'static str {
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ]
    .into_iter()
    .find(|path| Path::new(path).exists())
    .expect("a Chromium is there; hint: Debian's package chromium")
}

#[test]
fn the_stories_hold_in_a_real_browser() {
    let folder = install();
    let data = tempfile::tempdir().unwrap();
    let service = Service::start(data.path());
    let passwords = serde_json::to_string(&service.demo_passwords()).unwrap();
    let output = Command::new("node")
        .args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
        .current_dir(&folder)
        .env("SPYRALES_URL", &service.url)
        .env("SPYRALES_PASSWORDS", passwords)
        .env("SPYRALES_EXERCISES", root().join("exercises"))
        .env("SPYRALES_CHROMIUM", chromium())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    println!("{told}");
    assert!(
        output.status.success(),
        "{told}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(told.contains("pass "), "stories were run: {told}");
}
