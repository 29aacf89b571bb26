//! Which templates the pages show.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use regex::Regex;

use super::story::Page;

/// The length of a text that tells that a part was written.
const TELLING: usize = 12;

/// Names and texts of all templates.
fn all() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/server/templates");
    let (mut found, mut open) = (BTreeMap::new(), vec![root.clone()]);
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                found.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

fn without_whitespace(text: &str) -> String {
    text.split_whitespace().collect()
}

/// What a template writes to the letter: the texts between its tags.
fn literals(template: &str) -> Vec<String> {
    let tag = Regex::new(r"(?s)\{[{%#].*?[}%#]\}").unwrap();
    tag.split(template).map(without_whitespace).collect()
}

/// The texts that each block of a template writes whatever it is given, in order: those outside of its conditions and
/// loops. Blocks stand in the order of the template that is extended.
fn skeleton(template: &str) -> Vec<Vec<String>> {
    let tag = Regex::new(r"(?s)\{%-?\s*(\w+).*?%\}|\{[{#].*?[}#]\}").unwrap();
    let (mut found, mut depth, mut begin) = (vec![Vec::new()], 0, 0);
    for tag in tag.captures_iter(template) {
        let whole = tag.get(0).unwrap();
        if let (0, Some(block)) = (depth, found.last_mut()) {
            block.push(without_whitespace(&template[begin..whole.start()]));
        }
        begin = whole.end();
        match tag.get(1).map_or("", |word| word.as_str()) {
            "if" | "for" | "match" | "macro" => depth += 1,
            "block" | "endblock" => found.push(Vec::new()),
            "endif" | "endfor" | "endmatch" | "endmacro" => depth -= 1,
            _ => {}
        }
    }
    found
}

/// The templates that a template stands on or takes in, itself among them.
fn parts<'t>(templates: &'t BTreeMap<String, String>, name: &'t str) -> BTreeSet<&'t str> {
    let taken = Regex::new(r#"\{%-?\s*(?:extends|include|import)\s+"([^"]+)""#).unwrap();
    let (mut found, mut open) = (BTreeSet::new(), vec![name]);
    while let Some(name) = open.pop() {
        if found.insert(name) {
            open.extend(
                taken
                    .captures_iter(&templates[name])
                    .map(|other| other.get(1).unwrap().as_str()),
            );
        }
    }
    found
}

/// Whether texts stand on a page in this order.
fn in_order(texts: &[String], page: &str) -> bool {
    let mut rest = page;
    texts.iter().all(|text| match rest.split_once(text.as_str()) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}

/// What is wrong with the pages as samples: one that its template doesn't write, and a template that none is of.
pub(crate) fn faults(pages: &[Page]) -> Vec<String> {
    let templates = all();
    assert!(templates.len() > 40, "{} templates", templates.len());
    let mut missing: BTreeSet<&str> = templates.keys().map(String::as_str).collect();
    let mut faults = Vec::new();
    for page in pages {
        let html = without_whitespace(&page.html);
        let skeleton = skeleton(&templates[page.template]);
        if !skeleton.iter().all(|block| in_order(block, &html)) {
            faults.push(format!("{} isn't written with {}", page.name, page.template));
        }
        for part in parts(&templates, page.template) {
            let literals = literals(&templates[part]);
            let telling = literals.iter().map(String::len).max().unwrap_or(0).min(TELLING);
            let is_shown = literals
                .iter()
                .any(|text| text.len() >= telling && html.contains(text.as_str()));
            if is_shown {
                missing.remove(part);
            }
        }
    }
    faults.extend(missing.iter().map(|name| format!("no page shows {name}")));
    faults
}
