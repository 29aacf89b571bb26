//! An examination: an exercise's checker on one side, a submission on the other, and what the checks find.

use std::fmt::Display;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest as _, Sha256};
use spyrales_core::grading::{CheckReport, CheckStatus, GradingLimits, NotGraded, Seeds};
use spyrales_core::pack::{CheckLanguage, Exercise, NamedFile, Parameters, Scalar};
use spyrales_core::text::Bilingual;
use spyrales_sandbox::fs::{SharedBytes, Tree};
use spyrales_sandbox::limits::Limits;
use spyrales_sandbox::runtime::Snapshot;
use spyrales_sandbox::sandbox::Ended;
use spyrales_sandbox::value::Value;

use crate::checker::{CheckerPort, Job, Session, Unusable};
use crate::pair::Pair;
use crate::question::{Question, Questions};
use crate::source::Source;
use crate::submission::Submission;

/// Fuel for all checks of an exercise together, where one call of the submission doesn't get more.
const CHECKER_FUEL: u64 = 100_000_000_000;

/// Fuel for all checks of an exercise together: they may compute as much as what they expect does.
pub(crate) fn checker_fuel(limits: &GradingLimits) -> u64 {
    CHECKER_FUEL.max(limits.fuel)
}

/// A submission that is examined.
pub(crate) struct Examination {
    session: Arc<Mutex<Session>>,
    seed: u64,
}

/// What an examination came to.
pub(crate) struct Findings {
    pub(crate) reports: Vec<CheckReport>,
    pub(crate) submission: Submission,
    /// What was asked of the submission, where that was noted.
    pub(crate) questions: Vec<Question>,
    /// Fuel that the checks burned.
    pub(crate) fuel: u64,
}

impl Examination {
    pub(crate) fn new(exercise: &Exercise, submission: Submission, seeds: Seeds) -> Self {
        let seed = derive(seeds.visible, "checker");
        let job = Job {
            check: exercise.check.source.clone(),
            parameters: parameters(&Parameters::pick(exercise, seeds.visible)),
            seed,
            hidden_seed: seeds
                .hidden
                .map_or(seed, |hidden| derive(hidden, "hidden checks")),
        };
        Self {
            seed: job.seed,
            session: Arc::new(Mutex::new(Session::new(job, submission))),
        }
    }

    /// The same, noting what is asked of the submission.
    pub(crate) fn noted(self) -> Self {
        self.session
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .note_questions();
        self
    }

    /// What the checker talks to.
    pub(crate) fn session(&self) -> Arc<Mutex<Session>> {
        Arc::clone(&self.session)
    }

    /// Runs the checks of an exercise that was made ready.
    pub(crate) fn run(
        self,
        judge: &Pair,
        exercise: &Exercise,
        checker: &Snapshot,
    ) -> Result<Findings, NotGraded> {
        let port = Box::new(CheckerPort(self.session()));
        let files = checker_files(exercise);
        let mut checker = judge
            .runtime
            .start(checker, files, Limits::default(), self.seed, port)
            .map_err(|e| fault(&e))?;
        let ended = checker.turn(judge.turns.checker, checker_fuel(&exercise.limits));
        let fuel = checker.usage().fuel;
        let stderr = String::from_utf8_lossy(checker.stderr().0).into_owned();
        drop(checker);
        let mut session = self.end();
        let ended = match (session.fault.take(), ended) {
            (Some(error), _) | (None, Err(error)) => return Err(fault(&error)),
            (None, Ok(ended)) => ended,
        };
        let mut reports = std::mem::take(&mut session.reports);
        let questions = session
            .questions
            .take()
            .map(Questions::into_list)
            .unwrap_or_default();
        match ended {
            Ended::Returned { .. } if !reports.is_empty() => {}
            Ended::OutOfFuel | Ended::StackExhausted => mark_unfinished(&mut reports),
            Ended::Returned { .. } | Ended::Exited { .. } | Ended::Trapped { .. } => {
                tracing::error!(?ended, stderr, "a checker ended without its outcomes");
                let message = format!("{ended:?}");
                return Err(unusable(
                    exercise,
                    &Unusable {
                        message,
                        ..Unusable::default()
                    },
                ));
            }
        }
        Ok(Findings {
            reports,
            questions,
            submission: session.into_submission(),
            fuel,
        })
    }

