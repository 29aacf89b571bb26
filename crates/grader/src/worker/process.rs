//! The starter's side: one worker process, started again when it is lost.

use std::collections::HashSet;
use std::ffi::OsString;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use spyrales_core::digest::Digest;
use spyrales_core::grading::{Grading, NotGraded, PackRef, Run, Seeds};
use spyrales_core::pack::Exercise;
use spyrales_core::text::Bilingual;
use spyrales_sandbox::inherited::keep_files_from_children;

use super::patience::Patience;
use super::serve::TAKING;
use super::switch::Switch;
use super::wire::{self, Exchange, Named, Reply, Request, RequestKind};

/// Exercises that a worker keeps; over that it begins anew.
const KEPT_EXERCISES: usize = 256;

/// How a worker is started. Its environment is empty, its standard input the socket.
#[derive(Clone, Debug)]
pub struct WorkerCommand {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// How long it may be silent.
    pub patience: Patience,
}

/// A worker can't be started.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The system gives no process or no socket.
    #[error("failed to start a worker process: {0}")]
    Process(#[from] io::Error),
    /// It ended before it was ready.
    #[error("a worker process ended before it was ready; hint: its own message stands above")]
    Died,
    /// It said why not.
    #[error("a worker process can't grade: {0}")]
    Unable(String),
}

/// A worker process, and another one when that is lost.
pub struct Worker {
    command: WorkerCommand,
    running: Option<Running>,
    switch: Arc<Switch>,
    preparer: Arc<Preparer>,
}

/// The process that makes what grades start from, for all workers of a server: it may write snapshots, which workers can't, and
/// is never sent a submission. It is started when something has to be made for the first time on a machine.
pub struct Preparer {
    command: WorkerCommand,
    running: Mutex<Option<Running>>,
}

impl Preparer {
    /// One that is started by this command when it is needed.
    #[must_use]
    pub fn new(command: WorkerCommand) -> Self {
        Self {
            command,
            running: Mutex::default(),
        }
    }

    /// Has an exercise made ready. Whoever comes meanwhile waits: it may be the same exercise.
    fn prepare(&self, kind: RequestKind, pack: &PackRef, exercise: &Exercise) -> Result<(), NotGraded> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let process = match running.take_if(Running::has_ended) {
            Some(ended) => {
                ended.bury(&io::ErrorKind::UnexpectedEof.into());
                None
            }
            None => running.as_mut(),
        };
        let process = match process {
            Some(process) => process,
            None => {
                let started = Running::start(&self.command).map_err(|error| not_started(&error))?;
                running.insert(started)
            }
        };
        let silence = self.command.patience.preparing;
        match process.ask(kind, silence, pack, exercise, &[], Seeds::from(0)) {
            Ok(Reply::Prepared) => Ok(()),
            Ok(Reply::NotGraded(why)) => Err(why),
            Ok(other) => Err(out_of_turn(&other)),
            Err(failed) => {
                if let Some(process) = running.take() {
                    process.bury(failed.cause());
                }
                Err(lost())
            }
        }
    }
}

struct Running {
    child: Child,
    line: UnixStream,
    known: HashSet<(Digest, String)>,
    /// The exercises that were made ready, for a grade (or for a run alone).
    ready: HashSet<(Digest, String, bool)>,
    patience: Patience,
}

impl Worker {
    /// Starts one and waits until it can grade. What was never made on this machine the preparer makes.
    pub fn start(command: WorkerCommand, preparer: Arc<Preparer>) -> Result<Self, StartError> {
        let running = Some(Running::start(&command)?);
        let switch = Arc::default();
        Ok(Self {
            command,
            running,
            switch,
            preparer,
        })
    }

    /// Ends the process from another thread, while it is at something.
    #[must_use]
    pub fn switch(&self) -> Arc<Switch> {
        Arc::clone(&self.switch)
    }

    /// The process's id, while there is one.
    #[must_use]
    pub fn id(&self) -> Option<u32> {
        self.running.as_ref().map(|running| running.child.id())
    }

    /// Grades a submission there, as [`Grader::grade`](crate::Grader::grade) does here.
    ///
    /// # Errors
    ///
    /// As there; [`NotGraded::WorkerLost`] when the process ends in the middle, and [`NotGraded::Exceeded`] when it is
    /// silent for longer than the fuel can take. The next call starts another one.
    pub fn grade(
        &mut self,
        pack: &PackRef,
        exercise: &Exercise,
        source: &[u8],
        seeds: impl Into<Seeds>,
    ) -> Result<Grading, NotGraded> {
        match self.ask(RequestKind::Grade, pack, exercise, source, seeds.into())? {
            Reply::Graded(grading) => Ok(*grading),
            other => Err(out_of_turn(&other)),
        }
    }

