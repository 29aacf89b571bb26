//! `spyrales bench`: figures of this machine, each with its rival measured in the same run.

mod native;
mod statistics;

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use spyrales_core::pack::{Exercise, Pack};
use spyrales_core::text::Lang;
use spyrales_grader::{Grader, Pair};
use spyrales_sandbox::fs::Tree;
use spyrales_sandbox::limits::Limits;
use spyrales_sandbox::port::NoPort;
use spyrales_sandbox::runtime::on_guest_stack;
use spyrales_sandbox::sandbox::Sandbox;

use self::statistics::Sample;
use crate::args::Bench;
use crate::commands::pack::report;
use crate::packs;
use crate::setting::Setting;

/// Sandboxes held at the same time to see what one more costs.
const HELD: usize = 8;

pub(crate) fn run(setting: &Setting, args: &Bench) -> anyhow::Result<ExitCode> {
    let (pack, exercise) = match packs::load_exercise(&args.exercise) {
        Ok(found) => found,
        Err(unusable) => {
            report(unusable, setting.lang)?;
            return Ok(ExitCode::from(2));
        }
    };
    let pair = setting.pair()?;
    let grader = Grader::new(std::sync::Arc::clone(&pair));
    let say = |fr: &'static str, en: &'static str| if setting.lang == Lang::Fr { fr } else { en };

    println!(
        "{} : {}/{}, {} ×",
        say("Exercice", "Exercise"),
        pack.id,
        exercise.id,
        args.rounds
    );
    let starts = starts(&pair, args.rounds)?;
    println!(
        "{:<44} {starts}",
        say("démarrage d'un bac à sable, prêt", "sandbox restored and ready")
    );
    let grades = grades(&grader, &pack, &exercise, args.rounds)?;
    println!(
        "{:<44} {grades}",
        say(
            "correction pandas, les deux bacs à sable",
            "pandas grade, both sandboxes"
        )
    );
    for workers in [1, 2] {
        let rate = throughput(&grader, &pack, &exercise, args.rounds, workers)?;
        println!(
            "{:<44} {rate:.1} /s",
            format!(
                "{} ({workers})",
                say("corrections par seconde", "grades per second")
            )
        );
    }
    let (idle, graded) = memory(&pair, &exercise)?;
    println!(
        "{:<44} {idle:.1} Mio",
        say(
            "mémoire privée d'un bac à sable de plus, prêt",
            "private memory per extra sandbox, ready"
        )
    );
    println!(
        "{:<44} {graded:.1} Mio",
        say(
            "la même, après le code de référence",
            "the same, after running the reference"
        )
    );

    if args.native_rounds > 0 {
        let native = native::grades(&setting.cache()?, &exercise, args.native_rounds, setting.lang)?;
        println!(
            "{:<44} {native}",
            say(
                "même correction, Python neuf (natif)",
                "same grade, fresh native Python"
            )
        );
        let ratio = native.median().as_secs_f64() / grades.median().as_secs_f64();
        println!(
            "{:<44} {ratio:.1} ×",
            say("rapport des médianes", "ratio of the medians")
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn start(pair: &Pair) -> anyhow::Result<Sandbox> {
    let limits = Limits::default();
    Ok(pair
        .runtime()
        .start(pair.learner(), Tree::new(), limits, 0, Box::new(NoPort))?)
}

/// From nothing to a guest that has run its first, empty turn.
fn starts(pair: &Pair, rounds: u32) -> anyhow::Result<Sample> {
    on_guest_stack(|| {
        let mut sample = Sample::default();
        for round in 0..=rounds {
            let began = Instant::now();
            let mut sandbox = start(pair)?;
            black_box(sandbox.turn(b"", 1 << 30)?);
            // The first one pages the compiled code in.
            if round > 0 {
                sample.push(began.elapsed());
            }
        }
        Ok(sample)
    })
}

fn grades(grader: &Grader, pack: &Pack, exercise: &Exercise, rounds: u32) -> anyhow::Result<Sample> {
    let mut sample = Sample::default();
    for round in 0..=rounds {
        let grading = grader.grade(&pack.pack_ref(), exercise, exercise.solution.as_bytes(), 0)?;
        anyhow::ensure!(
            grading.record.is_full(),
            "the reference solution of {} doesn't pass",
            exercise.id
        );
        if round > 0 {
            sample.push(grading.wall);
        }
    }
    Ok(sample)
}

fn throughput(
    grader: &Grader,
    pack: &Pack,
    exercise: &Exercise,
    rounds: u32,
    workers: u32,
) -> anyhow::Result<f64> {
    let began = Instant::now();
    let each = rounds.div_ceil(workers);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..workers)
            .map(|_| scope.spawn(|| grades(grader, pack, exercise, each)))
            .collect();
        threads.into_iter().try_for_each(|thread| match thread.join() {
            Ok(result) => result.map(drop),
            Err(panic) => std::panic::resume_unwind(panic),
        })
    })?;
    Ok(f64::from((each + 1) * workers) / began.elapsed().as_secs_f64())
}

/// Private memory, in MiB, of one more sandbox: ready, and after it has run the reference solution.
fn memory(pair: &Pair, exercise: &Exercise) -> anyhow::Result<(f64, f64)> {
    on_guest_stack(|| {
        let before = private_bytes()?;
        let mut held = Vec::new();
        for _ in 0..HELD {
            let mut sandbox = start(pair)?;
            sandbox.turn(b"", 1 << 30)?;
            held.push(sandbox);
        }
        let ready = private_bytes()?;
        for sandbox in &mut held {
            sandbox.turn(exercise.solution.as_bytes(), 20_000_000_000)?;
        }
        let ran = private_bytes()?;
        drop(held);
        let each = |after: u64| after.saturating_sub(before) as f64 / HELD as f64 / f64::from(1 << 20);
        Ok((each(ready), each(ran)))
    })
}

/// Anonymous memory of this process (`RssAnon` of `/proc/self/status`), in bytes.
fn private_bytes() -> anyhow::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|l| l.strip_prefix("RssAnon:"));
    let kib = line
        .and_then(|l| l.split_whitespace().next())
        .and_then(|n| n.parse::<u64>().ok());
    kib.map(|kib| kib * 1024)
        .ok_or_else(|| anyhow::anyhow!("the system doesn't tell this process's memory"))
}

/// A duration in milliseconds.
fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
