//! Grading: one submission, one exercise, one record.

use std::sync::Arc;
use std::time::Instant;

use spyrales_core::digest::Digest;
use spyrales_core::grading::{
    CheckReport, ExerciseRef, Grading, GradingRecord, NotGraded, Output, PackRef, Points, Run,
    RuntimeLibraries, Seeds, Unreadable, Usage, Verdict, settle,
};
use spyrales_core::pack::{CheckLanguage, Exercise, RuntimeKind};
use spyrales_core::text::Bilingual;
use spyrales_sandbox::cache::Cache;
use spyrales_sandbox::runtime::on_guest_stack;

use crate::examination::{self, Examination};
use crate::failure;
use crate::packages::Packages;
use crate::pair::Pair;
use crate::prepared::Prepared;
use crate::question::{Interview, Question};
use crate::source::{self, Source};
use crate::submission::{Submission, Told};
use crate::unready::Unready;

/// Grades submissions.
#[derive(Clone)]
pub struct Grader {
    python: Arc<Pair>,
    r: Option<Arc<Pair>>,
    packages: Option<Arc<Packages>>,
    prepared: Arc<Prepared>,
}

impl Grader {
    /// A grader with the languages that are ready.
    #[must_use]
    pub fn new(python: Arc<Pair>) -> Self {
        Self {
            python,
            r: None,
            packages: None,
            prepared: Arc::default(),
        }
    }

    /// The same, with R.
    #[must_use]
    pub fn with_r(self, r: Arc<Pair>) -> Self {
        Self { r: Some(r), ..self }
    }

    /// The same, with R's packages that aren't in R itself.
    #[must_use]
    pub fn with_packages(self, packages: Arc<Packages>) -> Self {
        Self {
            packages: Some(packages),
            ..self
        }
    }

    /// The digests of the snapshots that submissions and checks start from.
    #[must_use]
    pub fn snapshots(&self) -> Vec<String> {
        let pairs = [Some(&self.python), self.r.as_ref()].into_iter().flatten();
        pairs
            .flat_map(|pair| [&pair.learner, &pair.checker])
            .map(|snapshot| snapshot.digest().to_owned())
            .collect()
    }

    /// The languages that are ready, and their libraries. One that can't say is left out, and the log told.
    #[must_use]
    pub fn libraries(&self, cache: &Cache) -> Vec<RuntimeLibraries> {
        let pairs = [Some(&self.python), self.r.as_ref()];
        let found = pairs.into_iter().flatten().map(|pair| pair.libraries(cache));
        found
            .filter_map(|found| {
                found
                    .inspect_err(|error| tracing::error!(%error, "a language doesn't say what it has"))
                    .ok()
            })
            .collect()
    }

    /// What an exercise's submissions start from, made now if it never was; what is missing is an error.
    pub fn pair_of(&self, exercise: &Exercise) -> Result<Arc<Pair>, NotGraded> {
        Ok(self.pair(exercise, exercise.runtime)?)
    }

    /// What an exercise's checks start from.
    fn judge_of(&self, exercise: &Exercise) -> Result<Arc<Pair>, Unready> {
        let language = match exercise.check.language {
            CheckLanguage::Python => RuntimeKind::Python,
            CheckLanguage::R => RuntimeKind::R,
        };
        self.pair(exercise, language)
    }

    /// Makes all ready that grades of an exercise start from. The first time on a machine takes seconds, or minutes
    /// where the exercise asks for packages.
    ///
    /// # Errors
    ///
    /// As for [`Self::grade`]; and where the cache is only read and something was never made.
    pub(crate) fn prepare(&self, exercise: &Exercise) -> Result<(), Unready> {
        let (pair, judge) = (self.pair(exercise, exercise.runtime)?, self.judge_of(exercise)?);
        on_guest_stack(|| self.prepared.checker(&judge, &pair, exercise)).map(drop)
    }

    /// The same for what runs of it start from.
    pub(crate) fn prepare_run(&self, exercise: &Exercise) -> Result<(), Unready> {
        self.pair(exercise, exercise.runtime).map(drop)
    }

    /// What an exercise needs of a language.
    fn pair(&self, exercise: &Exercise, runtime: RuntimeKind) -> Result<Arc<Pair>, Unready> {
        match &self.packages {
            Some(packages) if runtime == RuntimeKind::R && !exercise.packages.is_empty() => {
                packages.pair(&exercise.packages)
            }
            _ => Ok(Arc::clone(self.language(runtime)?)),
        }
    }

    fn language(&self, runtime: RuntimeKind) -> Result<&Arc<Pair>, NotGraded> {
        let ready = match runtime {
            RuntimeKind::Python => Some(&self.python),
            RuntimeKind::R => self.r.as_ref(),
            RuntimeKind::Sql => None,
        };
        ready.ok_or_else(|| {
            NotGraded::Fault(Bilingual::new(
                format!("cette machine ne sait pas corriger la langue {runtime}"),
                format!("this machine can't grade the language {runtime}"),
            ))
        })
    }

    /// Grades a submission. Blocks for as long as it takes: milliseconds as a rule, the limits' worth at most.
    ///
    /// The same pack, exercise, source, seeds and runtime give the same record. An error means that *we* could
    /// not grade; whatever the learner's code does is a verdict.
    ///
    /// The first grade of an exercise on a machine takes longer: a snapshot is made for it.
    pub fn grade(
        &self,
        pack: &PackRef,
        exercise: &Exercise,
        source: &[u8],
        seeds: impl Into<Seeds>,
    ) -> Result<Grading, NotGraded> {
        let read = source::read(source, exercise.runtime);
        let interview = self.examine(pack, exercise, source, read, (seeds.into(), false))?;
        Ok(interview.grading)
    }

