//! Word between processes that share a database.

use async_trait::async_trait;

use super::StoreError;
use crate::id::SubmissionId;

/// That something moved. A signal carries no state: its hearer reads the store. One that is lost costs time and nothing else,
/// for every hearer also looks by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Signal {
    /// A job was queued.
    Arrived,
    /// A submission's state changed.
    Moved(SubmissionId),
    /// Signals may have been lost: whoever waits for anything looks now.
    Missed,
}

/// What other processes announce.
#[async_trait]
pub trait Signals: Send {
    /// Waits for the next one.
    ///
    /// # Errors
    ///
    /// When the connection is lost: what is announced until the next [`Store::signals`](super::Store::signals) is missed.
    async fn next(&mut self) -> Result<Signal, StoreError>;
}
