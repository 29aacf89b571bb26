//! The two snapshots that a language is graded with.

use spyrales_core::digest::Digest;
use spyrales_core::grading::RuntimeRef;
use spyrales_sandbox::cache::Cache;
use spyrales_sandbox::engine::{Engine, EngineError};
use spyrales_sandbox::progress::Progress;
use spyrales_sandbox::python::{self, PrepareError};
use spyrales_sandbox::runtime::{Runtime, Snapshot, SnapshotError};

use crate::harness;

/// A language, ready to grade: its runtime, a snapshot for submissions and one for checks.
pub struct Pair {
    pub(crate) runtime: Runtime,
    pub(crate) learner: Snapshot,
    pub(crate) checker: Snapshot,
}

/// A language can't be made ready.
#[derive(Debug, thiserror::Error)]
pub enum PairError {
    /// The engine can't be set up.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The guest can't be had or compiled.
    #[error(transparent)]
    Prepare(#[from] PrepareError),
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
        })
    }

    /// What records say of it.
    #[must_use]
    pub fn reference(&self) -> RuntimeRef {
        let both = format!("{}\n{}\n", self.learner.digest(), self.checker.digest());
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
