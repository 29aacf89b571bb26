//! `spyrales bench`: figures of this machine, each with its rival measured in the same run.

mod certificates;
mod compute;
mod memory;
mod native;
mod statistics;

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use spyrales_core::pack::{Exercise, Pack, RuntimeKind};
use spyrales_core::text::Lang;
use spyrales_grader::worker::Worker;
use spyrales_grader::{Grader, Pair};
use spyrales_sandbox::fs::Tree;
use spyrales_sandbox::limits::Limits;
use spyrales_sandbox::port::NoPort;
use spyrales_sandbox::runtime::{on_guest_stack, tidy};
use spyrales_sandbox::sandbox::Sandbox;

use self::statistics::Sample;
use crate::args::{Bench, BenchSubject};
use crate::commands::pack::report;
use crate::packs;
use crate::setting::{Setting, need_r};

/// Grades before the first one that counts.
const UNCOUNTED: u32 = 3;

/// Writes one line of figures.
struct Table(Lang);

impl Table {
    fn row(&self, fr: &str, en: &str, figure: impl std::fmt::Display) {
        let name = if self.0 == Lang::Fr { fr } else { en };
        println!("{name:<48} {figure}");
    }
}

pub(crate) fn run(setting: &Setting, args: &Bench) -> anyhow::Result<ExitCode> {
    if let Some(BenchSubject::Certificates(args)) = &args.subject {
        return certificates::run(setting, args);
    }
    let (pack, exercise) = match packs::load_exercise(&args.exercise) {
        Ok(found) => found,
        Err(unusable) => {
            report(unusable, setting)?;
            return Ok(ExitCode::from(2));
        }
    };
    let grader = setting.grader(need_r([&exercise]))?;
    let pair = grader.pair_of(&exercise)?;
    let table = Table(setting.lang);
    table.row(
        "exercice",
        "exercise",
        format_args!("{}/{}, {} ×", pack.id, exercise.id, args.rounds),
    );
    table.row(
        "bac à sable démarré, prêt",
        "sandbox restored and ready",
        starts(&pair, args.rounds)?,
    );
    let grades = grades(&grader, &pack, &exercise, args.rounds)?;
    table.row(
        "correction, les deux bacs à sable",
        "grade, both sandboxes",
        &grades,
    );
    for workers in [1, 2] {
        let rate = throughput(setting, &pack, &exercise, args.rounds, workers)?;
        table.row(
            &format!("corrections par seconde, {workers} processus"),
            &format!("grades per second, {workers} processes"),
            format_args!("{rate:.1} /s"),
        );
    }
    let held = memory::of_pairs(setting, &pack, &exercise)?;
    table.row(
        "mémoire privée d'un processus, au travail",
        "private memory of a worker, at work",
        format_args!("{:.1} MiB", held.at_work),
    );
    table.row(
        "  dont une paire de plus, au repos",
        "  of which one more pair, at rest",
        format_args!("{:.1} MiB", held.pair_at_rest),
    );
    table.row(
        "  et une paire de plus, au travail",
        "  and one more pair, at work",
        format_args!("{:.1} MiB", held.pair_at_work),
    );
    if args.native_rounds > 0 && exercise.runtime == RuntimeKind::R {
        against_native_r(setting, args, &exercise, &grades)?;
    } else if args.native_rounds > 0 {
        against_native(setting, args, &pair, &exercise, &grades)?;
    }
    if args.soak > 0 {
        let growth = memory::growth(&grader, &pack, &exercise, args.soak)?;
        table.row(
            &format!("mémoire privée après {} corrections de plus", args.soak),
            &format!("private memory after {} more grades", args.soak),
            format_args!("{growth:+.1} MiB"),
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn against_native_r(
    setting: &Setting,
    args: &Bench,
    exercise: &Exercise,
    grades: &Sample,
) -> anyhow::Result<()> {
    let (table, cache) = (Table(setting.lang), setting.cache()?);
    let ratio = |rival: &Sample| {
        let ratio = rival.median().as_secs_f64() / grades.median().as_secs_f64();
        table.row(
            "  rapport des médianes",
            "  ratio of the medians",
            format_args!("{ratio:.1} ×"),
        );
    };
    let (fr, en) = (
        "même correction, Rscript neuf (natif)",
        "same grade, fresh native Rscript",
    );
    let Some(native) = native::grades_in_r(&cache, exercise, args.native_rounds)? else {
        table.row(fr, en, "Rscript ? (Debian : apt install r-base-core)");
        return Ok(());
    };
    table.row(fr, en, &native);
    ratio(&native);
    if let Some(webr) = native::grades_in_webr(&cache, exercise, args.native_rounds)? {
        table.row(
            "même correction, webr neuf sous Node.js",
            "same grade, fresh webr under Node.js",
            &webr,
        );
        ratio(&webr);
    }
    Ok(())
}

fn against_native(
    setting: &Setting,
    args: &Bench,
    pair: &Pair,
    exercise: &Exercise,
    grades: &Sample,
) -> anyhow::Result<()> {
    let (table, cache) = (Table(setting.lang), setting.cache()?);
    let native = native::grades(&cache, exercise, args.native_rounds, setting.lang)?;
    table.row(
        "même correction, Python neuf (natif)",
        "same grade, fresh native Python",
        &native,
    );
    let ratio = native.median().as_secs_f64() / grades.median().as_secs_f64();
    table.row(
        "  rapport des médianes",
        "  ratio of the medians",
        format_args!("{ratio:.1} ×"),
    );
    let ratios = compute::ratios(pair, &cache, setting.lang)?;
    for ratio in &ratios {
        println!(
            "  {:<46} {:>7.1} ms / {:>7.1} ms = {:.2}",
            ratio.kernel,
            ms(ratio.sandbox),
            ms(ratio.native),
            ratio.times()
        );
    }
    table.row(
        "calcul pur, bac à sable / natif (moyenne géom.)",
        "pure computing, sandbox / native (geom. mean)",
        format_args!("{:.2} ×", compute::mean(&ratios)),
    );
    Ok(())
}

fn start(pair: &Pair) -> anyhow::Result<Sandbox> {
    let limits = Limits::default();
    Ok(pair
        .runtime()
        .start(pair.learner(), Tree::new(), limits, 0, Box::new(NoPort))?)
}

/// From nothing to a guest that has run its first, empty turn; the slot was reset after the one before.
fn starts(pair: &Pair, rounds: u32) -> anyhow::Result<Sample> {
    // R takes one expression a turn.
    let nothing: &[u8] = if pair.runtime().name() == "r" {
        b"NULL"
    } else {
        b""
    };
    on_guest_stack(|| {
        let mut sample = Sample::default();
        for round in 0..rounds + UNCOUNTED {
            tidy();
            let began = Instant::now();
            let mut sandbox = start(pair)?;
            black_box(sandbox.turn(nothing, 1 << 30)?);
            let elapsed = began.elapsed();
            // The first ones page the compiled code in.
            if round >= UNCOUNTED {
                sample.push(elapsed);
            }
        }
        Ok(sample)
    })
}

/// Grades one after the other, as a worker does: the slots are reset after each reply.
fn grades(grader: &Grader, pack: &Pack, exercise: &Exercise, rounds: u32) -> anyhow::Result<Sample> {
    let grade = || grader.grade(&pack.pack_ref(), exercise, exercise.solution.as_bytes(), 0);
    on_guest_stack(|| {
        let mut sample = Sample::default();
        // The first ones page the compiled code in, and the slots learn which pages guests write to.
        for round in 0..rounds + UNCOUNTED {
            tidy();
            let grading = grade()?;
            anyhow::ensure!(
                grading.record.is_full(),
                "the reference solution of {} doesn't pass",
                exercise.id
            );
            if round >= UNCOUNTED {
                sample.push(grading.wall);
            }
        }
        Ok(sample)
    })
}

/// Grades per second of so many worker processes, as a server has them.
fn throughput(
    setting: &Setting,
    pack: &Pack,
    exercise: &Exercise,
    rounds: u32,
    workers: u32,
) -> anyhow::Result<f64> {
    let mut started = (0..workers)
        .map(|_| Ok(Worker::start(setting.worker_command()?, setting.preparer()?)?))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let each = rounds.div_ceil(workers);
    let run = |worker: &mut Worker, rounds: u32| -> anyhow::Result<()> {
        for _ in 0..rounds {
            worker.grade(&pack.pack_ref(), exercise, exercise.solution.as_bytes(), 0)?;
        }
        Ok(())
    };
    for worker in &mut started {
        run(worker, UNCOUNTED)?;
    }
    let began = Instant::now();
    std::thread::scope(|scope| {
        let run = &run;
        let threads: Vec<_> = started
            .iter_mut()
            .map(|worker| scope.spawn(move || run(worker, each)))
            .collect();
        threads.into_iter().try_for_each(|thread| match thread.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        })
    })?;
    Ok(f64::from(each * workers) / began.elapsed().as_secs_f64())
}

/// A duration in milliseconds.
fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
