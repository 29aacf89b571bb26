//! Circles of imports between the files of a crate.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Files of a crate's `src`, by the module that they are, with the modules that they import.
type Graph = BTreeMap<String, BTreeSet<String>>;

/// Groups of files each of which imports all others of its group, directly or through them.
pub(super) fn find(src: &Path) -> Vec<Vec<String>> {
    let mut texts = BTreeMap::new();
    read(src, "crate", &mut texts);
    let names: BTreeSet<String> = texts.keys().cloned().collect();
    let graph: Graph = texts
        .iter()
        .map(|(module, text)| (module.clone(), imports(module, text, &names)))
        .collect();
    let reach: Graph = graph
        .keys()
        .map(|from| (from.clone(), reachable(&graph, from)))
        .collect();
    let mut circles = BTreeSet::new();
    for (module, reached) in &reach {
        let mut circle: Vec<String> = reached
            .iter()
            .filter(|other| reach[*other].contains(module))
            .cloned()
            .collect();
        circle.sort();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}

/// Every path of its own crate that a folder's files name, in `use` lines or in the middle of code, with the file.
pub(super) fn named(folder: &Path) -> Vec<(String, String)> {
    let mut texts = BTreeMap::new();
    read(folder, "", &mut texts);
    let mut found = Vec::new();
    for (file, text) in &texts {
        for rest in text.split("crate::").skip(1) {
            let end = rest
                .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'))
                .unwrap_or(rest.len());
            found.push((file.clone(), rest[..end].trim_end_matches(':').to_owned()));
        }
    }
    found
}

fn read(folder: &Path, module: &str, texts: &mut BTreeMap<String, String>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            read(&path, &format!("{module}::{stem}"), texts);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name = match stem.as_str() {
                "mod" | "lib" | "main" => module.to_owned(),
                _ => format!("{module}::{stem}"),
            };
            texts.insert(name, std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// The modules that a file's `use` lines name. What a module re-exports for its own children (`super::`) is not looked at: a
/// folder and its files are one room.
fn imports(module: &str, text: &str, names: &BTreeSet<String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in statements(text) {
        for path in expand(line) {
            let Some(path) = path.strip_prefix("crate::") else {
                continue;
            };
            let mut at = "crate".to_owned();
            let mut best = None;
            for part in path.split("::") {
                at = format!("{at}::{part}");
                if names.contains(&at) {
                    best = Some(at.clone());
                }
            }
            found.extend(best.filter(|other| other != module));
        }
    }
    found
}

/// The texts of `use …;`, without the tests at a file's end.
fn statements(text: &str) -> impl Iterator<Item = &str> {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    text.split("\nuse ")
        .skip(1)
        .filter_map(|rest| rest.split(';').next())
        .chain(
            text.split("\npub use ")
                .skip(1)
                .filter_map(|rest| rest.split(';').next()),
        )
        .chain(
            text.split("\npub(crate) use ")
                .skip(1)
                .filter_map(|rest| rest.split(';').next()),
        )
}

/// `a::{b, c::d}` as `a::b` and `a::c::d`.
fn expand(statement: &str) -> Vec<String> {
    let statement: String = statement.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(open) = statement.find('{') else {
        return vec![statement];
    };
    let (head, inside) = (
        &statement[..open],
        &statement[open + 1..statement.rfind('}').unwrap_or(statement.len())],
    );
    let mut parts = Vec::new();
    let (mut depth, mut begin) = (0, 0);
    for (at, c) in inside.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&inside[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inside[begin..]);
    parts
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .flat_map(|part| expand(&format!("{head}{part}")))
        .collect()
}

fn reachable(graph: &Graph, from: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&String> = graph[from].iter().collect();
    while let Some(next) = open.pop() {
        if found.insert(next.clone()) {
            open.extend(&graph[next]);
        }
    }
    found
}
