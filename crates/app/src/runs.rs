//! Code that is run without being graded: asked for and answered in memory, kept nowhere.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use spyrales_core::grading::{NotGraded, Run};
use spyrales_core::id::UserId;
use spyrales_core::submission::{SourceTooLarge, check_size};
use tokio::sync::oneshot;

use crate::App;
use crate::catalog::ExerciseHandle;

/// Runs that may wait in one process; each one holds up to 256 KiB of code.
pub const MOST: usize = 32;

/// Code that is to be run, and where its answer is waited for.
pub struct RunRequest {
    /// Whose code.
    pub user: UserId,
    /// For which exercise.
    pub exercise: ExerciseHandle,
    /// The code.
    pub source: Vec<u8>,
    /// Where its randomness comes from.
    pub seed: u64,
    /// Where the answer goes.
    pub answer: oneshot::Sender<Result<Run, NotGraded>>,
}

/// Code is not run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RunError {
    /// The code is larger than code may be.
    #[error(transparent)]
    TooLarge(#[from] SourceTooLarge),
    /// An earlier run of the same person waits.
    #[error("an earlier run of the same person waits")]
    OwnWaits,
    /// Too many runs of other people wait.
    #[error("{MOST} runs wait")]
    OthersWait,
    /// Its worker gave no answer: it broke off, or the service is going down.
    #[error("the run broke off")]
    BrokeOff,
    /// It could not be run, by our fault.
    #[error(transparent)]
    NotRun(#[from] NotGraded),
}

/// The runs that wait. Workers take from here before they lease a submission: somebody waits at a page.
#[derive(Default)]
pub struct Runs(Mutex<VecDeque<RunRequest>>);

impl Runs {
    /// Puts a request at the end.
    fn put(&self, request: RunRequest) -> Result<(), RunError> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A caller that has gone away waits no longer.
        waiting.retain(|other| !other.answer.is_closed());
        if waiting.iter().any(|other| other.user == request.user) {
            return Err(RunError::OwnWaits);
        }
        if waiting.len() >= MOST {
            return Err(RunError::OthersWait);
        }
        waiting.push_back(request);
        Ok(())
    }

    /// Takes the request that has waited longest.
    pub fn take(&self) -> Option<RunRequest> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::iter::from_fn(|| waiting.pop_front()).find(|request| !request.answer.is_closed())
    }
}

impl App {
    /// Runs a person's code for an exercise, on their own variant of it.
    pub async fn run(
        &self,
        user: UserId,
        exercise: &ExerciseHandle,
        source: Vec<u8>,
    ) -> Result<Run, RunError> {
        check_size(&source)?;
        let (answer, answered) = oneshot::channel();
        self.runs.put(RunRequest {
            user,
            exercise: exercise.clone(),
            source,
            seed: exercise.seed(user),
            answer,
        })?;
        self.notices.arrived();
        let run = answered.await.map_err(|_| RunError::BrokeOff)?;
        Ok(run?)
    }
}
