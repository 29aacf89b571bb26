//! The two snapshots that a language is graded with.

use spyrales_core::digest::Digest;
use spyrales_core::grading::RuntimeRef;
use spyrales_sandbox::cache::Cache;
use spyrales_sandbox::engine::{Engine, EngineError};
use spyrales_sandbox::fs::Tree;
use spyrales_sandbox::port::NoPort;
use spyrales_sandbox::progress::Progress;
use spyrales_sandbox::runtime::{Layer, Runtime, Snapshot, SnapshotError};
use spyrales_sandbox::{python, r};

use crate::harness::{self, Turns};

/// A language, ready to grade: its runtime, a snapshot for submissions and one for checks.
pub struct Pair {
    pub(crate) runtime: Runtime,
    pub(crate) learner: Snapshot,
    pub(crate) checker: Snapshot,
    pub(crate) turns: &'static Turns,
}

/// A language can't be made ready.
#[derive(Debug, thiserror::Error)]
pub enum PairError {
    /// The engine can't be set up.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// Python's guest can't be had or compiled.
    #[error(transparent)]
    Python(#[from] python::PrepareError),
    /// R's guest can't be had or compiled.
    #[error(transparent)]
    R(#[from] r::PrepareError),
    /// A snapshot can't be made.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
}

impl Pair {
    /// Makes Python ready: at the first time on a machine this downloads, compiles and warms up.
    pub fn python(cache: &Cache, progress: &dyn Progress) -> Result<Self, PairError> {
        let engine = Engine::new()?;
        let runtime = python::prepare(cache, &engine, progress)?;
        let learner = runtime.snapshot(&harness::python_learner(), progress)?;
        let checker = runtime.snapshot(&harness::python_checker(), progress)?;
        Ok(Self {
            runtime,
            learner,
            checker,
            turns: &harness::PYTHON_TURNS,
        })
    }

    /// Makes R ready: at the first time on a machine this downloads, translates, compiles and warms up. The packages of
    /// the bundle are at hand where it was built, and none of them is loaded.
    pub fn r(cache: &Cache, progress: &dyn Progress) -> Result<Self, PairError> {
        let engine = Engine::keeping_nans()?;
        let runtime = r::prepare(cache, &engine, progress)?;
        let learner = runtime.snapshot(&harness::r_learner(), progress)?;
        let checker = runtime.snapshot(&harness::r_checker(), progress)?;
        Ok(Self {
            runtime,
            learner,
            checker,
            turns: &harness::R_TURNS,
        })
    }

    /// The same with packages loaded: a layer on each snapshot, made once on a machine.
    pub(crate) fn with_packages(&self, packages: &[String]) -> Result<Self, SnapshotError> {
        let names = packages.join(",");
        let warm_up = format!("spyrales:::load_packages(\"{names}\")");
        let layer = |below: &Snapshot, name: &str| {
            let layer = Layer {
                name,
                key: &names,
                work: Tree::new(),
                warm_up: warm_up.as_bytes(),
                port: Box::new(NoPort),
            };
            self.runtime.layer(below, layer)
        };
        Ok(Self {
            learner: layer(&self.learner, "r-learner-packages")?,
            checker: layer(&self.checker, "r-checker-packages")?,
            runtime: self.runtime.clone(),
            turns: self.turns,
        })
    }

    /// What records say of a submission in this language whose checks are in that of `judge`.
    #[must_use]
    pub fn reference(&self, judge: &Self) -> RuntimeRef {
        let both = format!("{}\n{}\n", self.learner.digest(), judge.checker.digest());
        RuntimeRef {
            name: self.runtime.name().to_owned(),
            digest: Digest::of(both.as_bytes()),
        }
    }

    /// The sandboxes' runtime.
    #[must_use]
    pub fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    /// What a submission's sandbox starts from.
    #[must_use]
    pub fn learner(&self) -> &Snapshot {
        &self.learner
    }
}