    /// The same for code that is taken as it is, however long, with all that the checks asked of it.
    ///
    /// # Errors
    ///
    /// As for [`Self::grade`].
    pub fn interview(
        &self,
        pack: &PackRef,
        exercise: &Exercise,
        code: &str,
        seeds: impl Into<Seeds>,
    ) -> Result<Interview, NotGraded> {
        let source = Source {
            text: code.to_owned(),
            notes: Vec::new(),
        };
        self.examine(pack, exercise, code.as_bytes(), Ok(source), (seeds.into(), true))
    }

    fn examine(
        &self,
        pack: &PackRef,
        exercise: &Exercise,
        bytes: &[u8],
        source: Result<Source, Unreadable>,
        (seeds, noted): (Seeds, bool),
    ) -> Result<Interview, NotGraded> {
        let (pair, judge) = (&self.pair_of(exercise)?, &self.judge_of(exercise)?);
        let started = Instant::now();
        let task = Task {
            pair,
            judge,
            prepared: &self.prepared,
            pack,
            exercise,
            seeds,
            noted,
        };
        let outcome = match source {
            Err(unreadable) => Outcome::without_checks(Verdict::Unreadable(unreadable)),
            Ok(source) => on_guest_stack(|| task.run(&source))?,
        };
        let record = task.record(bytes, &outcome);
        let traces = outcome
            .reports
            .into_iter()
            .filter_map(|r| Some((r.id, r.trace?)))
            .collect();
        Ok(Interview {
            grading: Grading {
                record,
                wall: started.elapsed(),
                traces,
            },
            questions: outcome.questions,
        })
    }
}

impl Grader {
    /// Runs code for an exercise without grading it. Blocks as [`Self::grade`] does.
    ///
    /// # Errors
    ///
    /// When *we* could not run it; whatever the learner's code does is part of the [`Run`].
    pub fn run(&self, exercise: &Exercise, source: &[u8], seed: u64) -> Result<Run, NotGraded> {
        let pair = &self.pair_of(exercise)?;
        match source::read(source, exercise.runtime) {
            Ok(source) => on_guest_stack(|| crate::run::run(pair, exercise, &source, seed)),
            Err(unreadable) => Ok(Run {
                verdict: Verdict::Unreadable(unreadable),
                notes: Vec::new(),
                output: Output::default(),
                variables: Vec::new(),
                figures: Vec::new(),
            }),
        }
    }
}

/// What a run came to.
struct Outcome {
    verdict: Verdict,
    notes: Vec<Bilingual>,
    reports: Vec<CheckReport>,
    questions: Vec<Question>,
    usage: Usage,
    output: Output,
}

impl Outcome {
    fn without_checks(verdict: Verdict) -> Self {
        Self {
            verdict,
            notes: Vec::new(),
            reports: Vec::new(),
            questions: Vec::new(),
            usage: Usage::default(),
            output: Output::default(),
        }
    }

    fn told(verdict: Verdict, reports: Vec<CheckReport>, submission: &Submission, checker_fuel: u64) -> Self {
        let Told {
            usage: used,
            output,
            notes,
            curtain,
        } = submission.told();
        let usage = Usage {
            fuel: used.fuel,
            // What the submission returned to hidden checks could be read from it, however coarse.
            checker_fuel: (!curtain).then_some(checker_fuel),
            memory_peak_bytes: used.memory_peak_bytes,
            output_bytes: used.output_bytes,
        };
        Self {
            verdict,
            notes,
            reports,
            questions: Vec::new(),
            usage,
            output,
        }
    }
}

/// What is to be graded with.
struct Task<'a> {
    /// The submission's language, and the checks'.
    pair: &'a Arc<Pair>,
    judge: &'a Arc<Pair>,
    prepared: &'a Prepared,
    pack: &'a PackRef,
    exercise: &'a Exercise,
    seeds: Seeds,
    /// Whether what the checks ask is noted.
    noted: bool,
}

impl Task<'_> {
    fn run(&self, source: &Source) -> Result<Outcome, NotGraded> {
        let mut submission = examination::submission(self.pair, self.exercise, source, self.seeds.visible);
        let loaded = submission.load().map_err(|e| examination::fault(&e))?;
        if let Some(verdict) = failure::verdict_of_load(&loaded) {
            return Ok(Outcome::told(verdict, Vec::new(), &submission, 0));
        }
        let checker = self.prepared.checker(self.judge, self.pair, self.exercise)?;
        let mut examination = Examination::new(self.exercise, submission, self.seeds);
        if self.noted {
            examination = examination.noted();
        }
        let found = examination.run(self.judge, self.exercise, &checker)?;
        let told = Outcome::told(Verdict::Graded, found.reports, &found.submission, found.fuel);
        Ok(Outcome {
            questions: found.questions,
            ..told
        })
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
            pack: self.pack.clone(),
            exercise: self.reference(),
            runtime: self.pair.reference(self.judge),
            submission: Digest::of(source),
            seed: self.seeds.visible,
            hidden_seed: self.seeds.hidden,
            limits: self.exercise.limits,
            verdict: outcome.verdict.clone(),
            notes: outcome.notes.clone(),
            earned: checks.iter().map(|c| c.earned).sum(),
            possible,
            checks,
            usage: outcome.usage,
            output: outcome.output.clone(),
        }
    }
}