    /// Runs code there without grading it, as [`Grader::run`](crate::Grader::run) does here.
    ///
    /// # Errors
    ///
    /// As for [`Self::grade`].
    pub fn run(
        &mut self,
        pack: &PackRef,
        exercise: &Exercise,
        source: &[u8],
        seed: u64,
    ) -> Result<Run, NotGraded> {
        match self.ask(RequestKind::Run, pack, exercise, source, seed.into())? {
            Reply::Ran(run) => Ok(*run),
            other => Err(out_of_turn(&other)),
        }
    }

    fn ask(
        &mut self,
        kind: RequestKind,
        pack: &PackRef,
        exercise: &Exercise,
        source: &[u8],
        seeds: Seeds,
    ) -> Result<Reply, NotGraded> {
        // One that ended while it had nothing to do costs nobody a grade.
        let running = match self.running.take_if(Running::has_ended) {
            Some(ended) => {
                ended.bury(&io::ErrorKind::UnexpectedEof.into());
                None
            }
            None => self.running.as_mut(),
        };
        let running = match running {
            Some(running) => running,
            None => {
                let started = Running::start(&self.command).map_err(|error| not_started(&error))?;
                self.running.insert(started)
            }
        };
        let connected = self.switch.connect(&running.line);
        let asked = match connected {
            Ok(()) => running.prepare_and_ask(&self.preparer, kind, pack, exercise, source, seeds),
            Err(error) => Err(Failed::Lost(error)),
        };
        let stopped = self.switch.disconnect();
        if stopped && let Some(mut running) = self.running.take() {
            let worker = running.child.id();
            match running.end() {
                Ok(_) => tracing::info!(worker, "a worker was stopped: nobody waited for it any more"),
                Err(error) => {
                    tracing::error!(worker, %error, "a worker that was stopped can't be waited for");
                }
            }
        }
        match asked {
            Ok(Reply::NotGraded(why)) => Err(why),
            Ok(reply) => Ok(reply),
            Err(failed) => {
                if let Some(running) = self.running.take() {
                    running.bury(failed.cause());
                }
                Err(failed.told())
            }
        }
    }
}

impl Running {
    fn start(command: &WorkerCommand) -> Result<Self, StartError> {
        if let Err(error) = keep_files_from_children() {
            tracing::warn!(%error, "a worker has what this process was started with");
        }
        let (line, theirs) = UnixStream::pair()?;
        let child = Command::new(&command.program)
            .arg0("spyrales")
            .args(&command.arguments)
            // A Ctrl-C at the server's terminal is the server's: it lets its workers finish.
            .process_group(0)
            .env_clear()
            .current_dir("/")
            .stdin(OwnedFd::from(theirs))
            .stdout(Stdio::null())
            .spawn()?;
        let running = Self {
            child,
            line,
            known: HashSet::new(),
            ready: HashSet::new(),
            patience: command.patience,
        };
        let heard = wire::receive(&mut Exchange::within(&running.line, command.patience.preparing));
        match heard {
            Ok(Some(Reply::Ready)) => Ok(running),
            Ok(Some(Reply::Unable(why))) => Err(StartError::Unable(why)),
            Ok(_) => Err(StartError::Died),
            Err(error) => {
                running.bury(&error);
                Err(StartError::Died)
            }
        }
    }

    /// Has the exercise made ready, unless it is, and then the code graded or run: only of the second is the code a cause.
    fn prepare_and_ask(
        &mut self,
        preparer: &Preparer,
        kind: RequestKind,
        pack: &PackRef,
        exercise: &Exercise,
        source: &[u8],
        seeds: Seeds,
    ) -> Result<Reply, Failed> {
        let graded = matches!(kind, RequestKind::Grade);
        let key = (pack.digest, exercise.id.clone(), graded);
        if !self.ready.contains(&key) {
            let prepare = if graded {
                RequestKind::PrepareGrade
            } else {
                RequestKind::PrepareRun
            };
            match self.make_ready(preparer, prepare, pack, exercise)? {
                Reply::Prepared => {}
                other => return Ok(other),
            }
            self.ready.insert(key);
        }
        let silence = self.patience.with(exercise);
        self.ask(kind, silence, pack, exercise, source, seeds)
    }

    /// Has the exercise made ready here; what was never made on this machine, elsewhere before.
    fn make_ready(
        &mut self,
        preparer: &Preparer,
        prepare: RequestKind,
        pack: &PackRef,
        exercise: &Exercise,
    ) -> Result<Reply, Failed> {
        let silence = self.patience.preparing;
        let mut ask = || {
            self.ask(prepare, silence, pack, exercise, &[], Seeds::from(0))
                .map_err(Failed::into_lost)
        };
        match ask()? {
            Reply::Unprepared => {}
            other => return Ok(other),
        }
        if let Err(why) = preparer.prepare(prepare, pack, exercise) {
            return Ok(Reply::NotGraded(why));
        }
        match ask()? {
            // Damaged as soon as it is written: is the disk full?
            Reply::Unprepared => Ok(Reply::NotGraded(never_ready())),
            other => Ok(other),
        }
    }

