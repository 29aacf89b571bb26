//! Trials: the answers that come with a draft of a pack are graded by the workers when no learner waits.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use spyrales_core::digest::Digest;
use spyrales_core::grading::Points;
use spyrales_core::pack::Pack;
use spyrales_core::proof::{self, SEED, own_answers};
use spyrales_core::store::{PackDraft, StoreError};
use spyrales_core::text::Bilingual;

use crate::App;
use crate::grade::Grade;

/// How often each answer is graded: twice tells whether a check depends on chance.
const REPEAT: u32 = 2;
/// Drafts whose results are kept. They are in memory alone: the same draft comes to the same results, so a service that
/// starts has them made again, with the runtimes that it has now.
const KEPT: usize = 32;

/// An answer to be tried.
pub struct Trial {
    pack: Arc<Pack>,
    exercise: usize,
    answer: usize,
}

/// What an answer came to.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The exercise's id.
    pub exercise: String,
    /// The answer's file.
    pub file: String,
    /// What was earned of what, or what is to be mended.
    pub outcome: Result<(Points, Points), Bilingual>,
}

/// How far the trials of a draft have come.
#[derive(Clone, Debug)]
pub struct Progress {
    digest: Digest,
    /// How many answers there are.
    pub total: usize,
    /// Those that were tried, by exercise and file.
    pub tried: Vec<Tried>,
}

impl Progress {
    /// Whether all were.
    pub fn is_done(&self) -> bool {
        self.tried.len() == self.total
    }

    /// How many failed.
    pub fn faults(&self) -> usize {
        self.tried.iter().filter(|tried| tried.outcome.is_err()).count()
    }
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Trial>,
    progress: VecDeque<Progress>,
}

/// The trials that wait, and what came of the others.
#[derive(Default)]
pub struct Trials(Mutex<State>);

impl Trials {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has all answers of a pack tried, unless that is going on.
    pub fn begin(&self, pack: &Arc<Pack>) {
        let mut state = self.state();
        let known = state
            .progress
            .iter()
            .position(|progress| progress.digest == pack.digest);
        if let Some(at) = known {
            if !state.progress[at].is_done() {
                return;
            }
            state.progress.remove(at);
        }
        if state.progress.len() == KEPT {
            state.progress.pop_front();
        }
        let before = state.waiting.len();
        for (exercise, found) in pack.exercises.iter().enumerate() {
            let answers = (0..own_answers(found).len()).map(|answer| Trial {
                pack: Arc::clone(pack),
                exercise,
                answer,
            });
            state.waiting.extend(answers);
        }
        let total = state.waiting.len() - before;
        state.progress.push_back(Progress {
            digest: pack.digest,
            total,
            tried: Vec::new(),
        });
    }

    /// The next one, if one waits.
    pub fn next(&self) -> Option<Trial> {
        self.state().waiting.pop_front()
    }

    /// Keeps what came of one.
    pub fn finish(&self, digest: Digest, tried: Tried) {
        let mut state = self.state();
        // Forgotten meanwhile, when many others came after it.
        if let Some(progress) = state
            .progress
            .iter_mut()
            .find(|progress| progress.digest == digest)
        {
            progress.tried.push(tried);
            progress
                .tried
                .sort_by(|one, other| (&one.exercise, &one.file).cmp(&(&other.exercise, &other.file)));
        }
    }

    /// How far the trials of a draft have come; nothing when many others came after it.
    pub fn progress(&self, digest: Digest) -> Option<Progress> {
        let state = self.state();
        state
            .progress
            .iter()
            .find(|progress| progress.digest == digest)
            .cloned()
    }
}

impl App {
    /// Has all answers of a draft tried out, unless that is going on.
    pub fn try_out(&self, pack: &Arc<Pack>) {
        self.trials.begin(pack);
        self.notices.arrived();
    }

    /// Has the latest drafts tried out that are stored, as a service does when it starts.
    pub async fn try_out_stored_drafts(&self) {
        let mut drafts = match self.stored_drafts().await {
            Ok(drafts) => drafts,
            Err(error) => {
                tracing::error!(%error, "failed to look for drafts to try out");
                return;
            }
        };
        drafts.sort_by_key(|draft| draft.uploaded);
        for draft in drafts.iter().rev().take(KEPT).rev() {
            match self.pack_draft(&draft.id, &draft.version).await {
                Ok(Some((_, pack))) => self.try_out(&pack),
                // Published or discarded this moment.
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(%error, pack = draft.id, draft.version, "a draft can't be tried out");
                }
            }
        }
    }

    async fn stored_drafts(&self) -> Result<Vec<PackDraft>, StoreError> {
        self.store.reader().await?.pack_drafts().await
    }
}

impl Trial {
    /// The digest of the draft.
    pub fn digest(&self) -> Digest {
        self.pack.digest
    }

    /// What is told when the trial itself broke off.
    pub fn broken(&self, why: Bilingual) -> Tried {
        let exercise = &self.pack.exercises[self.exercise];
        Tried {
            exercise: exercise.id.clone(),
            file: own_answers(exercise).swap_remove(self.answer).file,
            outcome: Err(why),
        }
    }

    /// Grades it; blocks for as long.
    pub fn run(&self, grader: &mut dyn Grade) -> Tried {
        let exercise = &self.pack.exercises[self.exercise];
        let answer = own_answers(exercise).swap_remove(self.answer);
        let proved = proof::prove(exercise, answer.expectation, REPEAT, || {
            grader.grade(
                &self.pack.pack_ref(),
                exercise,
                answer.source.as_bytes(),
                SEED.into(),
            )
        });
        Tried {
            exercise: exercise.id.clone(),
            file: answer.file,
            outcome: proved.map(|grading| (grading.record.earned, grading.record.possible)),
        }
    }
}
