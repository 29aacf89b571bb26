//! What all commands share: language, cache, data directory, grader, clock, randomness.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use jiff::Timestamp;
use rand::rngs::{StdRng, SysRng};
use rand::{SeedableRng, TryRng};
use spyrales_core::clock::Clock;
use spyrales_core::text::Lang;
use spyrales_grader::worker::WorkerCommand;
use spyrales_grader::{Grader, Pair};
use spyrales_sandbox::cache::Cache;

use crate::args::{Arguments, DataDirectory};
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
    cache: PathBuf,
}

impl Setting {
    pub(crate) fn new(arguments: &Arguments) -> Self {
        let cache = arguments.cache.clone().unwrap_or_else(Cache::default_root);
        Self {
            lang: arguments.lang,
            cache,
        }
    }

    pub(crate) fn cache(&self) -> anyhow::Result<Cache> {
        Ok(Cache::open(&self.cache)?)
    }

    /// Makes the languages ready, showing progress where that takes time.
    pub(crate) fn pair(&self) -> anyhow::Result<Arc<Pair>> {
        Ok(Arc::new(Pair::python(&self.cache()?, &Terminal::new(self.lang))?))
    }

    /// This program again, as a worker.
    pub(crate) fn worker_command(&self) -> anyhow::Result<WorkerCommand> {
        let cache = std::path::absolute(&self.cache).context("failed to find the cache directory")?;
        Ok(WorkerCommand {
            // What runs now, even if its file has been replaced since.
            program: PathBuf::from("/proc/self/exe"),
            arguments: vec!["--cache".into(), cache.into(), "worker".into()],
        })
    }

    pub(crate) fn grader(&self) -> anyhow::Result<Grader> {
        Ok(Grader::new(self.pair()?))
    }
}

impl DataDirectory {
    /// Where the database and the issuer's key are: `--data`, else `$XDG_DATA_HOME/spyrales`, else
    /// `~/.local/share/spyrales`.
    pub(crate) fn resolve(&self) -> PathBuf {
        let variable = |name| {
            std::env::var_os(name)
                .filter(|v| !v.is_empty())
                .map(PathBuf::from)
        };
        self.path
            .clone()
            .or_else(|| variable("XDG_DATA_HOME").map(|dir| dir.join("spyrales")))
            .or_else(|| variable("HOME").map(|dir| dir.join(".local/share/spyrales")))
            .unwrap_or_else(|| PathBuf::from("spyrales-data"))
    }
}

/// The database in a data directory.
pub(crate) fn database(data: &Path) -> PathBuf {
    data.join("spyrales.sqlite3")
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
