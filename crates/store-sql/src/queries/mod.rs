//! Every statement, one file for each room of the store; and what they run on, a [`Repository`].

mod accounts;
mod audit;
mod columns;
mod credentials;
mod drafts;
mod erasure;
mod identities;
mod log;
mod organisations;
mod pack_drafts;
mod packs;
mod queue;
mod regrades;
mod reports;
mod results;
pub(super) mod search_text;
mod sessions;
mod sharing;
mod statistics;
mod statuses;
mod submissions;

use std::ops::DerefMut;

use async_trait::async_trait;
use spyrales_core::store::{Reader, StoreError, Tx};
use sqlx::Transaction;
use sqlx::pool::PoolConnection;

use super::{Connection, Db, Query, Row, dialect};
use crate::statement::Statement;

pub(super) use columns::database;

/// A connection that statements run on: one that only reads, or a transaction.
pub(super) trait Access: DerefMut<Target = Connection> + Send + 'static {}

impl Access for PoolConnection<Db> {}

impl Access for Transaction<'static, Db> {}

/// The store's rooms, on a connection.
pub(super) struct Repository<C> {
    connection: C,
    /// The statement that asks for the time that leases are counted by; none where it is the caller's.
    lease_clock: Option<Statement>,
}

impl<C: Access> Repository<C> {
    pub(super) fn new(connection: C, lease_clock: Option<Statement>) -> Self {
        Self {
            connection,
            lease_clock,
        }
    }

    fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }
}

impl<C: Access> Reader for Repository<C> {}

#[async_trait]
impl Tx for Repository<Transaction<'static, Db>> {
    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        self.connection.commit().await.map_err(database)
    }
}
