//! The rivals: the same grade in a fresh native process of Python or R, as most graders do it, and in webr.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, bail};
use spyrales_core::pack::Exercise;
use spyrales_core::text::Lang;
use spyrales_sandbox::cache::Cache;
use spyrales_sandbox::r;

use super::statistics::Sample;

/// The libraries that the checks of the measured exercise use, at versions that native Python 3.11 has.
const REQUIREMENTS: [&str; 4] = [
    "numpy==2.4.6",
    "pandas==3.0.6",
    "scikit-learn==1.9.1",
    "scipy==1.17.1",
];
/// A grader in one process: the learner's code and the checks side by side.
const GRADER: &str = include_str!("native_grader.py");
/// The same in R.
const GRADER_IN_R: &str = include_str!("native_grader.R");
/// And in webr, which runs that one.
const GRADER_IN_WEBR: &str = include_str!("webr_grader.mjs");

/// Times the grading of the reference solution in so many fresh processes.
pub(super) fn grades(cache: &Cache, exercise: &Exercise, rounds: u32, lang: Lang) -> anyhow::Result<Sample> {
    let python = environment(cache, lang)?;
    let folder = lay_out(cache, exercise)?;
    std::fs::write(folder.join("native_grader.py"), GRADER)?;
    let mut command = Command::new(&python);
    unhampered(command.arg("native_grader.py").current_dir(&folder));
    timed(&mut command, rounds)
}

/// The same with `Rscript`; nothing where this machine has none.
pub(super) fn grades_in_r(cache: &Cache, exercise: &Exercise, rounds: u32) -> anyhow::Result<Option<Sample>> {
    let folder = lay_out(cache, exercise)?;
    std::fs::write(folder.join("native_grader.R"), GRADER_IN_R)?;
    let mut command = Command::new("Rscript");
    command
        .args(["--vanilla", "native_grader.R"])
        .current_dir(&folder);
    command.args(&exercise.packages);
    timed_if_there(&mut command, rounds)
}

/// The same with webr under Node.js, after [`grades_in_r`] has laid out the files; nothing for exercises that need
/// packages, which webr hasn't.
pub(super) fn grades_in_webr(
    cache: &Cache,
    exercise: &Exercise,
    rounds: u32,
) -> anyhow::Result<Option<Sample>> {
    if !exercise.packages.is_empty() {
        return Ok(None);
    }
    let published = cache.root().join("bench-webr");
    std::fs::create_dir_all(&published)?;
    let dist = published.join("package/dist");
    if !dist.exists() {
        r::published(&published)?;
    }
    std::fs::write(published.join("webr_grader.mjs"), GRADER_IN_WEBR)?;
    let mut command = Command::new("node");
    command
        .arg(published.join("webr_grader.mjs"))
        .arg(dist)
        .current_dir(cache.root().join("bench-native"));
    timed_if_there(&mut command, rounds)
}

/// An exercise's files as a grader in one process finds them.
fn lay_out(cache: &Cache, exercise: &Exercise) -> anyhow::Result<std::path::PathBuf> {
    let folder = cache.root().join("bench-native");
    std::fs::create_dir_all(folder.join("hidden"))?;
    for (name, bytes) in &exercise.data {
        std::fs::write(folder.join(name), bytes)?;
    }
    for (name, bytes) in &exercise.hidden {
        std::fs::write(folder.join("hidden").join(name), bytes)?;
    }
    let ending = exercise.runtime.extension();
    std::fs::write(folder.join(format!("submission.{ending}")), &exercise.solution)?;
    std::fs::write(folder.join(format!("check.{ending}")), &exercise.check.source)?;
    Ok(folder)
}

/// Nothing where this machine hasn't got the program.
fn timed_if_there(command: &mut Command, rounds: u32) -> anyhow::Result<Option<Sample>> {
    match command.output() {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        _ => timed(command, rounds).map(Some),
    }
}

fn timed(command: &mut Command, rounds: u32) -> anyhow::Result<Sample> {
    let mut sample = Sample::default();
    for round in 0..=rounds {
        let began = Instant::now();
        let output = command.output()?;
        let elapsed = began.elapsed();
        if !output.status.success() {
            bail!(
                "the native grade failed: {}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        // The first one reads the libraries from the disk.
        if round > 0 {
            sample.push(elapsed);
        }
    }
    Ok(sample)
}

/// Without the settings that slow this machine's OpenBLAS down for the sake of older versions.
pub(super) fn unhampered(command: &mut Command) -> &mut Command {
    command
        .env_remove("OPENBLAS_CORETYPE")
        .env_remove("OPENBLAS_L2_SIZE")
}

/// A virtual environment of its own, made once.
pub(super) fn environment(cache: &Cache, lang: Lang) -> anyhow::Result<std::path::PathBuf> {
    let folder = cache.root().join("bench-venv-2");
    let python = folder.join("bin/python");
    if !folder.join("ready").exists() {
        match lang {
            Lang::Fr => eprintln!("… Environnement Python natif pour la comparaison (pip)"),
            Lang::En => eprintln!("… Native Python environment for the comparison (pip)"),
        }
        run(Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&folder))?;
        let mut pip = Command::new(&python);
        run(pip
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .args(REQUIREMENTS))?;
        std::fs::write(folder.join("ready"), "")?;
    }
    Ok(python)
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let program = Path::new(command.get_program()).display().to_string();
    let output = command
        .output()
        .with_context(|| format!("failed to run {program}"))?;
    if !output.status.success() {
        bail!(
            "{program} failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(())
}