    /// What was said; whoever had the session by now has given it up.
    pub(crate) fn end(self) -> Session {
        #[expect(
            clippy::expect_used,
            reason = "the checker, which held the other reference, is dropped"
        )]
        let mutex = Arc::into_inner(self.session).expect("the only reference left");
        mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A submission to an exercise, not started yet.
pub(crate) fn submission(pair: &Arc<Pair>, exercise: &Exercise, source: &Source, seed: u64) -> Submission {
    let asks = exercise.asks.iter();
    let asks = asks.map(|ask| Value::list([Value::str(ask.kind.name()), Value::str(ask.name.clone())]));
    Submission::new(
        Arc::clone(pair),
        source.clone(),
        Value::list(asks),
        files(&exercise.data).collect(),
        derive(seed, "submission"),
        exercise.limits,
    )
}

/// What the checks find in their working directory.
pub(crate) fn checker_files(exercise: &Exercise) -> Tree {
    let hidden = files(&exercise.hidden).map(|(name, bytes)| (format!("hidden/{name}"), bytes));
    files(&exercise.data).chain(hidden).collect()
}

fn files(named: &[NamedFile]) -> impl Iterator<Item = (String, SharedBytes)> {
    named
        .iter()
        .map(|(name, bytes)| (name.clone(), SharedBytes::from(bytes.clone())))
}

/// A check file that can't be used.
pub(crate) fn unusable(exercise: &Exercise, why: &Unusable) -> NotGraded {
    let Unusable { message, line, trace } = why;
    tracing::error!(exercise = exercise.id, ?line, ?trace, "a check file is unusable");
    let at = line.map(|l| format!(":{l}")).unwrap_or_default();
    let extension = match exercise.check.language {
        CheckLanguage::Python => "py",
        CheckLanguage::R => "R",
    };
    let file = format!("{}/check.{extension}{at}", exercise.id);
    NotGraded::Fault(Bilingual::new(
        format!("le fichier de contrôles {file} est inutilisable : {message}"),
        format!("the check file {file} is unusable: {message}"),
    ))
}

/// Something of ours that failed.
pub(crate) fn fault(error: &dyn Display) -> NotGraded {
    tracing::error!(%error, "a sandbox failed");
    NotGraded::Fault(Bilingual::new(
        format!(
            "un incident de notre côté a interrompu la correction ({error}) ; rien n'est perdu, réessayez"
        ),
        format!("a fault on our side interrupted the grading ({error}); nothing is lost, try again"),
    ))
}

/// The checks ran out of their own limits: what came before stands, the rest was not run.
fn mark_unfinished(reports: &mut [CheckReport]) {
    for report in reports.iter_mut().filter(|r| r.status == CheckStatus::NotRun) {
        report.message = Some(Bilingual::new(
            "Ce contrôle n'a pas pu être mené à bien : l'examen de votre résultat demandait trop de calcul.",
            "This check could not be completed: examining your result took too much computing.",
        ));
    }
}

/// A seed of its own for each side, so that a learner's code can't foresee what a check draws.
fn derive(seed: u64, side: &str) -> u64 {
    let mut hash = Sha256::new();
    hash.update(seed.to_le_bytes());
    hash.update(side.as_bytes());
    let digest = hash.finalize();
    u64::from_le_bytes([
        digest[0], digest[1], digest[2], digest[3], digest[4], digest[5], digest[6], digest[7],
    ])
}

fn parameters(picked: &Parameters) -> Value {
    Value::map(picked.iter().map(|(name, value)| {
        let value = match value {
            Scalar::Boolean(value) => Value::Bool(*value),
            Scalar::Integer(value) => Value::Int(*value),
            Scalar::Float(value) => Value::Float(*value),
            Scalar::Text(value) => Value::str(value.clone()),
        };
        (name, value)
    }))
}
