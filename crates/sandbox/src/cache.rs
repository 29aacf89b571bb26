//! Where prepared guests are kept: per user, outside any repository, safe for several processes at once.

use std::fs::{DirBuilder, File};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// A directory that only its owner can enter: what lies in it is run as code.
#[derive(Clone, Debug)]
pub struct Cache {
    root: PathBuf,
}

/// The cache can't be used.
#[derive(Debug, thiserror::Error)]
pub enum CacheError {
    /// The directory can't be made or read.
    #[error("failed to use the cache directory {path}: {source}", path = path.display())]
    Io {
        /// The directory.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Somebody else could have put code there.
    #[error(
        "the cache directory {path} can be written by others; hint: chmod 700 {path}, or set SPYRALES_CACHE to another directory",
        path = path.display()
    )]
    OpenToOthers {
        /// The directory.
        path: PathBuf,
    },
}

impl Cache {
    /// The user's cache: `$SPYRALES_CACHE`, else `$XDG_CACHE_HOME/spyrales`, else `~/.cache/spyrales`.
    #[must_use]
    pub fn default_root() -> PathBuf {
        let variable = |name| {
            std::env::var_os(name)
                .filter(|v| !v.is_empty())
                .map(PathBuf::from)
        };
        variable("SPYRALES_CACHE")
            .or_else(|| variable("XDG_CACHE_HOME").map(|dir| dir.join("spyrales")))
            .or_else(|| variable("HOME").map(|dir| dir.join(".cache/spyrales")))
            .unwrap_or_else(|| PathBuf::from(".spyrales-cache"))
    }

    /// Opens the cache, making its directory (mode 0700) where there is none.
    pub fn open(root: impl Into<PathBuf>) -> Result<Self, CacheError> {
        let root = root.into();
        let failed = |source| CacheError::Io {
            path: root.clone(),
            source,
        };
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&root)
            .map_err(failed)?;
        let metadata = std::fs::metadata(&root).map_err(failed)?;
        if metadata.permissions().mode() & 0o022 != 0 || metadata.uid() != rustix::process::geteuid().as_raw()
        {
            return Err(CacheError::OpenToOthers { path: root });
        }
        Ok(Self { root })
    }

    /// The directory itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A directory of the cache, made if need be.
    pub(crate) fn directory(&self, name: &str) -> io::Result<PathBuf> {
        let path = self.root.join(name);
        std::fs::create_dir_all(&path)?;
        Ok(path)
    }

    /// Runs `make` while no other thread or process makes the same thing.
    pub(crate) fn exclusively<R>(&self, name: &str, make: impl FnOnce() -> R) -> io::Result<R> {
        let path = self.directory("locks")?.join(name);
        let mut lock = fd_lock::RwLock::new(File::create(path)?);
        let _held = lock.write()?;
        Ok(make())
    }
}
