//! Where prepared guests are kept: per user, outside any repository, safe for several processes at once.

use std::fs::{DirBuilder, File};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// A directory that only its owner can enter: what lies in it is run as code.
#[derive(Clone, Debug)]
pub struct Cache {
    root: PathBuf,
    read_only: bool,
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
        Ok(Self {
            root,
            read_only: false,
        })
    }

    /// The same cache, of which nothing is written: for a process that runs code of strangers. What isn't there yet, or is
    /// damaged, is told to whoever asks for it and made elsewhere.
    #[must_use]
    pub fn read_only(self) -> Self {
        Self {
            read_only: true,
            ..self
        }
    }

    /// Whether nothing of it is written here.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Refuses to make what isn't there.
    pub(crate) fn must_be_writable(&self, what: &str) -> io::Result<()> {
        if self.read_only {
            let why = format!("{what} isn't in the cache, and this process may not make it");
            return Err(io::Error::new(io::ErrorKind::ReadOnlyFilesystem, why));
        }
        Ok(())
    }

    /// The folders that snapshots are made in, made if need be: all that a process writes to which makes them and no more.
    ///
    /// # Errors
    ///
    /// When they can't be made.
    pub fn snapshot_folders(&self) -> io::Result<[PathBuf; 2]> {
        Ok([self.directory("images")?, self.directory("locks")?])
    }

    /// The directory itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A directory of the cache, made if need be.
    pub(crate) fn directory(&self, name: &str) -> io::Result<PathBuf> {
        let path = self.root.join(name);
        if !self.read_only {
            std::fs::create_dir_all(&path)?;
        }
        Ok(path)
    }

    /// Runs `make` while no other thread or process makes the same thing. Where the cache is only read, nobody makes it meanwhile.
    pub(crate) fn exclusively<R>(&self, name: &str, make: impl FnOnce() -> R) -> io::Result<R> {
        let path = self.directory("locks")?.join(name);
        if self.read_only {
            let lock = match File::open(path) {
                Ok(file) => Some(fd_lock::RwLock::new(file)),
                // Nobody has ever made it.
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => return Err(error),
            };
            let _shared = lock.as_ref().map(fd_lock::RwLock::read).transpose()?;
            return Ok(make());
        }
        let mut lock = fd_lock::RwLock::new(File::create(path)?);
        let _held = lock.write()?;
        Ok(make())
    }
}
