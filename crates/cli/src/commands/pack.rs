//! `spyrales pack check`: what a trainer runs before publishing.

use std::process::ExitCode;

use serde::Serialize;
use spyrales_core::digest::Digest;
use spyrales_core::grading::{Grading, PackRef, Points};
use spyrales_core::imposter::{Imposter, ImposterTrial, Tried};
use spyrales_core::pack::{Exercise, Pack};
use spyrales_core::proof::{OwnAnswer, SEED, own_answers, prove};
use spyrales_core::text::{Bilingual, Lang};
use spyrales_grader::{Grader, imposter};

use crate::args::PackCheck;
use crate::packs::{self, Unusable};
use crate::setting::{Setting, need_r};

/// What was found in a pack.
#[derive(Serialize)]
struct PackReport {
    #[serde(flatten)]
    pack: PackRef,
    exercises: Vec<ExerciseReport>,
}

/// What was found in an exercise.
#[derive(Serialize)]
struct ExerciseReport {
    exercise: String,
    answers: Vec<AnswerReport>,
    /// Nothing where it could not be tried.
    imposters: Option<ImposterTrial>,
    /// What imposters showed to be mended.
    faults: Vec<Bilingual>,
}

/// What an answer of the pack's own came to.
#[derive(Serialize)]
struct AnswerReport {
    file: String,
    /// What was earned of what, in thousandths of a point, and the record's digest.
    #[serde(skip_serializing_if = "Option::is_none")]
    graded: Option<(Points, Points, Digest)>,
    /// What is to be mended.
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<Bilingual>,
}

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
    let check = Check {
        grader: setting.grader(need_r(all.iter().flat_map(|pack| &pack.exercises)))?,
        repeat: args.repeat,
        lang: setting.lang,
        told: !args.json,
    };
    let reports: Vec<_> = all.iter().map(|pack| check.pack(pack)).collect();
    if args.json {
        println!("{}", serde_json::to_string_pretty(&reports)?);
    }
    let faults: usize = reports.iter().map(PackReport::faults).sum();
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

impl PackReport {
    fn faults(&self) -> usize {
        let of_exercise = |exercise: &ExerciseReport| {
            let answers = exercise.answers.iter().filter(|answer| answer.fault.is_some());
            answers.count() + exercise.faults.len()
        };
        self.exercises.iter().map(of_exercise).sum()
    }
}

/// How packs are checked.
struct Check {
    grader: Grader,
    repeat: u32,
    lang: Lang,
    /// Whether what is found is told as it comes.
    told: bool,
}

impl Check {
    fn tell(&self, line: impl FnOnce() -> String) {
        if self.told {
            println!("{}", line());
        }
    }

    fn pack(&self, pack: &Pack) -> PackReport {
        self.tell(|| format!("{} {} ({})", pack.id, pack.version, pack.digest));
        let report = PackReport {
            pack: pack.pack_ref(),
            exercises: pack
                .exercises
                .iter()
                .map(|one| self.exercise(pack, one))
                .collect(),
        };
        let (faults, repeat, count) = (report.faults(), self.repeat, pack.exercises.len());
        self.tell(|| match (self.lang, faults) {
            (Lang::Fr, 0) => format!(
                "\nTout est juste : {count} exercice(s), {repeat} corrections de chaque fichier, aucun imposteur qui réussisse.\n"
            ),
            (Lang::En, 0) => format!(
                "\nAll is well: {count} exercise(s), each file graded {repeat} times, no imposter that solves one.\n"
            ),
            (Lang::Fr, _) => format!("\n{faults} point(s) à corriger.\n"),
            (Lang::En, _) => format!("\n{faults} thing(s) to mend.\n"),
        });
        report
    }

    fn exercise(&self, pack: &Pack, exercise: &Exercise) -> ExerciseReport {
        self.tell(|| format!("\n  {} — {}", exercise.id, exercise.title.get(self.lang)));
        let answers: Vec<_> = own_answers(exercise)
            .into_iter()
            .map(|answer| self.answer(pack, exercise, answer))
            .collect();
        // Where an answer of the exercise's own is wrong, imposters would say the same again, or nothing.
        let well = answers.iter().all(|answer| answer.fault.is_none());
        let tried =
            well.then(|| imposter::try_out(&self.grader, &pack.pack_ref(), exercise, imposter::ATTEMPTS));
        let (imposters, faults) = match tried {
            None => (None, Vec::new()),
            Some(Err(not_graded)) => (None, vec![not_graded.why().clone()]),
            Some(Ok(trial)) => {
                let faults = trial.faults();
                (Some(trial), faults)
            }
        };
        if let Some(trial) = &imposters {
            self.tell(|| self.imposters(&trial.tried, faults.is_empty()));
        }
        for fault in &faults {
            self.tell(|| format!("    ✗ {}", fault.get(self.lang)));
        }
        ExerciseReport {
            exercise: exercise.id.clone(),
            answers,
            imposters,
            faults,
        }
    }

    fn answer(&self, pack: &Pack, exercise: &Exercise, answer: OwnAnswer<'_>) -> AnswerReport {
        let result = prove(exercise, answer.expectation, self.repeat, || {
            self.grader
                .grade(&pack.pack_ref(), exercise, answer.source.as_bytes(), SEED)
        });
        let file = answer.file;
        match result {
            Ok(grading) => {
                self.tell(|| format!("    ✓ {file:<32} {}", note(&grading)));
                let record = &grading.record;
                AnswerReport {
                    file,
                    graded: Some((record.earned, record.possible, record.digest())),
                    fault: None,
                }
            }
            Err(fault) => {
                let told = fault.get(self.lang).replace('\n', "\n      ");
                self.tell(|| format!("    ✗ {file:<32} {told}"));
                AnswerReport {
                    file,
                    graded: None,
                    fault: Some(fault),
                }
            }
        }
    }

    /// What each imposter earned, on a line.
    fn imposters(&self, tried: &[Tried], well: bool) -> String {
        let title = match self.lang {
            Lang::Fr => "imposteurs",
            Lang::En => "imposters",
        };
        let tried: Vec<_> = tried.iter().map(|tried| self.imposter(tried)).collect();
        let mark = if well { '✓' } else { '✗' };
        format!("    {mark} {title:<32} {}", tried.join(", "))
    }

    fn imposter(&self, tried: &Tried) -> String {
        let Tried {
            imposter,
            earned,
            possible,
            ..
        } = tried;
        format!(
            "{} {earned} / {possible}",
            Imposter::name(*imposter).get(self.lang)
        )
    }
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
