//! `spyrales pack check`: what a trainer runs before publishing.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::process::ExitCode;

use spyrales_core::grading::{CheckStatus, Grading};
use spyrales_core::pack::{Exercise, Pack};
use spyrales_core::text::{Bilingual, Lang};
use spyrales_grader::Grader;

use crate::args::PackCheck;
use crate::packs::{self, Unusable};
use crate::setting::{Setting, need_r};

/// Seed of the variants that are checked.
const SEED: u64 = 0;

pub(crate) fn check(setting: &Setting, args: &PackCheck) -> anyhow::Result<ExitCode> {
    let mut all = Vec::new();
    for folder in &args.packs {
        match packs::load(folder) {
            Ok((pack, _)) => all.push(pack),
            Err(unusable) => {
                report(unusable, setting.lang)?;
                return Ok(ExitCode::from(2));
            }
        }
    }
    let grader = setting.grader(need_r(all.iter().flat_map(|pack| &pack.exercises)))?;
    let faults: usize = all
        .iter()
        .map(|pack| check_pack(&grader, pack, args.repeat, setting.lang))
        .sum();
    Ok(ExitCode::from(u8::from(faults > 0)))
}

/// Tells why a folder is no pack; what its author can mend goes to standard error, file by file.
pub(crate) fn report(unusable: Unusable, lang: Lang) -> anyhow::Result<()> {
    match unusable {
        Unusable::Unreadable(error) => Err(error),
        Unusable::Errors(errors) => {
            let handler = miette::GraphicalReportHandler::new();
            for error in &errors {
                let mut text = String::new();
                handler.render_report(&mut text, &error.localised(lang))?;
                eprintln!("{text}");
            }
            match lang {
                Lang::Fr => eprintln!("{} erreur(s) dans le paquet.", errors.len()),
                Lang::En => eprintln!("{} error(s) in the pack.", errors.len()),
            }
            Ok(())
        }
    }
}

/// What a file of a pack is there to show.
enum Expectation<'a> {
    /// The reference solution: every point.
    Full,
    /// The starter: not every point.
    NotFull,
    /// A wrong answer: exactly these checks fail.
    Fails(&'a [String]),
}

fn check_pack(grader: &Grader, pack: &Pack, repeat: u32, lang: Lang) -> usize {
    println!("{} {} ({})", pack.id, pack.version, pack.digest);
    let mut faults = 0;
    for exercise in &pack.exercises {
        println!("\n  {} — {}", exercise.id, exercise.title.get(lang));
        let extension = exercise.runtime.extension();
        let mut files = vec![
            (
                format!("solution.{extension}"),
                exercise.solution.as_str(),
                Expectation::Full,
            ),
            (
                format!("starter.{extension}"),
                exercise.starter.as_str(),
                Expectation::NotFull,
            ),
        ];
        files.extend(exercise.wrong.iter().map(|wrong| {
            (
                format!("wrong/{}", wrong.file),
                wrong.source.as_str(),
                Expectation::Fails(&wrong.fails),
            )
        }));
        for (file, source, expectation) in files {
            let result = check_file(grader, pack, exercise, source, &expectation, repeat);
            match result {
                Ok(note) => println!("    ✓ {file:<32} {}", note.get(lang)),
                Err(fault) => {
                    faults += 1;
                    println!("    ✗ {file:<32} {}", fault.get(lang).replace('\n', "\n      "));
                }
            }
        }
    }
    match (lang, faults) {
        (Lang::Fr, 0) => println!(
            "\nTout est juste : {} exercice(s), {repeat} corrections de chaque fichier.\n",
            pack.exercises.len()
        ),
        (Lang::En, 0) => println!(
            "\nAll is well: {} exercise(s), each file graded {repeat} times.\n",
            pack.exercises.len()
        ),
        (Lang::Fr, _) => println!("\n{faults} fichier(s) à corriger.\n"),
        (Lang::En, _) => println!("\n{faults} file(s) to mend.\n"),
    }
    faults
}

fn check_file(
    grader: &Grader,
    pack: &Pack,
    exercise: &Exercise,
    source: &str,
    expectation: &Expectation<'_>,
    repeat: u32,
) -> Result<Bilingual, Bilingual> {
    let first = grader
        .grade(&pack.pack_ref(), exercise, source.as_bytes(), SEED)
        .map_err(|e| e.why().clone())?;
    judge(exercise, &first, expectation)?;
    let digest = first.record.digest();
    for _ in 1..repeat {
        let again = grader
            .grade(&pack.pack_ref(), exercise, source.as_bytes(), SEED)
            .map_err(|e| e.why().clone())?;
        if again.record.digest() != digest {
            return Err(Bilingual::new(
                "deux corrections donnent deux relevés : le contrôle dépend-il de l'heure, d'un ordre ou d'un hasard non fixé ?",
                "two gradings give two records: does the check depend on the time, an order, or unseeded randomness?",
            ));
        }
    }
    let record = &first.record;
    let points = format!("{} / {}", record.earned, record.possible);
    let ms = first.wall.as_secs_f64() * 1e3;
    let summary = format!("{points} points, {ms:.0} ms, {}", &digest.hex()[..12]);
    Ok(Bilingual::new(summary.clone(), summary))
}