    fn ask(
        &mut self,
        kind: RequestKind,
        silence: Duration,
        pack: &PackRef,
        exercise: &Exercise,
        source: &[u8],
        seeds: Seeds,
    ) -> Result<Reply, Failed> {
        let forget = self.known.len() >= KEPT_EXERCISES;
        if forget {
            self.known.clear();
            self.ready.clear();
        }
        let new = self.known.insert((pack.digest, exercise.id.clone()));
        let request = Request {
            forget,
            pack: pack.clone(),
            exercise: if new {
                Named::New(Box::new(exercise.clone()))
            } else {
                Named::Known(exercise.id.clone())
            },
            source: source.to_vec(),
            seeds,
            kind,
        };
        // A worker that takes nothing isn't at work: whatever was sent is no cause of that.
        wire::send(&mut Exchange::within(&self.line, TAKING), &request).map_err(Failed::Lost)?;
        let heard = wire::receive(&mut Exchange::within(&self.line, silence)).map_err(Failed::of)?;
        match (kind, heard) {
            (RequestKind::Grade, Some(reply @ (Reply::Graded(_) | Reply::NotGraded(_))))
            | (RequestKind::Run, Some(reply @ (Reply::Ran(_) | Reply::NotGraded(_))))
            | (
                RequestKind::PrepareGrade | RequestKind::PrepareRun,
                Some(reply @ (Reply::Prepared | Reply::Unprepared | Reply::NotGraded(_))),
            ) => Ok(reply),
            (_, Some(_)) => Err(Failed::Lost(io::Error::other("an answer out of turn"))),
            (_, None) => Err(Failed::Lost(io::ErrorKind::UnexpectedEof.into())),
        }
    }

    fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// Makes sure that it is gone.
    fn end(&mut self) -> io::Result<ExitStatus> {
        if let Err(error) = self.child.kill() {
            tracing::debug!(worker = self.child.id(), %error, "a worker had ended before it was ended");
        }
        self.child.wait()
    }

    /// The same, and tells the log of what.
    fn bury(mut self, error: &io::Error) {
        let worker = self.child.id();
        match self.end() {
            Ok(status) => tracing::error!(worker, %status, %error, "a worker was lost"),
            Err(cause) => tracing::error!(worker, %cause, %error, "a worker was lost"),
        }
    }
}

impl Drop for Running {
    /// It has nothing to do: whoever asks it waits for its answer. One that was taken over wouldn't end by itself.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Never comes here: a reply that doesn't fit its request has been taken for a lost worker.
fn out_of_turn(reply: &Reply) -> NotGraded {
    tracing::error!(?reply, "an answer out of turn");
    lost()
}

/// Why a worker has to be buried.
enum Failed {
    /// It ended, or talks nonsense.
    Lost(io::Error),
    /// It said nothing for longer than the code's fuel could take.
    Silent(io::Error),
}

impl Failed {
    /// What an error says that came instead of an answer.
    fn of(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => Self::Silent(error),
            _ => Self::Lost(error),
        }
    }

    /// The same where no submission can be the cause.
    fn into_lost(self) -> Self {
        match self {
            Self::Lost(error) | Self::Silent(error) => Self::Lost(error),
        }
    }

    fn cause(&self) -> &io::Error {
        let (Self::Lost(error) | Self::Silent(error)) = self;
        error
    }

    fn told(&self) -> NotGraded {
        match self {
            Self::Lost(_) => lost(),
            Self::Silent(_) => NotGraded::Exceeded(Bilingual::new(
                "votre code a dépassé le temps que sa part de calcul permet, et son évaluation a été arrêtée ; ce qui ne peut \
                 être corrigé deux fois de suite pour cette raison compte comme un essai",
                "your code exceeded the time that its share of computing allows, and its grading was ended; what can't be \
                 graded twice for this reason counts as a try",
            )),
        }
    }
}

fn lost() -> NotGraded {
    NotGraded::WorkerLost(Bilingual::new(
        "le processus qui corrigeait s'est arrêté ; rien n'est perdu et cela ne vous coûte rien",
        "the process that was grading ended; nothing is lost and it costs you nothing",
    ))
}

fn never_ready() -> NotGraded {
    tracing::error!("a snapshot was made and isn't there");
    lost()
}

fn not_started(error: &StartError) -> NotGraded {
    tracing::error!(%error, "no worker");
    NotGraded::WorkerLost(Bilingual::new(
        "aucun processus de correction n'a pu démarrer ; rien n'est perdu et cela ne vous coûte rien",
        "no grading process could be started; nothing is lost and it costs you nothing",
    ))
}
