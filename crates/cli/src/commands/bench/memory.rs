//! Private memory: what one more pair of sandboxes costs, and whether it grows.

use anyhow::{Context, ensure};
use spyrales_core::pack::{Exercise, Pack};
use spyrales_grader::Grader;
use spyrales_grader::worker::Worker;
use spyrales_sandbox::runtime::{on_guest_stack, rest, tidy};

use crate::setting::Setting;

/// Grades after which a worker's slots hold what they will hold.
const SETTLED: u32 = 20;
/// A worker gives memory back after a second; asked so often, it has.
const PATIENCE: u32 = 200;

/// In MiB.
pub(super) struct Held {
    /// A worker process that grades one exercise again and again.
    pub(super) at_work: f64,
    /// What its pair of slots holds of that.
    pub(super) pair_at_work: f64,
    /// What the pair holds once the worker rests.
    pub(super) pair_at_rest: f64,
}

/// Measured from outside, on a real worker: `RssAnon` before its first grade, after many, and at rest.
pub(super) fn of_pairs(setting: &Setting, pack: &Pack, exercise: &Exercise) -> anyhow::Result<Held> {
    let mut worker = Worker::start(setting.worker_command()?, setting.preparer()?)?;
    let process = worker.id().context("the worker ended")?.to_string();
    let before = private_mib(&process)?;
    for _ in 0..SETTLED {
        worker.grade(&pack.pack_ref(), exercise, exercise.solution.as_bytes(), 0)?;
    }
    let at_work = private_mib(&process)?;
    let mut at_rest = at_work;
    for _ in 0..PATIENCE {
        std::thread::sleep(std::time::Duration::from_millis(20));
        at_rest = at_rest.min(private_mib(&process)?);
    }
    Ok(Held {
        at_work,
        pair_at_work: at_work - before,
        pair_at_rest: at_rest - before,
    })
}

/// How much this process's private memory grows over so many grades.
pub(super) fn growth(grader: &Grader, pack: &Pack, exercise: &Exercise, grades: u32) -> anyhow::Result<f64> {
    on_guest_stack(|| {
        let run = |rounds: u32| -> anyhow::Result<f64> {
            for _ in 0..rounds {
                let grading = grader.grade(&pack.pack_ref(), exercise, exercise.solution.as_bytes(), 0)?;
                ensure!(grading.record.is_full(), "the reference solution doesn't pass");
                tidy();
            }
            rest();
            private_mib("self")
        };
        let before = run(SETTLED)?;
        Ok(run(grades)? - before)
    })
}

/// Anonymous memory of a process (`RssAnon` of `/proc/PID/status`), in MiB.
fn private_mib(process: &str) -> anyhow::Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|l| l.strip_prefix("RssAnon:"));
    let kib = line
        .and_then(|l| l.split_whitespace().next())
        .and_then(|n| n.parse::<u32>().ok());
    kib.map(|kib| f64::from(kib) / 1024.0)
        .context("the system doesn't tell a process's memory")
}
