//! A runtime: everything that makes a language's guest, as one value.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cache::Cache;
use crate::digest;
use crate::emscripten::Record;
use crate::engine::THREAD_STACK;
use crate::fs::{Mount, SharedBytes, Tree};
use crate::image::Image;
use crate::limits::Limits;
use crate::port::{NoPort, Port};
use crate::progress::{Progress, Step, during};
use crate::sandbox::{Ended, Program, Sandbox, SandboxError, Setup};
pub use crate::slot::{audit, open_pagemap, rest, tidy};

/// Where a runtime finds the modules that a snapshot was made with.
pub const MODULES: &str = "/usr/local/lib/spyrales";
/// Where temporary files go.
pub(crate) const TEMPORARY: &str = "/tmp";
/// The working directory of a guest, with the files handed in.
pub const WORK: &str = "/work";

/// Version of how snapshots are made, part of every runtime's digest.
const RECIPE_VERSION: u32 = 2;
/// As [`RECIPE_VERSION`], of layers.
const LAYER_VERSION: &str = "spyrales layer 1";
/// Fuel for a warm-up, about a minute's worth: more than what the checks get that it rehearses.
const WARM_UP_FUEL: u64 = 500_000_000_000;
/// Snapshots start their clock at 2026-01-01, layers half a day later, runs a day later: time never goes back.
const LAYER_CLOCK_SECONDS: u64 = 43_200;
const RUN_CLOCK_SECONDS: u64 = 86_400;
/// Every snapshot is made from the same randomness.
const SNAPSHOT_SEED: u64 = 0;

/// A language's guest: compiled code, files, first image, and how it is started.
#[derive(Clone)]
pub struct Runtime {
    pub(crate) name: &'static str,
    pub(crate) source_digest: String,
    pub(crate) program: Program,
    pub(crate) base: Arc<Image>,
    pub(crate) library: Vec<Mount>,
    pub(crate) arguments: Vec<&'static str>,
    pub(crate) environment: Vec<(&'static str, &'static str)>,
    /// What stands before every warm-up, and after it.
    pub(crate) prelude: &'static str,
    pub(crate) coda: &'static str,
    pub(crate) cache: Cache,
}

/// How to warm a guest up before it is frozen.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// A short name, for people.
    pub name: &'static str,
    /// Modules to be found at [`MODULES`]: file name and source.
    pub modules: Vec<(&'static str, &'static str)>,
    /// What the guest runs before it is frozen.
    pub warm_up: &'static str,
}

/// How to go on from a snapshot before it is frozen again.
pub struct Layer<'a> {
    /// A short name, for people.
    pub name: &'a str,
    /// Names all that the layer is made from, beside the snapshot below it: a digest, or digests.
    pub key: &'a str,
    /// Its files at [`WORK`].
    pub work: Tree,
    /// What the guest runs before it is frozen.
    pub warm_up: &'a [u8],
    /// Answers its calls.
    pub port: Box<dyn Port>,
}

/// A warm guest that any number of sandboxes can start from.
#[derive(Clone)]
pub struct Snapshot {
    image: Arc<Image>,
    record: Option<Arc<Record>>,
    modules: Arc<Tree>,
    digest: String,
}

impl Snapshot {
    /// SHA-256, in hexadecimal, of all that the snapshot was made from: guest, engine settings, recipe. Two
    /// machines with the same digest grade alike.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Bytes of linear memory that a sandbox starts with.
    #[must_use]
    pub fn memory_bytes(&self) -> usize {
        self.image.len()
    }

    /// Bytes of them that a layer holds.
    #[must_use]
    pub fn layer_bytes(&self) -> usize {
        self.image.layer_bytes()
    }
}

