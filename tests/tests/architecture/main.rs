//! The arrows of ARCHITECTURE.md, read from the crates' manifests and from the modules of `server`, and the documentation's links.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says why and ends")]

mod circles;
mod documents;
mod markdown;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Which of our crates each crate may use; a new arrow is a decision about the design.
const ARROWS: [(&str, &[&str]); 12] = [
    ("core", &[]),
    ("sandbox", &[]),
    ("credential", &[]),
    ("https", &[]),
    ("oidc", &["https"]),
    ("document", &["credential"]),
    ("grader", &["core", "sandbox"]),
    ("store-sql", &["core"]),
    ("app", &["core", "credential", "document"]),
    ("server", &["app", "core", "credential", "oidc"]),
    (
        "cli",
        &[
            "app",
            "core",
            "credential",
            "document",
            "grader",
            "https",
            "oidc",
            "sandbox",
            "server",
            "store-sql",
        ],
    ),
    ("xtask", &[]),
];

/// Crates that a crate of ours must not use, and whose matter they are.
const FOREIGN: [(&str, &[&str]); 5] = [
    ("core", &["tokio", "sqlx", "axum", "wasmtime", "ureq"]),
    (
        "app",
        &[
            "sqlx",
            "axum",
            "axum-extra",
            "tower-http",
            "utoipa",
            "wasmtime",
            "ureq",
        ],
    ),
    ("grader", &["sqlx", "axum", "tokio"]),
    ("store-sql", &["axum", "wasmtime", "rand"]),
    ("server", &["sqlx", "wasmtime"]),
];

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates")
}

/// The names in `[dependencies]` of a crate.
fn dependencies(name: &str) -> BTreeSet<String> {
    let manifest = std::fs::read_to_string(crates().join(name).join("Cargo.toml")).unwrap();
    let section = manifest.split("\n[dependencies]\n").nth(1).unwrap_or_default();
    let section = section.split("\n[").next().unwrap();
    let lines = section
        .lines()
        .filter(|line| !line.trim_start().starts_with('#') && line.contains('='));
    lines
        .map(|line| line.split(['.', '=', ' ']).next().unwrap().to_owned())
        .collect()
}

#[test]
fn crates_use_only_the_crates_that_they_may() {
    let mut faults = Vec::new();
    let listed: BTreeSet<_> = ARROWS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let found: BTreeSet<_> = std::fs::read_dir(crates())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(found, listed, "each crate has a line in ARROWS");
    for (name, may) in ARROWS {
        let ours = dependencies(name);
        let ours = ours.iter().filter_map(|other| other.strip_prefix("spyrales-"));
        faults.extend(
            ours.filter(|other| !may.contains(other))
                .map(|other| format!("{name} → {other}")),
        );
    }
    assert!(faults.is_empty(), "arrows that may not be: {}", faults.join(", "));
}

#[test]
fn crates_keep_to_their_matter() {
    let mut faults = Vec::new();
    for (name, foreign) in FOREIGN {
        let used = dependencies(name);
        faults.extend(
            foreign
                .iter()
                .filter(|other| used.contains(**other))
                .map(|other| format!("{name} uses {other}")),
        );
    }
    assert!(faults.is_empty(), "{}", faults.join(", "));
}

/// The rooms of the server, and which of its other rooms each may name.
const ROOMS: [(&str, &[&str]); 5] = [
    ("http/edge", &["runner::metrics", "shutdown"]),
    ("http/api", &["http::edge"]),
    ("http/web", &["http::edge"]),
    // Pages for employers stand in the frame of all pages, and the description is that of the API.
    ("http/public", &["http::edge", "http::web", "http::api"]),
    ("runner", &["shutdown"]),
];

#[test]
fn rooms_of_the_server_name_only_the_rooms_that_they_may() {
    let src = crates().join("server/src");
    let mut faults = Vec::new();
    for (room, may) in ROOMS {
        let own = room.replace('/', "::");
        let named = circles::named(&src.join(room));
        assert!(!named.is_empty(), "{room} holds files that name others");
        for (file, path) in named {
            let free = path.starts_with(&own);
            if !free && !may.iter().any(|other| path.starts_with(other)) {
                faults.push(format!("{room}: {file} → {path}"));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "arrows that may not be:\n{}",
        faults.join("\n")
    );
}

#[test]
fn no_circle_of_imports_has_more_than_two_files() {
    let mut faults = Vec::new();
    for (name, _) in ARROWS {
        for circle in circles::find(&crates().join(name).join("src")) {
            if circle.len() > 2 {
                faults.push(format!("{name}: {}", circle.join(" ⇄ ")));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
