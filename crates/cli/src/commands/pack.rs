//! `spyrales pack check`: what a trainer runs before publishing.

use std::process::ExitCode;

use spyrales_core::grading::Grading;
use spyrales_core::pack::Pack;
use spyrales_core::proof::{SEED, own_answers, prove};
use spyrales_core::text::Lang;
use spyrales_grader::Grader;

use crate::args::PackCheck;
use crate::packs::{self, Unusable};
use crate::setting::{Setting, need_r};

pub(crate) fn check(setting: &Setting, args: &PackCheck) -> anyhow::Result<ExitCode> {
    let mut all = Vec::new();
    for folder in &args.packs {
        match packs::load(folder) {
            Ok((pack, _)) => all.push(pack),
            Err(unusable) => {
                report(unusable, setting)?;
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
pub(crate) fn report(unusable: Unusable, setting: &Setting) -> anyhow::Result<()> {
    match unusable {
        Unusable::Unreadable(error) => Err(error),
        Unusable::Errors(errors) => {
            let handler = miette::GraphicalReportHandler::new();
            for error in &errors {
                let mut text = String::new();
                handler.render_report(&mut text, &error.localised(setting.lang))?;
                setting.notices.say(&text);
            }
            setting.notices.say(&match setting.lang {
                Lang::Fr => format!("{} erreur(s) dans le paquet.", errors.len()),
                Lang::En => format!("{} error(s) in the pack.", errors.len()),
            });
            Ok(())
        }
    }
}

fn check_pack(grader: &Grader, pack: &Pack, repeat: u32, lang: Lang) -> usize {
    println!("{} {} ({})", pack.id, pack.version, pack.digest);
    let mut faults = 0;
    for exercise in &pack.exercises {
        println!("\n  {} — {}", exercise.id, exercise.title.get(lang));
        for answer in own_answers(exercise) {
            let file = &answer.file;
            let result = prove(exercise, answer.expectation, repeat, || {
                grader.grade(&pack.pack_ref(), exercise, answer.source.as_bytes(), SEED)
            });
            match result {
                Ok(grading) => println!("    ✓ {file:<32} {}", note(&grading)),
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

/// What a good answer came to.
fn note(grading: &Grading) -> String {
    let record = &grading.record;
    let ms = grading.wall.as_secs_f64() * 1e3;
    let digest = record.digest();
    format!(
        "{} / {} points, {ms:.0} ms, {}",
        record.earned,
        record.possible,
        &digest.hex()[..12]
    )
}
