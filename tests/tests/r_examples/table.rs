//! What came of the comparison: counts, digests of what agreed, and a reason for what differs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use crate::{PACKAGES, Ran, folder, plain};

/// One topic, both ways.
#[derive(Clone, Copy)]
pub struct Compared<'a> {
    pub here: &'a Ran,
    pub there: &'a Ran,
}

impl Compared<'_> {
    fn agrees(&self) -> bool {
        plain::text(self.here) == plain::text(self.there)
    }
}

/// All topics.
pub struct Table<'a>(BTreeMap<&'a str, Compared<'a>>);

/// Topics that differ, each with the reason that `different.txt` has for it.
pub type Reasons = BTreeMap<String, String>;

/// Reads `different.txt`: a reason in a line that begins with `#`, then its topics.
pub fn reasons() -> Reasons {
    let text = std::fs::read_to_string(folder().join("different.txt")).unwrap();
    let mut reasons = Reasons::new();
    let mut reason = "";
    for line in text.lines().map(str::trim) {
        match line.strip_prefix("# ") {
            Some(words) => reason = words,
            None => {
                let topics = line.split_whitespace().map(str::to_owned);
                reasons.extend(topics.map(|topic| (topic, reason.to_owned())));
            }
        }
    }
    reasons
}

/// Reads `agreed.txt`: topics, each with the digest of what it prints.
pub fn agreed() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(folder().join("agreed.txt")).unwrap();
    let pairs = text.lines().filter_map(|line| line.split_once(' '));
    pairs
        .map(|(topic, digest)| (topic.to_owned(), digest.to_owned()))
        .collect()
}

/// Counts of a package, or of all.
#[derive(Default)]
struct Counts {
    topics: usize,
    ended: usize,
    same: usize,
    different: usize,
    failed_alike: usize,
    failed_otherwise: usize,
    not_over: usize,
}

impl Counts {
    fn of<'a>(all: impl Iterator<Item = &'a Compared<'a>>) -> Self {
        let mut counts = Self::default();
        for compared in all {
            counts.topics += 1;
            let (of, agrees) = (compared.there, compared.agrees());
            let count = match (of.is_well(), of.is_over(), agrees) {
                (true, _, true) => &mut counts.same,
                (true, _, false) => &mut counts.different,
                (false, true, true) => &mut counts.failed_alike,
                (false, true, false) => &mut counts.failed_otherwise,
                (false, false, _) => &mut counts.not_over,
            };
            *count += 1;
        }
        counts.ended = counts.same + counts.different;
        counts
    }

    fn row(&self, name: &str) -> String {
        let Self {
            topics,
            ended,
            same,
            different,
            failed_alike,
            failed_otherwise,
            not_over,
        } = self;
        format!(
            "| {name} | {topics} | {ended} | {same} | {different} | {failed_alike} | {failed_otherwise} | {not_over} |\n"
        )
    }
}

impl<'a> Table<'a> {
    pub fn new(topics: BTreeMap<&'a str, Compared<'a>>) -> Self {
        Self(topics)
    }

    fn different(&self) -> impl Iterator<Item = (&'a str, &Compared<'a>)> {
        let all = self.0.iter().map(|(topic, compared)| (*topic, compared));
        all.filter(|(_, compared)| compared.there.is_over() && !compared.agrees())
    }

    /// Topics that differ without a reason, and reasons without a difference.
    pub fn unexplained(&self, reasons: &Reasons) -> Vec<String> {
        let different: BTreeSet<_> = self.different().map(|(topic, _)| topic).collect();
        let explained: BTreeSet<_> = reasons.keys().map(String::as_str).collect();
        let both = different.symmetric_difference(&explained);
        both.map(|topic| (*topic).to_owned()).collect()
    }

    /// Writes `agreed.txt`, the counts, and both sides of what differs into `work`.
    pub fn write(&self, work: &Path, reasons: &Reasons) {
        let agreed = self
            .0
            .iter()
            .filter(|(_, compared)| compared.there.is_over() && compared.agrees());
        let lines = agreed.map(|(topic, Compared { there, .. })| {
            format!("{topic} {}\n", plain::digest(&plain::text(there)))
        });
        std::fs::write(folder().join("agreed.txt"), lines.collect::<String>()).unwrap();
        let place = work.join("different");
        if place.exists() {
            std::fs::remove_dir_all(&place).unwrap();
        }
        for (topic, compared) in self.different() {
            let path = place.join(topic);
            std::fs::create_dir_all(&path).unwrap();
            std::fs::write(path.join("here"), plain::text(compared.here)).unwrap();
            std::fs::write(path.join("webr"), plain::text(compared.there)).unwrap();
        }
        let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/internals/r-examples.md");
        let text = std::fs::read_to_string(&document).unwrap();
        let (before, _) = text.split_once(MARK).expect("the mark above the counts");
        let text = format!("{before}{MARK}\n{}{}", self.counts(), self.list(reasons));
        std::fs::write(document, text).unwrap();
    }

    fn counts(&self) -> String {
        let mut text = HEAD.to_owned();
        for package in PACKAGES {
            let own = self
                .0
                .iter()
                .filter(|(topic, _)| topic.split('/').next() == Some(package));
            text.push_str(&Counts::of(own.map(|(_, compared)| compared)).row(package));
        }
        text.push_str(&Counts::of(self.0.values()).row("**in all**"));
        text
    }

    fn list(&self, reasons: &Reasons) -> String {
        let mut topics_of = BTreeMap::<&str, Vec<&str>>::new();
        for (topic, _) in self.different() {
            let reason = reasons.get(topic).map_or("unexplained", String::as_str);
            topics_of.entry(reason).or_default().push(topic);
        }
        let mut text = "\n| why | topics |\n| --- | --- |\n".to_owned();
        for (reason, topics) in topics_of {
            writeln!(text, "| {reason} | {} |", topics.join(" · ")).unwrap();
        }
        text
    }
}

/// What stands above the part of the document that is written here.
const MARK: &str = "<!-- counts -->";
const HEAD: &str = "\
| package | topics | run in webr | same here | different here | fail, alike | fail, otherwise | don't end in webr |
| --- | --- | --- | --- | --- | --- | --- | --- |
";
