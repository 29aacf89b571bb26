//! Exercises made ready: for each a snapshot of the checker, with its checks declared and a rehearsal behind it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest as _, Sha256};
use spyrales_core::digest::Digest;
use spyrales_core::pack::Exercise;
use spyrales_sandbox::runtime::{Layer, Snapshot};

use crate::checker::CheckerPort;
use crate::examination::{self, Examination};
use crate::pair::Pair;
use crate::source::Source;
use crate::unready::Unready;

/// The rehearsal's seed. Parameters and randomness of a grade come later, with its own seed.
const SEED: u64 = 0;
/// Exercises whose snapshots a grader keeps mapped; over that it begins anew, from the cache on the disk.
const KEPT: usize = 256;

/// The exercises that a grader has met.
#[derive(Default)]
pub(crate) struct Prepared(Mutex<HashMap<Digest, Snapshot>>);

impl Prepared {
    /// What an exercise's checker starts from; made once on a machine, on first use.
    ///
    /// `judge` is the language of the checks, `pair` that of the submissions.
    pub(crate) fn checker(
        &self,
        judge: &Pair,
        pair: &Arc<Pair>,
        exercise: &Exercise,
    ) -> Result<Snapshot, Unready> {
        let key = key(pair, exercise);
        let known = self.lock().get(&key).cloned();
        if let Some(snapshot) = known {
            return Ok(snapshot);
        }
        let snapshot = prepare(judge, pair, exercise, key)?;
        let mut all = self.lock();
        if all.len() >= KEPT {
            all.clear();
        }
        all.insert(key, snapshot.clone());
        Ok(snapshot)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Digest, Snapshot>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn prepare(judge: &Pair, pair: &Arc<Pair>, exercise: &Exercise, key: Digest) -> Result<Snapshot, Unready> {
    let solution = Source {
        text: exercise.solution.clone(),
        notes: Vec::new(),
    };
    let submission = examination::submission(pair, exercise, &solution, SEED);
    let rehearsal = Examination::new(exercise, submission, SEED.into());
    let layer = Layer {
        name: &exercise.id,
        key: &key.hex(),
        work: examination::checker_files(exercise),
        warm_up: judge.turns.prepare,
        port: Box::new(CheckerPort(rehearsal.session())),
    };
    let made = judge.runtime.layer(&judge.checker, layer);
    let session = rehearsal.end();
    match (session.fault, session.unusable, made) {
        (Some(fault), ..) => Err(examination::fault(&fault).into()),
        (None, Some(unusable), _) => Err(examination::unusable(exercise, &unusable).into()),
        (None, None, made) => Ok(made?),
    }
}

/// Names all of an exercise that its checker's snapshot is made from.
fn key(pair: &Pair, exercise: &Exercise) -> Digest {
    let mut hash = Sha256::new();
    let mut part = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    part(pair.learner.digest().as_bytes());
    part(exercise.check.source.as_bytes());
    part(exercise.solution.as_bytes());
    for (name, bytes) in exercise.data.iter().chain(&exercise.hidden) {
        part(name.as_bytes());
        part(bytes);
    }
    part(&exercise.hidden.len().to_le_bytes());
    part(format!("{:?}", (&exercise.limits, &exercise.parameters)).as_bytes());
    Digest::from(<[u8; 32]>::from(hash.finalize()))
}
