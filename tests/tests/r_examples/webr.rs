//! The same programs in webr, under Node.js.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use spyrales_sandbox::r;

use crate::{Ran, folder, plain};

/// Programs that run in one R, which starts slowly in webr.
pub const TOGETHER: usize = 40;
/// An R for each program.
pub const ALONE: usize = 1;

/// webr as it is published.
pub struct Webr {
    work: PathBuf,
    dist: PathBuf,
}

impl Webr {
    /// Downloads it, unless it is in `work`.
    pub fn new(work: &Path) -> Self {
        let unpacked = work.join("webr");
        let dist = unpacked.join("package/dist");
        if !dist.exists() {
            std::fs::create_dir_all(&unpacked).unwrap();
            r::published(&unpacked).unwrap_or_else(|e| panic!("{e}"));
        }
        let work = work.to_owned();
        Self { work, dist }
    }

    /// Runs programs, so many in one R; those that ran before in this way aren't run again.
    pub fn run(&self, programs: &BTreeMap<String, String>, at_once: usize) -> BTreeMap<String, Ran> {
        let scripts = ["run.R", "reset.R", "clock.cjs", "webr.mjs"];
        let scripts = scripts.map(|name| std::fs::read_to_string(folder().join(name)).unwrap());
        let key = plain::digest(&scripts.concat());
        let out = self.work.join(format!("webr-{at_once}-{key}"));
        std::fs::create_dir_all(&out).unwrap();
        let list = out.join("topics");
        std::fs::write(
            &list,
            programs
                .keys()
                .map(|topic| format!("{topic}\n"))
                .collect::<String>(),
        )
        .unwrap();
        let mut node = Command::new("node");
        node.arg("--require").arg(folder().join("clock.cjs"));
        node.arg(folder().join("webr.mjs"));
        node.args([&self.dist, &folder(), &self.work.join("programs"), &out]);
        node.arg(at_once.to_string()).arg(&list);
        let status = node.status().expect("Node.js");
        assert!(status.success(), "{status}");
        let read = |topic: &String| {
            let ran = Ran::read(&out.join(format!("{topic}.json")));
            (topic.clone(), ran.expect("a program that ran"))
        };
        programs.keys().map(read).collect()
    }
}

impl Ran {
    /// What was kept of a run.
    pub fn read(path: &Path) -> Option<Self> {
        let kept: Value = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
        let text = |name: &str| Some(kept.get(name)?.as_str()?.to_owned());
        Some(Self {
            end: text("end")?,
            stdout: text("stdout")?,
            stderr: text("stderr")?,
        })
    }

    /// Keeps it.
    pub fn keep(&self, path: &Path) {
        let kept = json!({ "end": self.end, "stdout": self.stdout, "stderr": self.stderr });
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, kept.to_string()).unwrap();
    }
}
