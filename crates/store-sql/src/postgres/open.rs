//! Connecting to a server.

use std::str::FromStr as _;
use std::time::Duration;

use async_trait::async_trait;
use spyrales_core::store::{Reader, Store, StoreError, Tx};
use sqlx::Row as _;
use sqlx::migrate::MigrateError;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};

use super::migrations::migrate;
use super::queries::{Repository, database};

/// How long a use case waits for a connection of the pool.
const PATIENCE: Duration = Duration::from_secs(30);

/// The oldest server that is tested, as PostgreSQL counts its versions.
const OLDEST: i32 = 150_000;

/// Reads see one state of the database, however many statements they take.
const READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = '30s'; \
                    SET LOCAL idle_in_transaction_session_timeout = '60s'";

/// A transaction that stands still holds up VACUUM for all: the server ends it.
const WRITE: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE; SET LOCAL statement_timeout = '30s'; \
                     SET LOCAL idle_in_transaction_session_timeout = '60s'";

/// A store on a PostgreSQL server.
///
/// Clones share its connections.
#[derive(Clone, Debug)]
pub struct PostgresStore {
    pool: PgPool,
}

/// The server can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The address can't be read.
    #[error(
        "failed to read the database's address: {0}; hint: it looks like postgres://user@host:5432/name?sslmode=verify-full"
    )]
    Address(#[source] sqlx::Error),
    /// Nobody answers there.
    #[error(
        "failed to reach the PostgreSQL server: {0}; hint: is it running, and does it accept connections from here?"
    )]
    Unreachable(#[source] sqlx::Error),
    /// The name or the password is wrong.
    #[error(
        "the PostgreSQL server refused to let this user in: {0}; hint: see its pg_hba.conf, and PGPASSWORD or the password in the address"
    )]
    Refused(#[source] sqlx::Error),
    /// There is no such database.
    #[error("{0}; hint: make it with CREATE DATABASE … ENCODING 'UTF8'")]
    NoDatabase(#[source] sqlx::Error),
    /// The server is older than what is tested.
    #[error("the server is PostgreSQL {found}; hint: version 15 or later is needed")]
    TooOld {
        /// Its version.
        found: String,
    },
    /// The database isn't in UTF-8.
    #[error(
        "the database's encoding is {found}; hint: make it with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0"
    )]
    NotUtf8 {
        /// Its encoding.
        found: String,
    },
    /// The server only reads.
    #[error("the server is a replica, which can't be written to; hint: name the primary server")]
    Replica,
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
        "the database's schema was made by another migration {version}; hint: it comes from a development version: start with an empty database"
    )]
    OtherSchema {
        /// The migration.
        version: i64,
    },
    /// The database failed.
    #[error("failed to open the database: {0}")]
    Database(#[source] sqlx::Error),
    /// The schema can't be brought up to date.
    #[error("failed to migrate the database: {0}")]
    Migrate(#[source] MigrateError),
}

impl From<sqlx::Error> for ConnectError {
    fn from(error: sqlx::Error) -> Self {
        // Class 28 (SQLSTATE): authorization; 3D000: no such database.
        let code = error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code);
        match (code.as_deref(), &error) {
            (Some("3D000"), _) => Self::NoDatabase(error),
            (Some(code), _) if code.starts_with("28") => Self::Refused(error),
            (_, sqlx::Error::Configuration(_)) => Self::Address(error),
            (_, sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::PoolTimedOut) => {
                Self::Unreachable(error)
            }
            _ => Self::Database(error),
        }
    }
}

impl From<MigrateError> for ConnectError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::VersionMissing(found) => Self::NewerSchema { found },
            MigrateError::VersionMismatch(version) => Self::OtherSchema { version },
            MigrateError::Execute(error) => error.into(),
            error => Self::Migrate(error),
        }
    }
}

impl PostgresStore {
    /// Connects to the database at an address (`postgres://…`), with so many connections at most, and brings its schema up to
    /// date.
    ///
    /// # Errors
    ///
    /// [`ConnectError`], each with what to do about it.
    pub async fn connect(address: &str, connections: u32) -> Result<Self, ConnectError> {
        let options = PgConnectOptions::from_str(address)?.application_name("spyrales");
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(PATIENCE)
            .connect_with(options)
            .await?;
        check(&pool).await?;
        migrate(&pool).await?;
        Ok(Self { pool })
    }

    /// Closes the connections. The store can't be used afterwards.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// Whether the server is one that this program can work with.
async fn check(pool: &PgPool) -> Result<(), ConnectError> {
    let row = sqlx::query(
        "SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
             current_setting('server_encoding') AS encoding, pg_is_in_recovery() AS replica",
    )
    .fetch_one(pool)
    .await?;
    if row.try_get::<i32, _>("number")? < OLDEST {
        return Err(ConnectError::TooOld {
            found: row.try_get("version")?,
        });
    }
    let encoding: String = row.try_get("encoding")?;
    if encoding != "UTF8" {
        return Err(ConnectError::NotUtf8 { found: encoding });
    }
    if row.try_get("replica")? {
        return Err(ConnectError::Replica);
    }
    Ok(())
}

#[async_trait]
impl Store for PostgresStore {
    async fn reader(&self) -> Result<Box<dyn Reader>, StoreError> {
        let transaction = self.pool.begin_with(READ).await.map_err(database)?;
        Ok(Box::new(Repository::new(transaction)))
    }

    async fn begin(&self, name: &'static str) -> Result<Box<dyn Tx>, StoreError> {
        tracing::trace!(transaction = name, "begin");
        let transaction = self.pool.begin_with(WRITE).await.map_err(database)?;
        Ok(Box::new(Repository::new(transaction)))
    }
}
