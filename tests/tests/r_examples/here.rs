//! R in its sandbox: a new one for each program, from a snapshot in which nothing has happened yet.

use std::collections::BTreeMap;
use std::path::Path;

use spyrales_sandbox::cache::Cache;
use spyrales_sandbox::engine::Engine;
use spyrales_sandbox::fs::{Quota, SharedBytes, Tree};
use spyrales_sandbox::limits::Limits;
use spyrales_sandbox::port::NoPort;
use spyrales_sandbox::progress::Silent;
use spyrales_sandbox::r;
use spyrales_sandbox::runtime::{Recipe, Runtime, Snapshot, WORK, tidy};
use spyrales_sandbox::sandbox::{Ended, Sandbox};

use crate::Ran;
use crate::plain;

const EXTRACT: &str = include_str!("extract.R");
const RUN: &str = include_str!("run.R");
/// A minute's worth, as webr's programs have.
const FUEL: u64 = 200_000_000_000;
const SEED: u64 = 7;
/// What a program prints last.
const OVER: &str = "[over]";

/// R, ready to run programs. It must be used on a guest's stack.
pub struct Here {
    runtime: Runtime,
    snapshot: Snapshot,
}

impl Here {
    pub fn new() -> Self {
        let cache = Cache::open(Cache::default_root()).unwrap_or_else(|e| panic!("{e}"));
        let engine = Engine::keeping_nans().unwrap();
        let runtime = r::prepare(&cache, &engine, &Silent).unwrap_or_else(|e| panic!("{e}"));
        let recipe = Recipe {
            name: "r-bare",
            modules: Vec::new(),
            warm_up: "NULL",
        };
        let snapshot = runtime
            .snapshot(&recipe, &Silent)
            .unwrap_or_else(|e| panic!("{e}"));
        Self { runtime, snapshot }
    }

    fn start(&self, files: &[(&str, &str)]) -> Sandbox {
        let file = |&(path, text): &(&str, &str)| (path.to_owned(), SharedBytes::new(text.to_owned()));
        let work: Tree = files.iter().map(file).collect();
        let limits = Limits {
            output_bytes: 8 << 20,
            files: Quota {
                bytes: 512 << 20,
                nodes: 1 << 16,
                ..Quota::default()
            },
            ..Limits::default()
        };
        tidy();
        let port = Box::new(NoPort);
        let sandbox = self.runtime.start(&self.snapshot, work, limits, SEED, port);
        sandbox.unwrap_or_else(|e| panic!("{e}"))
    }

    /// The programs of some packages, or those of some topics alone.
    pub fn extract(&self, packages: &[&str], topics: Option<&[String]>) -> BTreeMap<String, String> {
        let (packages, topics) = (packages.join("\n"), topics.unwrap_or_default().join("\n"));
        let files = [("packages", packages.as_str()), ("topics", topics.as_str())];
        let mut sandbox = self.start(&files);
        let ended = sandbox.turn(EXTRACT.as_bytes(), 10 * FUEL).unwrap();
        let errors = String::from_utf8_lossy(sandbox.stderr().0).into_owned();
        assert_eq!(ended, Ended::Returned { code: 0 }, "{errors}");
        let written = sandbox.written(WORK).into_iter();
        let programs = written.filter_map(|(path, bytes)| {
            let topic = path.trim_start_matches('/').strip_suffix(".R")?.to_owned();
            Some((topic, String::from_utf8(bytes.to_vec()).unwrap()))
        });
        programs.collect()
    }

    /// Runs the program of a topic.
    pub fn run(&self, topic: &str, program: &str) -> Ran {
        let (package, _) = topic.split_once('/').unwrap();
        let package = format!("{package}\n");
        let files = [
            (".corpus/run.R", RUN),
            (".corpus/package", &package),
            (".corpus/example.R", program),
        ];
        let mut sandbox = self.start(&files);
        let turn = b"sys.source('/work/.corpus/run.R', envir = new.env(parent = baseenv()))";
        let ended = sandbox.turn(turn, FUEL).unwrap();
        let [stdout, stderr] =
            [sandbox.stdout().0, sandbox.stderr().0].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        match stdout.split_once(&format!("{OVER}\n")) {
            Some((stdout, _)) => Ran {
                end: "over".to_owned(),
                stdout: stdout.to_owned(),
                stderr,
            },
            None => Ran {
                end: format!("{ended:?}"),
                stdout,
                stderr,
            },
        }
    }

    /// Runs all programs; those that ran in this very R before aren't run again.
    pub fn run_all(&self, programs: &BTreeMap<String, String>, work: &Path) -> BTreeMap<String, Ran> {
        let key = plain::digest(&format!("{}{RUN}", self.snapshot.digest()));
        let folder = work.join(format!("here-{key}"));
        let mut all = BTreeMap::new();
        for (count, (topic, program)) in (1..).zip(programs) {
            let path = folder.join(format!("{topic}.json"));
            let ran = Ran::read(&path).unwrap_or_else(|| {
                let began = std::time::Instant::now();
                let ran = self.run(topic, program);
                ran.keep(&path);
                let (total, took) = (programs.len(), began.elapsed().as_millis());
                eprintln!("here {count}/{total} {topic} {} {took} ms", ran.end);
                ran
            });
            all.insert(topic.clone(), ran);
        }
        all
    }
}