fn judge(exercise: &Exercise, grading: &Grading, expectation: &Expectation<'_>) -> Result<(), Bilingual> {
    let record = &grading.record;
    if let Some(broken) = record.checks.iter().find(|c| c.status == CheckStatus::Broken) {
        let trace = trace_of(grading, &broken.id);
        return Err(Bilingual::new(
            format!("le contrôle {} est défectueux :{trace}", broken.id),
            format!("the check {} is faulty:{trace}", broken.id),
        ));
    }
    if !record.checks.is_empty() && record.possible != exercise.points {
        return Err(Bilingual::new(
            format!(
                "exercise.toml annonce {} points, les contrôles en valent {} : mettez « points » à jour",
                exercise.points, record.possible
            ),
            format!(
                "exercise.toml says {} points, the checks are worth {}: mend \"points\"",
                exercise.points, record.possible
            ),
        ));
    }
    match expectation {
        Expectation::Full if !record.is_full() => Err(failed_reference(grading)),
        Expectation::NotFull if record.is_full() => Err(Bilingual::new(
            "le point de départ obtient tous les points : les contrôles ne vérifient rien",
            "the starter earns every point: the checks check nothing",
        )),
        Expectation::Fails(named) => judge_wrong(grading, named),
        Expectation::Full | Expectation::NotFull => Ok(()),
    }
}

fn failed_reference(grading: &Grading) -> Bilingual {
    let record = &grading.record;
    let (mut fr, mut en) = (
        "la solution de référence n'obtient pas tous les points".to_owned(),
        "the reference solution doesn't earn every point".to_owned(),
    );
    if let Some(explanation) = record.verdict.explanation() {
        let _ = write!(fr, "\n  {}", explanation.fr);
        let _ = write!(en, "\n  {}", explanation.en);
    }
    for check in record.checks.iter().filter(|c| c.status != CheckStatus::Passed) {
        let trace = trace_of(grading, &check.id);
        let message = check.message.clone().unwrap_or_default();
        let _ = write!(fr, "\n  {} : {}{trace}", check.id, message.fr);
        let _ = write!(en, "\n  {}: {}{trace}", check.id, message.en);
    }
    Bilingual::new(fr, en)
}

fn judge_wrong(grading: &Grading, named: &[String]) -> Result<(), Bilingual> {
    let record = &grading.record;
    if let Some(explanation) = record.verdict.explanation() {
        return Err(Bilingual::new(
            format!(
                "cette réponse n'arrive pas jusqu'aux contrôles : {}",
                explanation.fr
            ),
            format!("this answer doesn't get as far as the checks: {}", explanation.en),
        ));
    }
    let named: BTreeSet<&str> = named.iter().map(String::as_str).collect();
    let known: BTreeSet<&str> = record.checks.iter().map(|c| c.id.as_str()).collect();
    let failed: BTreeSet<&str> = record
        .checks
        .iter()
        .filter(|c| c.status != CheckStatus::Passed)
        .map(|c| c.id.as_str())
        .collect();
    if let Some(unknown) = named.difference(&known).next() {
        let all = known.iter().copied().collect::<Vec<_>>().join(", ");
        return Err(Bilingual::new(
            format!("« # fails: » nomme {unknown}, qui n'est pas un contrôle ; il y a {all}"),
            format!("\"# fails:\" names {unknown}, which is no check; there are {all}"),
        ));
    }
    let list = |names: Vec<&&str>| names.into_iter().copied().collect::<Vec<_>>().join(", ");
    let missed = list(named.difference(&failed).collect());
    let extra = list(failed.difference(&named).collect());
    if missed.is_empty() && extra.is_empty() {
        return Ok(());
    }
    let (mut fr, mut en) = (Vec::new(), Vec::new());
    if !missed.is_empty() {
        fr.push(format!("devait échouer et réussit : {missed}"));
        en.push(format!("should fail and passes: {missed}"));
    }
    if !extra.is_empty() {
        fr.push(format!(
            "échoue sans être annoncé : {extra} (complétez la ligne « # fails: »)"
        ));
        en.push(format!(
            "fails without being named: {extra} (complete the line \"# fails:\")"
        ));
    }
    Err(Bilingual::new(fr.join(" ; "), en.join("; ")))
}

fn trace_of(grading: &Grading, check: &str) -> String {
    grading
        .traces
        .iter()
        .find(|(id, _)| id == check)
        .map(|(_, trace)| format!("\n{trace}"))
        .unwrap_or_default()
}
