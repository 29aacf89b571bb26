//! SQLite: one file, nothing to install.
//!
//! # Concurrency and durability
//!
//! - The database is in WAL mode: readers never wait. Writers take the write lock when they begin, so they
//!   queue (for up to 30 seconds) instead of failing halfway. Several [`SqliteStore`]s, in one process or in
//!   several, may have the same file open; it must lie on a local disk.
//! - A transaction that was committed has its data on disk (`synchronous = FULL`): not even a power cut undoes it.

mod dialect;
mod migrations;
mod open;
#[path = "../queries/mod.rs"]
mod queries;

#[cfg(test)]
pub(crate) use migrations::MIGRATIONS;
pub use open::{OpenError, SqliteStore};

/// The database.
type Db = sqlx::Sqlite;
/// A connection to it.
type Connection = sqlx::SqliteConnection;
/// A row of an answer.
type Row = sqlx::sqlite::SqliteRow;
/// A statement with its values.
type Query<'q> = sqlx::query::Query<'q, Db, sqlx::sqlite::SqliteArguments>;
