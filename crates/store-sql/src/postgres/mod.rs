//! PostgreSQL 15 or later: for more than one machine.
//!
//! # Concurrency and durability
//!
//! - A transaction that decides is serializable: the database ends one of two that would contradict each other
//!   ([`StoreError::Conflict`](spyrales_core::store::StoreError::Conflict)), and its use case runs again. So what is right with one
//!   writer is right with many, and no use case locks anything by itself, but for the log, whose appenders wait for each other.
//! - A transaction that was committed is durable as far as the server's `synchronous_commit` says; its default is.

mod dialect;
mod migrations;
mod open;
#[path = "../queries/mod.rs"]
mod queries;
mod signals;

pub use open::{ConnectError, LeaseClock, PostgresStore, Settings};

/// The database.
type Db = sqlx::Postgres;
/// A connection to it.
type Connection = sqlx::PgConnection;
/// A row of an answer.
type Row = sqlx::postgres::PgRow;
/// A statement with its values.
type Query<'q> = sqlx::query::Query<'q, Db, sqlx::postgres::PgArguments>;
