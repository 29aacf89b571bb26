//! The documentation: two languages side by side, and no way that leads nowhere.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use regex::Regex;

use crate::markdown;

/// Folders that hold nothing of ours.
const FOREIGN: [&str; 4] = [".git", "node_modules", "target", "vendor"];

/// Files whose text may name a page of the documentation; those of `.ci` have no extension.
const SOURCES: [&str; 13] = [
    "R", "css", "ftl", "html", "js", "md", "mjs", "py", "rs", "sh", "sql", "toml", "",
];

/// Its lines are about versions of before, whose pages may be gone.
const HISTORY: &str = "CHANGELOG.md";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The files below a folder, as paths from the root.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(root().join(folder)).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let kind = entry.file_type().unwrap();
        if kind.is_dir() && !FOREIGN.contains(&name.as_str()) {
            files(&folder.join(name), found);
        } else if kind.is_file() {
            found.push(folder.join(name));
        }
    }
}

/// The files of the repository that `wanted` picks.
fn repository(wanted: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    files(Path::new(""), &mut found);
    found.retain(|path| path != Path::new(HISTORY) && wanted(path));
    assert!(found.len() > 10, "the walk finds the repository's files");
    found
}

fn names(folder: &str) -> BTreeSet<String> {
    std::fs::read_dir(root().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn each_page_has_the_same_headings_in_both_languages() {
    let names = (names("docs/fr"), names("docs/en"));
    assert_eq!(names.0, names.1, "docs/fr and docs/en hold the same pages");
    assert!(!names.0.is_empty());
    let mut pairs = vec![("README.md".to_owned(), "README.en.md".to_owned())];
    pairs.extend(
        names
            .0
            .iter()
            .map(|name| (format!("docs/fr/{name}"), format!("docs/en/{name}"))),
    );
    for (french, english) in pairs {
        let pages = [&french, &english].map(|name| markdown::read(&root().join(name)));
        let [ours, theirs] = pages.map(|page| page.levels.into_iter().zip(page.anchors).collect::<Vec<_>>());
        let levels = |headings: &[(_, String)]| headings.iter().map(|(level, _)| *level).collect::<Vec<_>>();
        assert_eq!(
            levels(&ours),
            levels(&theirs),
            "{french} has {ours:?}, {english} has {theirs:?}"
        );
    }
}

#[test]
fn every_link_between_documents_leads_to_a_file_and_a_heading() {
    let pages = repository(|path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        let place = path.starts_with("docs") || path.parent() == Some(Path::new(""));
        name.ends_with(".md") && (place || name.starts_with("README"))
    });
    let mut faults = Vec::new();
    let mut followed = 0;
    for page in pages {
        let read = markdown::read(&root().join(&page));
        for link in &read.links {
            if link.contains(':') {
                continue;
            }
            followed += 1;
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => root().join(&page),
                _ => root().join(&page).parent().unwrap().join(file),
            };
            let there = target.exists()
                && (anchor.is_empty() || markdown::read(&target).anchors.iter().any(|own| own == anchor));
            if !there {
                faults.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(followed > 20, "the documents have links");
    assert!(
        faults.is_empty(),
        "links that lead nowhere:\n{}",
        faults.join("\n")
    );
}

#[test]
fn every_page_of_the_documentation_that_a_file_names_is_there() {
    // Another site's `…/docs/…` isn't ours, and neither is a folder `docs` of a package.
    let named = Regex::new(r"(?m)(?:^|[^\w/.-]|\.\./|blob/main/)(docs/[\w./-]*\w)").unwrap();
    let sources = repository(|path| {
        let extension = path.extension().unwrap_or_default().to_str().unwrap();
        SOURCES.contains(&extension)
    });
    let mut faults = BTreeSet::new();
    let mut found = 0;
    for source in sources {
        let bytes = std::fs::read(root().join(&source)).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        // A template puts the reader's language in.
        for lang in ["fr", "en"] {
            let text = text.replace("{{ f.lang.code() }}", lang);
            for page in named.captures_iter(&text).map(|found| found[1].to_owned()) {
                found += 1;
                if !root().join(&page).exists() {
                    faults.insert(format!("{}: {page}", source.display()));
                }
            }
        }
    }
    assert!(found > 20, "files name pages");
    let faults: Vec<_> = faults.into_iter().collect();
    assert!(
        faults.is_empty(),
        "pages that aren't there:\n{}",
        faults.join("\n")
    );
}
