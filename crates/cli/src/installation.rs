//! An installation: a data directory, and the database in it or on a server.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::bail;
use spyrales_app::App;
use spyrales_core::store::Store;
use spyrales_store_sql::postgres::{self, PostgresStore};
use spyrales_store_sql::sqlite::SqliteStore;

use crate::args::DataDirectory;
use crate::setting::app_over;

/// Where an installation keeps everything.
#[derive(Clone, Debug)]
pub(crate) struct Installation {
    folder: PathBuf,
    /// The address of a database on a server; none: it is a file in the folder.
    address: Option<String>,
}

impl DataDirectory {
    /// The data directory is `--data`, else `$XDG_DATA_HOME/spyrales`, else `~/.local/share/spyrales`; the database is
    /// `--database`, else a file in it.
    pub(crate) fn resolve(&self) -> Installation {
        let variable = |name| {
            std::env::var_os(name)
                .filter(|v| !v.is_empty())
                .map(PathBuf::from)
        };
        let folder = self
            .path
            .clone()
            .or_else(|| variable("XDG_DATA_HOME").map(|dir| dir.join("spyrales")))
            .or_else(|| variable("HOME").map(|dir| dir.join(".local/share/spyrales")))
            .unwrap_or_else(|| PathBuf::from("spyrales-data"));
        Installation {
            folder,
            address: self.database.clone(),
        }
    }
}

impl Installation {
    /// The data directory: the issuer's key, and the database where it is a file.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Opens the database, and makes it when there is none.
    pub(crate) async fn open_store(&self) -> anyhow::Result<Arc<dyn Store>> {
        Ok(match &self.address {
            Some(address) => Arc::new(PostgresStore::connect(address, postgres::Settings::default()).await?),
            None => Arc::new(SqliteStore::open(&self.file()).await?),
        })
    }

    /// Opens the database of an installation that there is.
    pub(crate) async fn open_existing_store(&self) -> anyhow::Result<Arc<dyn Store>> {
        if self.address.is_none() && !self.file().exists() {
            bail!(
                "{} isn't there; hint: name the data directory with --data, or the database with --database",
                self.file().display()
            );
        }
        self.open_store().await
    }

    /// The use cases over the database.
    pub(crate) async fn open_app(&self) -> anyhow::Result<App> {
        app_over(self.open_store().await?)
    }

    fn file(&self) -> PathBuf {
        self.folder.join("spyrales.sqlite3")
    }
}
