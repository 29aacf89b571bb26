//! What all commands share: language, cache, data directory, grader, clock, randomness.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use jiff::Timestamp;
use rand::rngs::{StdRng, SysRng};
use rand::{SeedableRng, TryRng};
use spyrales_app::App;
use spyrales_app::rng::SharedRng;
use spyrales_core::clock::Clock;
use spyrales_core::framework::Framework;
use spyrales_core::pack::{CheckLanguage, Exercise, RuntimeKind};
use spyrales_core::store::Store;
use spyrales_core::text::{Bilingual, Lang};
use spyrales_grader::worker::{Patience, Preparer, WorkerCommand};
use spyrales_grader::{Grader, Packages, Pair};
use spyrales_sandbox::cache::Cache;

use crate::args::Arguments;
use crate::notice::Notices;
use crate::progress::Terminal;

/// The clock of this machine: the only place where the product asks it for the time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "here the clock that is handed to everything else is made"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// What the command line says for all commands.
pub(crate) struct Setting {
    pub(crate) lang: Lang,
    /// How it says what happens on the way.
    pub(crate) notices: Notices,
    cache: PathBuf,
}

impl Setting {
    pub(crate) fn new(arguments: &Arguments) -> Self {
        let cache = arguments.cache.clone().unwrap_or_else(Cache::default_root);
        Self {
            lang: arguments.lang,
            notices: Notices::of(&arguments.command),
            cache,
        }
    }

    pub(crate) fn cache(&self) -> anyhow::Result<Cache> {
        Ok(Cache::open(&self.cache)?)
    }

    /// Shows what is being prepared.
    pub(crate) fn progress(&self) -> Terminal {
        Terminal::new(self.lang, self.notices)
    }

    /// A grader with Python and, where it is wanted, R, showing progress where that takes time. Without R (Node.js may be missing) the exercises in
    /// Python are still graded: the reason is told, and the others are refused one by one.
    pub(crate) fn grader(&self, r: bool) -> anyhow::Result<Grader> {
        self.grader_of(&self.cache()?, r)
    }

    fn grader_of(&self, cache: &Cache, r: bool) -> anyhow::Result<Grader> {
        let python = Pair::python(cache, &self.progress())?;
        let grader = Grader::new(Arc::new(python));
        if !r {
            return Ok(grader);
        }
        match Pair::r(cache, &self.progress()) {
            Ok(r) => {
                let r = Arc::new(r);
                let packages = Packages::new(cache.clone(), Arc::clone(&r));
                Ok(grader.with_r(r).with_packages(Arc::new(packages)))
            }
            Err(error) => {
                let said = Bilingual::new(
                    format!("R n'a pas pu être préparé : {error}\nLes exercices en Python restent corrigés."),
                    format!("R can't be prepared: {error}\nExercises in Python are graded all the same."),
                );
                self.notices.say(said.get(self.lang));
                Ok(grader)
            }
        }
    }

    /// The grader of a worker, which can download nothing: what the server has prepared is in the cache.
    pub(crate) fn prepared_grader(&self, cache: &Cache) -> anyhow::Result<Grader> {
        self.grader_of(cache, spyrales_sandbox::r::is_downloaded(cache)?)
    }

    /// This program again, as a worker.
    pub(crate) fn worker_command(&self) -> anyhow::Result<WorkerCommand> {
        self.process("sandbox", &[])
    }

    /// This program again, as what makes ready what workers start from.
    pub(crate) fn preparer(&self) -> anyhow::Result<Arc<Preparer>> {
        Ok(Arc::new(Preparer::new(self.process("sandbox", &["--prepare"])?)))
    }

    fn process(&self, command: &str, more: &[&str]) -> anyhow::Result<WorkerCommand> {
        let cache = std::path::absolute(&self.cache).context("failed to find the cache directory")?;
        let mut arguments = vec!["--cache".into(), cache.into(), command.into()];
        arguments.extend(more.iter().map(Into::into));
        if self.notices == Notices::Log {
            // Its standard error is the server's.
            arguments.extend(["--log-format".into(), "json".into()]);
        }
        Ok(WorkerCommand {
            // What runs now, even if its file has been replaced since.
            program: PathBuf::from("/proc/self/exe"),
            arguments,
            patience: Patience::default(),
        })
    }
}

/// Whether grading these takes R, for the submission or for the checks.
pub(crate) fn need_r<'a>(exercises: impl IntoIterator<Item = &'a Exercise>) -> bool {
    exercises
        .into_iter()
        .any(|exercise| exercise.runtime == RuntimeKind::R || exercise.check.language == CheckLanguage::R)
}

/// The use cases over a store, with this machine's clock and randomness.
pub(crate) fn app_over(store: Arc<dyn Store>) -> anyhow::Result<App> {
    Ok(App::new(
        store,
        Framework::shipped(),
        Arc::new(SystemClock),
        SharedRng::from_seed(system_seed()?),
    ))
}

/// Fresh entropy of the system.
pub(crate) fn system_seed() -> anyhow::Result<[u8; 32]> {
    let mut seed = [0; 32];
    SysRng
        .try_fill_bytes(&mut seed)
        .context("the system gives no randomness")?;
    Ok(seed)
}

/// A random source seeded from the system: where all randomness of the product begins.
pub(crate) fn system_rng() -> anyhow::Result<StdRng> {
    Ok(StdRng::from_seed(system_seed()?))
}
