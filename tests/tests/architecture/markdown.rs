//! Headings and links of a page in Markdown.

use std::collections::BTreeMap;
use std::path::Path;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A page, as far as links go to it and from it.
pub(super) struct Page {
    /// The levels of its headings, in their order.
    pub(super) levels: Vec<HeadingLevel>,
    /// The anchors of its headings, as the forge makes them.
    pub(super) anchors: Vec<String>,
    /// Where its links go, as they are written.
    pub(super) links: Vec<String>,
}

pub(super) fn read(path: &Path) -> Page {
    let text = std::fs::read_to_string(path).unwrap();
    let (mut levels, mut headings, mut links) = (Vec::new(), Vec::<String>::new(), Vec::new());
    let mut inside = false;
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                levels.push(level);
                headings.push(String::new());
                inside = true;
            }
            Event::End(TagEnd::Heading(_)) => inside = false,
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push(dest_url.into_string());
            }
            Event::Text(words) | Event::Code(words) if inside => {
                headings.last_mut().unwrap().push_str(&words);
            }
            _ => {}
        }
    }
    Page {
        levels,
        anchors: anchors(&headings),
        links,
    }
}

/// A heading in lower case, with hyphens for spaces and without punctuation; a number tells equal ones apart.
fn anchors(headings: &[String]) -> Vec<String> {
    let mut times = BTreeMap::<String, usize>::new();
    headings
        .iter()
        .map(|heading| {
            let kept = heading
                .chars()
                .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
            let anchor = kept.collect::<String>().to_lowercase().replace(' ', "-");
            let before = times.entry(anchor.clone()).or_default();
            *before += 1;
            match *before - 1 {
                0 => anchor,
                n => format!("{anchor}-{n}"),
            }
        })
        .collect()
}
