//! Grading: one submission, one exercise, one record.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use sha2::{Digest as _, Sha256};
use spyrales_core::digest::Digest;
use spyrales_core::grading::{
    CheckReport, CheckStatus, ExerciseRef, Grading, GradingRecord, NotGraded, Output, PackRef, Points,
    Unreadable, Usage, Verdict, settle,
};
use spyrales_core::pack::{Exercise, NamedFile, Pack, Parameters, RuntimeKind, Scalar};
use spyrales_core::text::Bilingual;
use spyrales_sandbox::fs::{SharedBytes, Tree};
use spyrales_sandbox::limits::Limits;
use spyrales_sandbox::runtime::on_guest_stack;
use spyrales_sandbox::sandbox::Ended;
use spyrales_sandbox::value::Value;

use crate::checker::{CheckerPort, Job, Session, Unusable};
use crate::failure;
use crate::harness::CHECKER_TURN;
use crate::pair::Pair;
use crate::submission::Submission;

/// Largest source that is run, in bytes.
pub const MAX_SOURCE_BYTES: usize = 256 << 10;
/// Fuel for all checks of an exercise together, about half a minute's worth.
const CHECKER_FUEL: u64 = 100_000_000_000;

/// Grades submissions.
#[derive(Clone)]
pub struct Grader {
    python: Arc<Pair>,
}

impl Grader {
    /// A grader with the languages that are ready.
    #[must_use]
    pub fn new(python: Arc<Pair>) -> Self {
        Self { python }
    }

    /// Grades a submission. Blocks for as long as it takes: milliseconds as a rule, the limits' worth at most.
    ///
    /// The same pack, exercise, source, seed and runtime give the same record. An error means that *we* could
    /// not grade; whatever the learner's code does is a verdict.
    pub fn grade(
        &self,
        pack: &Pack,
        exercise: &Exercise,
        source: &[u8],
        seed: u64,
    ) -> Result<Grading, NotGraded> {
        let pair = match exercise.runtime {
            RuntimeKind::Python => &self.python,
            RuntimeKind::R | RuntimeKind::Sql => {
                return Err(NotGraded(Bilingual::new(
                    "ce service ne sait pas encore corriger cette langue",
                    "this service can't grade this language yet",
                )));
            }
        };
        let started = Instant::now();
        let task = Task {
            pair,
            pack,
            exercise,
            seed,
        };
        let outcome = match readable(source) {
            Err(unreadable) => Outcome::without_checks(Verdict::Unreadable(unreadable)),
            Ok(text) => on_guest_stack(|| task.run(text))?,
        };
        let record = task.record(source, &outcome);
        let traces = outcome
            .reports
            .into_iter()
            .filter_map(|r| Some((r.id, r.trace?)))
            .collect();
        Ok(Grading {
            record,
            wall: started.elapsed(),
            traces,
        })
    }
}

fn readable(source: &[u8]) -> Result<&str, Unreadable> {
    if source.len() > MAX_SOURCE_BYTES {
        return Err(Unreadable::TooLarge {
            bytes: source.len() as u64,
            limit: MAX_SOURCE_BYTES as u64,
        });
    }
    std::str::from_utf8(source).map_err(|e| Unreadable::NotUtf8 {
        offset: e.valid_up_to() as u64,
    })
}

/// What a run came to.
struct Outcome {
    verdict: Verdict,
    reports: Vec<CheckReport>,
    usage: Usage,
    output: Output,
}

impl Outcome {
    fn without_checks(verdict: Verdict) -> Self {
        Self {
            verdict,
            reports: Vec::new(),
            usage: Usage::default(),
            output: Output::default(),
        }
    }

    fn told(verdict: Verdict, reports: Vec<CheckReport>, submission: &Submission, checker_fuel: u64) -> Self {
        let (used, output, curtain) = submission.told();
        let usage = Usage {
            fuel: used.fuel,
            // What the submission returned to hidden checks could be read from it.
            checker_fuel: if curtain {
                checker_fuel.next_power_of_two()
            } else {
                checker_fuel
            },
            memory_peak_bytes: used.memory_peak_bytes,
            output_bytes: used.output_bytes,
        };
        Self {
            verdict,
            reports,
            usage,
            output,
        }
    }
}

/// What is to be graded with.
struct Task<'a> {
    pair: &'a Arc<Pair>,
    pack: &'a Pack,
    exercise: &'a Exercise,
    seed: u64,
}