/// A snapshot can't be made.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The cache can't be read or written.
    #[error("failed to use the cache: {0}")]
    Io(#[from] std::io::Error),
    /// The sandbox failed.
    #[error(transparent)]
    Sandbox(#[from] SandboxError),
    /// The warm-up did not run to its end.
    #[error("the warm-up {name} ended with {ended:?}: {output}")]
    WarmUp {
        /// The recipe's or the layer's name.
        name: String,
        /// How it ended.
        ended: Ended,
        /// What it printed.
        output: String,
    },
    /// The warm-up left files open: the guest would take their descriptors for open ones in every sandbox.
    #[error("the warm-up {name} left {open} files open; hint: close them before it ends")]
    FilesOpen {
        /// The recipe's or the layer's name.
        name: String,
        /// How many.
        open: usize,
    },
    /// It was never made on this machine, or is damaged, and this process only reads the cache.
    #[error("the snapshot {} was never made, and this process may not make it", .0.display())]
    NotMade(PathBuf),
    /// Written, but not readable again.
    #[error("the snapshot {} was damaged as it was written; hint: is the disk full?", .0.display())]
    Damaged(PathBuf),
}

impl Runtime {
    /// The language's name: `python`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Makes a snapshot by a recipe, or takes it from the cache; made once however many ask for it.
    pub fn snapshot(&self, recipe: &Recipe, progress: &dyn Progress) -> Result<Snapshot, SnapshotError> {
        let digest = self.recipe_digest(recipe);
        let modules: Arc<Tree> = Arc::new(
            recipe
                .modules
                .iter()
                .map(|&(name, source)| (name.to_owned(), SharedBytes::new(source.as_bytes().to_vec())))
                .collect(),
        );
        let path = self.image_path(recipe.name, &digest)?;
        let image = self.cache.exclusively(&format!("image-{}", &digest[..32]), || {
            if let Some(image) = Image::open_ground(&path)? {
                return Ok(image);
            }
            self.may_make(&path)?;
            during(progress, Step::Snapshot(recipe.name), || {
                let setup = self.setup(
                    self.mounts(&modules, Tree::new()),
                    SNAPSHOT_SEED,
                    0,
                    Box::new(NoPort),
                );
                let source = format!("{}{}{}", self.prelude, recipe.warm_up, self.coda);
                self.warm_up(
                    recipe.name,
                    (&self.base, None),
                    setup,
                    source.as_bytes(),
                    |sandbox| sandbox.freeze(&path, None),
                )
            })?;
            Image::open_ground(&path)?.ok_or_else(|| SnapshotError::Damaged(path.clone()))
        })??;
        Ok(Snapshot {
            image: Arc::new(image),
            record: Record::open(&path)?.map(Arc::new),
            modules,
            digest,
        })
    }

    /// Makes a snapshot on top of another one, or takes it from the cache; made once however many ask for it.
    ///
    /// It shares what it has in common with the one below: in the cache, and in the memory of all sandboxes.
    pub fn layer(&self, below: &Snapshot, layer: Layer<'_>) -> Result<Snapshot, SnapshotError> {
        let digest = digest::of_texts([LAYER_VERSION, &below.digest, layer.key]);
        let path = self.image_path(layer.name, &digest)?;
        let ground = below.image.ground();
        let image = self.cache.exclusively(&format!("image-{}", &digest[..32]), || {
            if let Some(image) = Image::open_layer(&path, ground)? {
                return Ok(image);
            }
            self.may_make(&path)?;
            let mounts = self.mounts(&below.modules, layer.work);
            let setup = self.setup(mounts, SNAPSHOT_SEED, LAYER_CLOCK_SECONDS, layer.port);
            let below = (&below.image, below.record.as_deref());
            self.warm_up(layer.name, below, setup, layer.warm_up, |sandbox| {
                sandbox.freeze(&path, Some(ground))
            })?;
            Image::open_layer(&path, ground)?.ok_or_else(|| SnapshotError::Damaged(path.clone()))
        })??;
        Ok(Snapshot {
            image: Arc::new(image),
            record: Record::open(&path)?.map(Arc::new),
            modules: Arc::clone(&below.modules),
            digest,
        })
    }

    /// Whether a snapshot that isn't there is made here.
    fn may_make(&self, path: &Path) -> Result<(), SnapshotError> {
        if self.cache.is_read_only() {
            return Err(SnapshotError::NotMade(path.to_owned()));
        }
        Ok(())
    }

    fn image_path(&self, name: &str, digest: &str) -> std::io::Result<PathBuf> {
        Ok(self
            .cache
            .directory("images")?
            .join(format!("{name}-{}.mem", &digest[..32])))
    }

    /// Runs a warm-up to its end and freezes what it leaves.
    fn warm_up(
        &self,
        name: &str,
        (image, record): (&Arc<Image>, Option<&Record>),
        setup: Setup,
        source: &[u8],
        freeze: impl FnOnce(&mut Sandbox) -> Result<(), SandboxError> + Send,
    ) -> Result<(), SnapshotError> {
        on_guest_stack(|| {
            let mut sandbox = Sandbox::start(&self.program, image, record, setup)?;
            let ended = sandbox.turn(source, WARM_UP_FUEL)?;
            let name = name.to_owned();
            if ended != (Ended::Returned { code: 0 }) {
                let output = [sandbox.stdout().0, sandbox.stderr().0].concat();
                let output = String::from_utf8_lossy(&output).into_owned();
                return Err(SnapshotError::WarmUp { name, ended, output });
            }
            match sandbox.open_files() {
                0 => Ok(freeze(&mut sandbox)?),
                open => Err(SnapshotError::FilesOpen { name, open }),
            }
        })
    }

    /// Starts a sandbox from a snapshot, with its own files at [`WORK`].
    pub fn start(
        &self,
        snapshot: &Snapshot,
        work: Tree,
        limits: Limits,
        seed: u64,
        port: Box<dyn Port>,
    ) -> Result<Sandbox, SandboxError> {
        let mounts = self.mounts(&snapshot.modules, work);
        let setup = Setup {
            limits,
            ..self.setup(mounts, seed, RUN_CLOCK_SECONDS, port)
        };
        Sandbox::start(&self.program, &snapshot.image, snapshot.record.as_deref(), setup)
    }

    fn setup(&self, mounts: Vec<Mount>, seed: u64, clock_seconds: u64, port: Box<dyn Port>) -> Setup {
        Setup {
            mounts,
            limits: Limits::default(),
            seed,
            arguments: self.arguments.clone(),
            environment: self.environment.clone(),
            clock_seconds,
            port,
        }
    }

    fn mounts(&self, modules: &Arc<Tree>, work: Tree) -> Vec<Mount> {
        let mut mounts = self.library.clone();
        mounts.push(Mount::ReadOnly {
            path: MODULES,
            tree: Arc::clone(modules),
        });
        mounts.push(Mount::Writable {
            path: TEMPORARY,
            tree: Tree::new(),
        });
        mounts.push(Mount::Writable {
            path: WORK,
            tree: work,
        });
        mounts
    }

    fn recipe_digest(&self, recipe: &Recipe) -> String {
        let version = format!("spyrales runtime {RECIPE_VERSION}");
        let semantics = self.program.semantics();
        let head = [&version, &self.source_digest, &semantics, self.prelude, self.coda];
        let start = self
            .arguments
            .iter()
            .copied()
            .chain(self.environment.iter().flat_map(|&(name, value)| [name, value]));
        let modules = recipe.modules.iter().flat_map(|&(name, source)| [name, source]);
        digest::of_texts(
            head.into_iter()
                .chain(start)
                .chain(modules)
                .chain([recipe.warm_up]),
        )
    }
}

thread_local! {
    static ON_GUEST_STACK: Cell<bool> = const { Cell::new(false) };
}

/// Runs work on a thread whose stack is deep enough for sandboxes: this one, if it is inside such work already.
///
/// A thread keeps the slots of its sandboxes for the next ones, so whoever grades many submissions does so
/// inside one piece of work, and calls [`tidy`] between them.
///
/// # Panics
///
/// When the work panics, or the system gives no more threads.
pub fn on_guest_stack<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    if ON_GUEST_STACK.get() {
        return work();
    }
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(THREAD_STACK)
            .spawn_scoped(scope, || {
                ON_GUEST_STACK.set(true);
                work()
            });
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(e) => panic!("failed to start a thread: {e}"),
        }
    })
}
