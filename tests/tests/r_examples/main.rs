//! R's own examples: what they print and draw in the sandbox, beside webr, the same R under Node.js.
//!
//! The programs are taken out of R's help when they are needed (`extract.R`), one for each help topic with examples;
//! none is kept here. Each runs in a new sandbox and in webr by the same lines (`run.R`), and what must differ is made
//! plain in both (`plain`). `agreed.txt` has a digest of what is the same; a part of it is put to the test each time.
//! `different.txt` has a reason for each of the others, and `docs/internals/r-examples.md` the counts:
//! `cargo test --workspace --test r_examples -- --ignored --nocapture` makes them anew. That takes some twenty minutes and goes
//! on where it was stopped: what ran lies in `target/tmp/r_examples`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says why and ends")]

mod corpus;
mod here;
mod plain;
mod table;
mod webr;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use here::Here;
use spyrales_sandbox::runtime::on_guest_stack;
use table::{Compared, Table};

/// The packages whose examples run.
const PACKAGES: [&str; 8] = [
    "base", "stats", "methods", "graphics", "grid", "splines", "tools", "utils",
];
/// One of so many topics is run each time.
const ONE_OF: usize = 5;

/// The folder of this test.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/r_examples")
}

/// Where what ran is kept.
fn workshop() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("r_examples")
}

/// How a program went: where it ended, and what it printed until then.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Ran {
    /// `over`, or why it never came to its end.
    end: String,
    stdout: String,
    stderr: String,
}

impl Ran {
    fn is_over(&self) -> bool {
        self.end == "over"
    }

    /// Whether the examples ran to their end without an error.
    fn is_well(&self) -> bool {
        self.is_over() && self.stdout.lines().any(|line| line == "[ended]")
    }
}

#[test]
fn what_webr_prints_is_printed_here() {
    let agreed = table::agreed();
    assert!(agreed.len() > 500, "{} topics agreed", agreed.len());
    let some: BTreeMap<_, _> = agreed.into_iter().step_by(ONE_OF).collect();
    let different = on_guest_stack(|| {
        let here = Here::new();
        let programs = corpus::programs(&here, some.keys().cloned());
        let run = |(topic, digest): (&String, &String)| {
            let ran = here.run(topic, &programs[topic]);
            let plain = plain::text(&ran);
            (plain::digest(&plain) != *digest).then(|| format!("== {topic}\n{plain}"))
        };
        some.iter().filter_map(run).collect::<Vec<_>>()
    });
    assert!(
        different.is_empty(),
        "{} topics print something else than webr:\n{}",
        different.len(),
        different.join("\n")
    );
}

#[test]
#[ignore = "needs Node.js and some twenty minutes"]
fn every_example_beside_webr() {
    let (work, reasons) = (workshop(), table::reasons());
    let (programs, here) = on_guest_stack(|| {
        let here = Here::new();
        let programs = corpus::all(&here, &work);
        let ran = here.run_all(&programs, &work);
        (programs, ran)
    });
    let webr = webr::Webr::new(&work);
    let together = webr.run(&programs, webr::TOGETHER);
    let differs =
        |there: &BTreeMap<String, Ran>, topic: &str| plain::text(&there[topic]) != plain::text(&here[topic]);
    // What an earlier topic has left behind in webr isn't a difference: what differs gets an R of its own.
    let again = programs.iter().filter(|(topic, _)| differs(&together, topic));
    let again: BTreeMap<_, _> = again.map(|(topic, text)| (topic.clone(), text.clone())).collect();
    let alone = webr.run(&again, webr::ALONE);
    let there: BTreeMap<_, _> = together.into_iter().chain(alone).collect();
    let compared = programs.keys().map(|topic| {
        let compared = Compared {
            here: &here[topic],
            there: &there[topic],
        };
        (topic.as_str(), compared)
    });
    let table = Table::new(compared.collect());
    table.write(&work, &reasons);
    let unexplained = table.unexplained(&reasons);
    assert!(
        unexplained.is_empty(),
        "no reason in different.txt for these, or one that is no longer needed; see {}:\n{}",
        work.join("different").display(),
        unexplained.join("\n")
    );
}
