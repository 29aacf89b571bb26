//! The one place where files from strangers are read and verified: few at a time, and never on a thread that serves others.

use spyrales_app::pool::{self, Pool, Work};

use crate::http::edge::error::ApiError;

/// Reading and verifying files.
#[derive(Debug)]
pub(crate) struct Verification;

impl Work for Verification {
    /// One takes 100 ms at most if it is a certificate.
    const RUNNING: usize = 2;
    /// Each has its file in memory, 8 MiB at most.
    const WAITING: usize = 16;
}

/// The right to work on a file: the functions that do take it as an argument, so that none can be called elsewhere.
pub(crate) type Permit = pool::Permit<Verification>;

/// Lets a few requests work on files at a time, a few more wait, and refuses the rest.
#[derive(Debug, Default)]
pub(crate) struct VerificationPool(Pool<Verification>);

/// A request's place in the pool. Dropping it stops its work, which happens when its client goes away.
#[derive(Debug)]
pub(crate) struct Seat(pool::Seat<Verification>);

impl VerificationPool {
    /// Waits for a place; refuses when too many wait already.
    pub(crate) async fn enter(&self) -> Result<Seat, ApiError> {
        self.0.enter().await.map(Seat).map_err(|_| ApiError::Busy)
    }
}

impl Seat {
    /// Works where it holds up no other request.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Permit) -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let done = self.0.run(work).await;
        done.map_err(|error| ApiError::Internal(error.to_string()))
    }
}