impl Task<'_> {
    fn run(&self, source: &str) -> Result<Outcome, NotGraded> {
        let data: Vec<_> = files(&self.exercise.data);
        let mut submission = Submission::new(
            Arc::clone(self.pair),
            source.to_owned(),
            data.clone(),
            derive(self.seed, "submission"),
            self.exercise.limits,
        );
        let loaded = submission.load().map_err(|e| ours(&e))?;
        if let Some(verdict) = failure::verdict_of_load(&loaded) {
            return Ok(Outcome::told(verdict, Vec::new(), &submission, 0));
        }
        self.check(submission, data)
    }

    fn check(
        &self,
        submission: Submission,
        mut files_of_both: Vec<(String, SharedBytes)>,
    ) -> Result<Outcome, NotGraded> {
        let hidden = files(&self.exercise.hidden).into_iter();
        files_of_both.extend(hidden.map(|(name, bytes)| (format!("hidden/{name}"), bytes)));
        let work: Tree = files_of_both.into_iter().collect();
        let job = Job {
            check: self.exercise.check.source.clone(),
            parameters: parameters(&Parameters::pick(self.exercise, self.seed)),
            seed: derive(self.seed, "checker"),
        };
        let seed = job.seed;
        let session = Arc::new(Mutex::new(Session::new(job, submission)));
        let port = Box::new(CheckerPort(Arc::clone(&session)));
        let mut checker = self
            .pair
            .runtime
            .start(&self.pair.checker, work, Limits::default(), seed, port)
            .map_err(|e| ours(&e))?;
        let ended = checker.turn(CHECKER_TURN, CHECKER_FUEL);
        let checker_usage = checker.usage();
        let checker_output = String::from_utf8_lossy(checker.stderr().0).into_owned();
        drop(checker);
        let mut session = take(session);
        let ended = match (session.fault.take(), ended) {
            (Some(fault), _) => return Err(ours(&fault)),
            (None, Err(error)) => return Err(ours(&error)),
            (None, Ok(ended)) => ended,
        };
        let mut reports = std::mem::take(&mut session.reports);
        if let Some(unusable) = session.unusable.take() {
            return Err(self.unusable(&unusable));
        }
        match ended {
            Ended::Returned { .. } if !reports.is_empty() => {}
            Ended::OutOfFuel | Ended::StackExhausted => mark_unfinished(&mut reports),
            Ended::Returned { .. } | Ended::Exited { .. } | Ended::Trapped { .. } => {
                tracing::error!(
                    ?ended,
                    stderr = checker_output,
                    "a checker ended without its outcomes"
                );
                return Err(self.unusable(&Unusable {
                    message: format!("{ended:?}"),
                    line: None,
                    trace: None,
                }));
            }
        }
        let submission = session.into_submission();
        Ok(Outcome::told(
            Verdict::Graded,
            reports,
            &submission,
            checker_usage.fuel,
        ))
    }

    fn unusable(&self, why: &Unusable) -> NotGraded {
        let Unusable { message, line, trace } = why;
        tracing::error!(exercise = %self.reference(), ?line, ?trace, "a check file is unusable");
        let at = line.map(|l| format!(":{l}")).unwrap_or_default();
        let file = format!("{}/check.py{at}", self.exercise.id);
        NotGraded(Bilingual::new(
            format!("le fichier de contrôles {file} est inutilisable : {message}"),
            format!("the check file {file} is unusable: {message}"),
        ))
    }

    fn reference(&self) -> ExerciseRef {
        ExerciseRef {
            pack: self.pack.id.clone(),
            exercise: self.exercise.id.clone(),
        }
    }

    fn record(&self, source: &[u8], outcome: &Outcome) -> GradingRecord {
        let checks = settle(&outcome.reports);
        // Where the checks never spoke, the exercise says what could be earned.
        let possible: Points = if checks.is_empty() {
            self.exercise.points
        } else {
            checks.iter().map(|c| c.points).sum()
        };
        GradingRecord {
            version: GradingRecord::VERSION,
            pack: PackRef {
                id: self.pack.id.clone(),
                version: self.pack.version.to_string(),
                digest: self.pack.digest,
            },
            exercise: self.reference(),
            runtime: self.pair.reference(),
            submission: Digest::of(source),
            seed: self.seed,
            limits: self.exercise.limits,
            verdict: outcome.verdict.clone(),
            earned: checks.iter().map(|c| c.earned).sum(),
            possible,
            checks,
            usage: outcome.usage,
            output: outcome.output.clone(),
        }
    }
}

fn files(named: &[NamedFile]) -> Vec<(String, SharedBytes)> {
    named
        .iter()
        .map(|(name, bytes)| (name.clone(), SharedBytes::from(bytes.clone())))
        .collect()
}

fn take(session: Arc<Mutex<Session>>) -> Session {
    #[expect(
        clippy::expect_used,
        reason = "the checker, which held the other reference, is dropped"
    )]
    let mutex = Arc::into_inner(session).expect("the only reference left");
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
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

fn ours(error: &spyrales_sandbox::sandbox::SandboxError) -> NotGraded {
    tracing::error!(%error, "a sandbox failed");
    NotGraded(Bilingual::new(
        format!(
            "un incident de notre côté a interrompu la correction ({error}) ; rien n'est perdu, réessayez"
        ),
        format!("a fault on our side interrupted the grading ({error}); nothing is lost, try again"),
    ))
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
