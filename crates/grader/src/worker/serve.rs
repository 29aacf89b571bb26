//! The worker's side: grades what comes in over its socket, one after the other, until the other end closes.

use std::collections::HashMap;
use std::io;
use std::os::unix::net::UnixStream;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use spyrales_core::digest::Digest;
use spyrales_core::grading::NotGraded;
use spyrales_core::pack::Exercise;
use spyrales_core::text::Bilingual;
use spyrales_sandbox::runtime::{on_guest_stack, rest, tidy};

use super::wire::{self, Named, Reply, Request, RequestKind};
use crate::grade::Grader;
use crate::unready::Unready;

/// How long the other end may take none of a reply.
pub const TAKING: Duration = Duration::from_secs(30);

/// After so long without a request, a worker gives memory back.
const QUIET: Timespec = Timespec {
    tv_sec: 1,
    tv_nsec: 0,
};

/// A worker can't go on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The socket broke, or somebody else is at its other end.
    #[error("a worker's socket failed: {0}")]
    Socket(#[from] io::Error),
    /// It can't be made ready to grade.
    #[error("a worker can't be made ready: {0}")]
    NotReady(String),
}

/// Grades what comes over `line`, with a grader made by `ready`, until the other end is closed. Whoever calls it has given the
/// line a time-out for writing, [`TAKING`]: a confined process can't.
///
/// Between two grades the slots are reset: the reply is out by then, and nobody waits for it.
///
/// # Errors
///
/// When the socket fails or the grader can't be had; the other end is told of the latter.
pub fn serve<E: std::fmt::Display>(
    mut line: UnixStream,
    ready: impl FnOnce() -> Result<Grader, E> + Send,
) -> Result<(), ServeError> {
    end_with(&line)?;
    on_guest_stack(|| {
        let grader = match ready() {
            Ok(grader) => grader,
            Err(error) => {
                let why = error.to_string();
                wire::send(&mut line, &Reply::Unable(why.clone()))?;
                return Err(ServeError::NotReady(why));
            }
        };
        wire::send(&mut line, &Reply::Ready)?;
        let mut exercises = Exercises::default();
        while let Some(request) = wire::receive::<Request>(&mut line)? {
            wire::send(&mut line, &exercises.serve(&grader, request))?;
            tidy();
            if !is_asked(&line, &QUIET)? {
                rest();
            }
        }
        Ok(())
    })
}

/// The exercises sent so far, by pack and id.
#[derive(Default)]
struct Exercises(HashMap<(Digest, String), Exercise>);

impl Exercises {
    fn serve(&mut self, grader: &Grader, request: Request) -> Reply {
        if request.forget {
            self.0.clear();
        }
        let pack = request.pack.digest;
        let key = match request.exercise {
            Named::New(exercise) => {
                let key = (pack, exercise.id.clone());
                self.0.insert(key.clone(), *exercise);
                key
            }
            Named::Known(id) => (pack, id),
        };
        let Some(exercise) = self.0.get(&key) else {
            return Reply::NotGraded(NotGraded::Fault(Bilingual::new(
                "un processus de correction ne connaît pas l'exercice",
                "a worker doesn't know the exercise",
            )));
        };
        let (source, seeds) = (&request.source, request.seeds);
        let done = match request.kind {
            RequestKind::PrepareGrade => return prepared(grader.prepare(exercise)),
            RequestKind::PrepareRun => return prepared(grader.prepare_run(exercise)),
            RequestKind::Grade => grader
                .grade(&request.pack, exercise, source, seeds)
                .map(|grading| Reply::Graded(Box::new(grading))),
            RequestKind::Run => grader
                .run(exercise, source, seeds.visible)
                .map(|run| Reply::Ran(Box::new(run))),
        };
        done.unwrap_or_else(Reply::NotGraded)
    }
}

fn prepared(done: Result<(), Unready>) -> Reply {
    match done {
        Ok(()) => Reply::Prepared,
        Err(Unready::NotMade) => Reply::Unprepared,
        Err(Unready::Failed(why)) => Reply::NotGraded(why),
    }
}

/// Whether a request, or the end, comes within some time.
fn is_asked(line: &UnixStream, within: &Timespec) -> io::Result<bool> {
    let mut watched = [PollFd::new(line, PollFlags::IN)];
    match poll(&mut watched, Some(within)) {
        Ok(ready) => Ok(ready > 0),
        Err(rustix::io::Errno::INTR) => Ok(true),
        Err(error) => Err(error.into()),
    }
}

/// Ends this process as soon as the other end is gone, even in the middle of a grade: nobody would hear of it.
fn end_with(line: &UnixStream) -> io::Result<()> {
    let line = line.try_clone()?;
    std::thread::Builder::new()
        .name("hangup".to_owned())
        .spawn(move || {
            loop {
                let mut watched = [PollFd::new(&line, PollFlags::RDHUP)];
                match poll(&mut watched, None) {
                    Ok(_) => std::process::exit(0),
                    Err(rustix::io::Errno::INTR) => {}
                    Err(_) => return,
                }
            }
        })?;
    Ok(())
}
