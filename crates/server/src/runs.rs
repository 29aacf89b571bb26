//! Code that is run without being graded: asked for and answered in memory, kept nowhere.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use spyrales_core::grading::{NotGraded, Run};
use spyrales_core::id::UserId;
use spyrales_core::pack::Pack;
use tokio::sync::oneshot;

/// Runs that may wait in this process; each one holds up to 8 MiB of code.
const MOST: usize = 32;

/// Code that somebody waits to see run.
pub(crate) struct Wish {
    pub(crate) user: UserId,
    pub(crate) pack: Arc<Pack>,
    /// The exercise's id in the pack.
    pub(crate) exercise: String,
    pub(crate) source: Vec<u8>,
    pub(crate) seed: u64,
    /// Where the answer is waited for.
    pub(crate) answer: oneshot::Sender<Result<Run, NotGraded>>,
}

/// What waits to be run. Workers take from it before they lease a grading: whoever waits here looks at the page.
#[derive(Default)]
pub(crate) struct Runs(Mutex<VecDeque<Wish>>);

impl Runs {
    /// Puts a wish in; false when its person waits for one already, or too many wait.
    pub(crate) fn ask(&self, wish: Wish) -> bool {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever has gone away waits no more.
        waiting.retain(|other| !other.answer.is_closed());
        let fits = waiting.len() < MOST && waiting.iter().all(|other| other.user != wish.user);
        if fits {
            waiting.push_back(wish);
        }
        fits
    }

    /// The wish that has waited longest.
    pub(crate) fn take(&self) -> Option<Wish> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::iter::from_fn(|| waiting.pop_front()).find(|wish| !wish.answer.is_closed())
    }
}
