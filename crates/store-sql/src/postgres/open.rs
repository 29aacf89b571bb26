//! Connecting to a server.

use std::str::FromStr as _;
use std::time::Duration;

use async_trait::async_trait;
use spyrales_core::store::{Reader, Signal, Signals, Store, StoreError, Tx};
use sqlx::migrate::MigrateError;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{Postgres, Row as _, Transaction};

use super::dialect;
use super::migrations::migrate;
use super::queries::{Repository, database};
use super::signals;

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
    lease_clock: LeaseClock,
}

/// Whose time leases are counted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LeaseClock {
    /// The server's: one clock for all machines, whatever their own ones say.
    #[default]
    Server,
    /// The caller's, for tests that set it.
    Caller,
}

/// How the connections are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Connections at the same time, at most. Default: 10.
    pub connections: u32,
    /// Whose time leases are counted by. Default: the server's.
    pub lease_clock: LeaseClock,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            connections: 10,
            lease_clock: LeaseClock::Server,
        }
    }
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
    /// Connects to the database at an address (`postgres://…`) and brings its schema up to date.
    ///
    /// # Errors
    ///
    /// [`ConnectError`], each with what to do about it.
    pub async fn connect(address: &str, settings: Settings) -> Result<Self, ConnectError> {
        let options = PgConnectOptions::from_str(address)?.application_name("spyrales");
        let pool = PgPoolOptions::new()
            .max_connections(settings.connections)
            .acquire_timeout(PATIENCE)
            .connect_with(options)
            .await?;
        check(&pool).await?;
        migrate(&pool).await?;
        Ok(Self {
            pool,
            lease_clock: settings.lease_clock,
        })
    }

    fn repository(
        &self,
        transaction: Transaction<'static, Postgres>,
    ) -> Box<Repository<Transaction<'static, Postgres>>> {
        let clock = (self.lease_clock == LeaseClock::Server).then_some(dialect::CLOCK);
        Box::new(Repository::new(transaction, clock))
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
        Ok(self.repository(transaction))
    }

    async fn begin(&self, name: &'static str) -> Result<Box<dyn Tx>, StoreError> {
        tracing::trace!(transaction = name, "begin");
        let transaction = self.pool.begin_with(WRITE).await.map_err(database)?;
        Ok(self.repository(transaction))
    }

    async fn announce(&self, signals: &[Signal]) -> Result<(), StoreError> {
        signals::announce(&self.pool, signals).await
    }

    async fn signals(&self) -> Result<Option<Box<dyn Signals>>, StoreError> {
        Ok(Some(Box::new(signals::listen(&self.pool).await?)))
    }

    /// Nothing can be done from here: versions of rows that were replaced go when the server vacuums, and its write-ahead log is
    /// the server's. Administrators read of it in `docs/en/personal-data.md`.
    async fn purge(&self) -> Result<(), StoreError> {
        Ok(())
    }
}
