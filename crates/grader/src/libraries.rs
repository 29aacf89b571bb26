//! What a language has at hand: asked of the language itself, once for each snapshot on a machine.

use std::io;
use std::path::Path;

use spyrales_core::grading::{Library, RuntimeLibraries};
use spyrales_sandbox::cache::Cache;
use spyrales_sandbox::fs::Tree;
use spyrales_sandbox::limits::Limits;
use spyrales_sandbox::port::NoPort;
use spyrales_sandbox::runtime::on_guest_stack;
use spyrales_sandbox::sandbox::{Ended, SandboxError};

use crate::pair::Pair;

/// Fuel for the answer, many times what it takes.
const FUEL: u64 = 100_000_000_000;

/// A language doesn't say what it has.
#[derive(Debug, thiserror::Error)]
pub enum LibrariesError {
    /// The sandbox failed.
    #[error(transparent)]
    Sandbox(#[from] SandboxError),
    /// The guest ended otherwise than expected.
    #[error("asked for its libraries, {name} ended with {ended:?}: {said}")]
    Guest {
        /// The language.
        name: &'static str,
        /// How it ended.
        ended: Ended,
        /// What it printed to standard error.
        said: String,
    },
    /// The cache can't be read or written.
    #[error("failed to use the cache: {0}")]
    Io(#[from] io::Error),
}

impl Pair {
    /// The language's version and libraries. The first time on a machine takes a second.
    ///
    /// # Errors
    ///
    /// When the language can't be asked, or the answer not be kept.
    pub fn libraries(&self, cache: &Cache) -> Result<RuntimeLibraries, LibrariesError> {
        let folder = cache.root().join("libraries");
        let kept = folder.join(format!(
            "{}-{}.json",
            self.runtime.name(),
            &self.learner.digest()[..32]
        ));
        if let Some(known) = read(&kept) {
            return Ok(known);
        }
        let found = self.ask()?;
        std::fs::create_dir_all(&folder)?;
        let mut file = tempfile::NamedTempFile::new_in(&folder)?;
        serde_json::to_writer(&mut file, &found).map_err(io::Error::from)?;
        file.persist(&kept).map_err(|error| error.error)?;
        Ok(found)
    }

    fn ask(&self) -> Result<RuntimeLibraries, LibrariesError> {
        let (ended, stdout, stderr) = on_guest_stack(|| {
            let (work, limits) = (Tree::new(), Limits::default());
            let mut sandbox = self
                .runtime
                .start(&self.learner, work, limits, 0, Box::new(NoPort))?;
            let ended = sandbox.turn(self.turns.libraries, FUEL)?;
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let (stdout, stderr) = (text(sandbox.stdout().0), text(sandbox.stderr().0));
            Ok::<_, SandboxError>((ended, stdout, stderr))
        })?;
        let name = self.runtime.name();
        let mut lines = stdout.lines();
        let version = match (&ended, lines.next()) {
            (Ended::Returned { code: 0 }, Some(version)) => version.to_owned(),
            _ => {
                let said = stderr;
                return Err(LibrariesError::Guest { name, ended, said });
            }
        };
        let mut libraries: Vec<_> = lines
            .filter_map(|line| line.split_once('\t'))
            .map(|(name, version)| Library {
                name: name.to_owned(),
                version: version.to_owned(),
            })
            .collect();
        libraries.sort_by_key(|library| library.name.to_lowercase());
        libraries.dedup();
        Ok(RuntimeLibraries {
            name: name.to_owned(),
            version,
            libraries,
        })
    }
}

/// An answer that was kept; one that can't be read is asked for again.
fn read(kept: &Path) -> Option<RuntimeLibraries> {
    serde_json::from_slice(&std::fs::read(kept).ok()?).ok()
}
