//! The one place where files from strangers are read and verified: few at a time, and never on a thread that serves others.

use std::sync::Arc;

use spyrales_credential::Stop;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::http::edge::error::ApiError;

/// How many files are worked on at the same time. One takes 100 ms at most if it is a certificate.
const RUNNING: usize = 2;

/// How many more may wait for that, each with its file in memory (8 MiB at most).
const WAITING: usize = 16;

/// Lets a few requests work at a time, a few more wait, and refuses the rest.
#[derive(Debug)]
pub(crate) struct VerificationPool {
    /// Whoever works or waits.
    admitted: Arc<Semaphore>,
    /// Whoever works.
    running: Arc<Semaphore>,
}

/// The right to work on a file: the functions that do take it as an argument, so that none can be called elsewhere.
///
/// It lives until the work ends, not until its client goes away, so that no more than [`RUNNING`] files are ever worked on.
#[derive(Debug)]
pub(crate) struct Permit {
    stop: Stop,
    _running: OwnedSemaphorePermit,
    _admitted: OwnedSemaphorePermit,
}

/// A request's place in the pool. Dropping it stops its work, which happens when its client goes away.
#[derive(Debug)]
pub(crate) struct Seat(Arc<Permit>);

impl Default for VerificationPool {
    fn default() -> Self {
        Self {
            admitted: Arc::new(Semaphore::new(RUNNING + WAITING)),
            running: Arc::new(Semaphore::new(RUNNING)),
        }
    }
}

impl VerificationPool {
    /// Waits for a place; refuses when too many wait already.
    pub(crate) async fn enter(&self) -> Result<Seat, ApiError> {
        let admitted = Arc::clone(&self.admitted)
            .try_acquire_owned()
            .map_err(|_| ApiError::Busy)?;
        let running = Arc::clone(&self.running).acquire_owned().await;
        Ok(Seat(Arc::new(Permit {
            stop: Stop::default(),
            _running: running.map_err(|error| ApiError::Internal(error.to_string()))?,
            _admitted: admitted,
        })))
    }
}

impl Seat {
    /// Works where it holds up no other request.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Permit) -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let permit = Arc::clone(&self.0);
        let done = tokio::task::spawn_blocking(move || work(&permit)).await;
        done.map_err(|error| ApiError::Internal(format!("a verification ended badly: {error}")))
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.0.stop.set();
    }
}

impl Permit {
    /// Tells the work that nobody waits for it any more.
    pub(crate) fn stop(&self) -> Stop {
        self.stop.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use futures::FutureExt as _;

    use super::*;

    #[tokio::test]
    async fn a_few_work_a_few_wait_and_the_next_is_refused_until_one_leaves() {
        let pool = VerificationPool::default();
        let mut seats = Vec::new();
        for _ in 0..RUNNING {
            seats.push(pool.enter().await.unwrap());
        }
        let mut waiting: Vec<_> = (0..WAITING).map(|_| Box::pin(pool.enter())).collect();
        assert!(waiting.iter_mut().all(|enter| enter.now_or_never().is_none()));
        assert!(matches!(pool.enter().now_or_never(), Some(Err(ApiError::Busy))));
        seats.pop();
        let first = waiting.remove(0).await.unwrap();
        assert!(matches!(first.run(|_| 7).await, Ok(7)));
        drop((first, waiting, seats));
        assert!(
            pool.enter().await.is_ok(),
            "whoever gave up waiting leaves no trace"
        );
    }

    #[tokio::test]
    async fn a_client_that_goes_away_stops_its_work_but_keeps_the_place_until_it_has_stopped() {
        let pool = VerificationPool::default();
        let seat = pool.enter().await.unwrap();
        let (began, begun) = mpsc::channel();
        let (ended, end) = mpsc::channel();
        let request = async move {
            seat.run(move |permit| {
                began.send(permit.stop()).unwrap();
                end.recv().unwrap();
            })
            .await
        };
        let mut request = Box::pin(request);
        assert!((&mut request).now_or_never().is_none());
        let stop = tokio::task::spawn_blocking(move || begun.recv().unwrap())
            .await
            .unwrap();
        assert!(!stop.is_set());
        drop(request);
        assert!(stop.is_set());
        assert_eq!(pool.running.available_permits(), RUNNING - 1);
        ended.send(()).unwrap();
        let all = pool.running.acquire_many(u32::try_from(RUNNING).unwrap()).await;
        assert!(all.is_ok(), "the place is given back");
    }
}
