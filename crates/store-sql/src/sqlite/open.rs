//! Opening the database, and making it when there is none.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use async_trait::async_trait;
use spyrales_core::store::{Reader, Signal, Signals, Store, StoreError, Tx};
use sqlx::migrate::MigrateError;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Connection as _, Row as _};

use super::migrations::migrate;
use super::queries::{Repository, database};

/// How long a writer waits for its turn.
const PATIENCE: Duration = Duration::from_secs(30);

/// Readers that may be at work at the same time; each is a thread while it lives.
const READERS: u32 = 4;

/// A store in a file.
///
/// Clones share its connections.
#[derive(Clone, Debug)]
pub struct SqliteStore {
    /// One connection: writers of this process wait their turn here rather than by polling the file's lock.
    writer: SqlitePool,
    readers: SqlitePool,
}

/// The database can't be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file, or a folder on the way to it, can't be made.
    #[error("failed to create the database {}: {source}; hint: name a folder that may be written to", .path.display())]
    Create {
        /// The database's path.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A later version of the program has changed the schema.
    #[error(
        "the database's schema has version {found}, newer than this program knows; hint: run the version of the program that wrote it, or a later one"
    )]
    NewerSchema {
        /// The first migration that this program doesn't know.
        found: i64,
    },
    /// A migration that was applied is not the one this program has.
    #[error(
        "the database's schema was made by another migration {version}; hint: it comes from a development version: start with a new file"
    )]
    OtherSchema {
        /// The migration.
        version: i64,
    },
    /// The file holds something else.
    #[error("the file is not an SQLite database; hint: name another path, or move the file away")]
    NotADatabase,
    /// The database failed.
    #[error("failed to open the database: {0}")]
    Database(#[source] sqlx::Error),
    /// The schema can't be brought up to date.
    #[error("failed to migrate the database: {0}")]
    Migrate(#[source] MigrateError),
}

impl From<sqlx::Error> for OpenError {
    fn from(error: sqlx::Error) -> Self {
        /// `SQLITE_NOTADB` of SQLite's result codes.
        const NOT_A_DATABASE: &str = "26";
        match error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code)
        {
            Some(code) if code == NOT_A_DATABASE => Self::NotADatabase,
            _ => Self::Database(error),
        }
    }
}

impl From<MigrateError> for OpenError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::VersionMissing(found) => Self::NewerSchema { found },
            MigrateError::VersionMismatch(version) => Self::OtherSchema { version },
            MigrateError::Execute(error) => error.into(),
            error => Self::Migrate(error),
        }
    }
}

impl SqliteStore {
    /// Opens the database at a path and brings its schema up to date; makes it, readable by its owner alone,
    /// and the folders on the way to it, when there is none.
    ///
    /// # Errors
    ///
    /// [`OpenError`], each with what to do about it.
    pub async fn open(path: &Path) -> Result<Self, OpenError> {
        // SQLite reads a name that begins with `file:` as a URI; an absolute path never does.
        let path = std::path::absolute(path).map_err(|source| OpenError::Create {
            path: path.to_owned(),
            source,
        })?;
        if !path.exists() {
            create(&path).await?;
        }
        let store = Self::connect(&path).await?;
        migrate(&store.writer).await?;
        Ok(store)
    }

    /// Closes the database and moves all of it into its one file. The store can't be used afterwards.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    async fn connect(path: &Path) -> Result<Self, OpenError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .synchronous(SqliteSynchronous::Full)
            // Erased rows are overwritten, rather than left in the file until its room is needed.
            .pragma("secure_delete", "ON");
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            .test_before_acquire(false)
            // Where SQLite has rolled back by itself, the disk being full, sqlx counts on a transaction for ever.
            .before_acquire(|connection, _| Box::pin(async { Ok(!connection.is_in_transaction()) }))
            // Only here: a file restored from a copy may have left the mode.
            .connect_with(options.clone().journal_mode(SqliteJournalMode::Wal))
            .await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(PATIENCE)
            .test_before_acquire(false)
            .connect_lazy_with(options.pragma("query_only", "ON"));
        Ok(Self { writer, readers })
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn reader(&self) -> Result<Box<dyn Reader>, StoreError> {
        let connection = self.readers.acquire().await.map_err(database)?;
        Ok(Box::new(Repository::new(connection, None)))
    }

    /// Waits for its turn: from here to the commit, nobody else writes.
    async fn begin(&self, name: &'static str) -> Result<Box<dyn Tx>, StoreError> {
        tracing::trace!(transaction = name, "begin");
        let transaction = self
            .writer
            .begin_with("BEGIN IMMEDIATE")
            .await
            .map_err(database)?;
        Ok(Box::new(Repository::new(transaction, None)))
    }

    /// A file carries no word: processes that share it look by themselves.
    async fn announce(&self, _: &[Signal]) -> Result<(), StoreError> {
        Ok(())
    }

    async fn signals(&self) -> Result<Option<Box<dyn Signals>>, StoreError> {
        Ok(None)
    }

    /// Moves the write-ahead log into the file and leaves it empty: it holds whole pages as they were before.
    async fn purge(&self) -> Result<(), StoreError> {
        let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .fetch_one(&self.writer)
            .await
            .map_err(database)?;
        // SQLite has waited for readers and for other processes, as long as a writer waits for its turn.
        match row.try_get::<i64, _>("busy").map_err(database)? {
            0 => Ok(()),
            _ => Err(StoreError::Database("the write-ahead log is in use".into())),
        }
    }
}

/// Makes a database under another name and gives it its own when it is complete.
///
/// So nobody sees half of one, and two programs that start at the same time don't get in each other's way:
/// changing to WAL mode takes a lock that SQLite doesn't wait for.
async fn create(path: &Path) -> Result<(), OpenError> {
    let failed = |source| OpenError::Create {
        path: path.to_owned(),
        source,
    };
    let folder = path.parent().unwrap_or(path);
    create_folder(folder).map_err(failed)?;
    let draft = tempfile::Builder::new()
        .prefix(".spyrales-")
        .suffix(".new")
        .tempfile_in(folder)
        .map_err(failed)?
        .into_temp_path();
    let store = SqliteStore::connect(&draft).await?;
    migrate(&store.writer).await?;
    store.close().await;
    match draft.persist_noclobber(path) {
        // Another program was faster.
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        result => result.map_err(|error| failed(error.error)),
    }
}

fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use spyrales_core::id::UserId;
    use spyrales_core::store::{NewUser, Role};

    use super::*;

    #[tokio::test]
    async fn a_writer_whose_transaction_sqlite_has_ended_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("spyrales.sqlite3"))
            .await
            .unwrap();
        // As SQLite does by itself when the disk is full.
        let mut transaction = store.writer.begin_with("BEGIN IMMEDIATE").await.unwrap();
        sqlx::query("ROLLBACK").execute(&mut *transaction).await.unwrap();
        drop(transaction);
        let user = NewUser {
            id: UserId::from(uuid::Uuid::from_u128(1)),
            name: "camille".to_owned(),
            display_name: "Camille".to_owned(),
            email: "camille@exemple.fr".to_owned(),
            role: Role::Agent,
        };
        let mut tx = store.begin("insert_user").await.unwrap();
        tx.insert_user(&user, Timestamp::UNIX_EPOCH).await.unwrap();
        tx.commit().await.unwrap();
    }
}
