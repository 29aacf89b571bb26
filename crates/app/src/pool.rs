//! Work that takes much memory or time: a few at it, a few that wait, and the rest are told to come back.

use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};

use rayon::{ThreadPool, ThreadPoolBuilder};
use spyrales_credential::Stop;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

/// A kind of work.
pub trait Work: Send + Sync + 'static {
    /// How many are done at the same time.
    const RUNNING: usize;
    /// How many more may wait for that.
    const WAITING: usize;
}

/// Lets a few work at a time, a few more wait, and refuses the rest.
///
/// The work is done on threads of its own: the allocator keeps what a thread has freed for that thread, and of the runtime's there
/// are hundreds.
#[derive(Debug)]
pub struct Pool<W> {
    /// Whoever works or waits.
    admitted: Arc<Semaphore>,
    /// Whoever works.
    running: Arc<Semaphore>,
    /// Made on first use.
    threads: OnceLock<Arc<ThreadPool>>,
    work: PhantomData<W>,
}

/// The right to do a kind of work: functions that do it take it as an argument, so that none can be called elsewhere.
///
/// It lives until the work ends, not until its client goes away, so that no more than [`Work::RUNNING`] are ever done.
#[derive(Debug)]
pub struct Permit<W> {
    stop: Stop,
    _running: OwnedSemaphorePermit,
    _admitted: OwnedSemaphorePermit,
    work: PhantomData<W>,
}

/// A place in the pool. Dropping it stops its work, which happens when its client goes away.
#[derive(Debug)]
pub struct Seat<W> {
    permit: Arc<Permit<W>>,
    threads: Arc<ThreadPool>,
}

/// As many work and wait as may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("as many work and wait as may")]
pub struct Full;

/// The work ended without a result: it panicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a computation ended badly")]
pub struct BrokeOff;

impl<W: Work> Default for Pool<W> {
    fn default() -> Self {
        Self {
            admitted: Arc::new(Semaphore::new(W::RUNNING + W::WAITING)),
            running: Arc::new(Semaphore::new(W::RUNNING)),
            threads: OnceLock::new(),
            work: PhantomData,
        }
    }
}

impl<W: Work> Pool<W> {
    /// Waits for a place; refuses when too many wait already. Whoever gives up waiting leaves no trace.
    pub async fn enter(&self) -> Result<Seat<W>, Full> {
        let admitted = Arc::clone(&self.admitted).try_acquire_owned();
        let admitted = admitted.map_err(|_| Full)?;
        // Nobody closes the semaphore.
        let running = Arc::clone(&self.running).acquire_owned().await;
        let permit = Permit {
            stop: Stop::default(),
            _running: running.map_err(|_| Full)?,
            _admitted: admitted,
            work: PhantomData,
        };
        Ok(Seat {
            permit: Arc::new(permit),
            threads: self.threads()?,
        })
    }

    fn threads(&self) -> Result<Arc<ThreadPool>, Full> {
        if let Some(threads) = self.threads.get() {
            return Ok(Arc::clone(threads));
        }
        let threads = ThreadPoolBuilder::new()
            .num_threads(W::RUNNING)
            // Whoever waits for the result hears of it.
            .panic_handler(drop)
            .build();
        let threads = threads.map_err(|error| {
            tracing::error!(%error, "failed to start threads");
            Full
        })?;
        Ok(Arc::clone(self.threads.get_or_init(|| Arc::new(threads))))
    }
}

impl<W: Work> Seat<W> {
    /// Works where it holds up nobody else.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Permit<W>) -> T + Send + 'static,
    ) -> Result<T, BrokeOff> {
        let permit = Arc::clone(&self.permit);
        let (tell, told) = oneshot::channel();
        self.threads.spawn(move || {
            // Nobody may wait any more.
            let _ = tell.send(work(&permit));
        });
        told.await.map_err(|_| BrokeOff)
    }
}

impl<W> Drop for Seat<W> {
    fn drop(&mut self) {
        self.permit.stop.set();
    }
}

impl<W> Permit<W> {
    /// Tells the work that nobody waits for it any more.
    #[must_use]
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use futures::FutureExt as _;

    use super::*;

    #[derive(Debug)]
    struct Testing;

    impl Work for Testing {
        const RUNNING: usize = 2;
        const WAITING: usize = 3;
    }

    #[tokio::test]
    async fn a_few_work_a_few_wait_and_the_next_is_refused_until_one_leaves() {
        let pool = Pool::<Testing>::default();
        let mut seats = Vec::new();
        for _ in 0..Testing::RUNNING {
            seats.push(pool.enter().await.unwrap());
        }
        let mut waiting: Vec<_> = (0..Testing::WAITING).map(|_| Box::pin(pool.enter())).collect();
        assert!(waiting.iter_mut().all(|enter| enter.now_or_never().is_none()));
        assert!(matches!(pool.enter().now_or_never(), Some(Err(Full))));
        seats.pop();
        let first = waiting.remove(0).await.unwrap();
        assert_eq!(first.run(|_| 7).await, Ok(7));
        let broken = first.run(|_| -> u8 { panic!("as a fault of ours would") }).await;
        assert_eq!(broken, Err(BrokeOff));
        assert_eq!(first.run(|_| 8).await, Ok(8), "the thread is still there");
        drop((first, waiting, seats));
        assert!(
            pool.enter().await.is_ok(),
            "whoever gave up waiting leaves no trace"
        );
    }

    #[tokio::test]
    async fn a_client_that_goes_away_stops_its_work_but_keeps_the_place_until_it_has_stopped() {
        let pool = Pool::<Testing>::default();
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
        assert_eq!(pool.running.available_permits(), Testing::RUNNING - 1);
        ended.send(()).unwrap();
        let all = pool
            .running
            .acquire_many(u32::try_from(Testing::RUNNING).unwrap())
            .await;
        assert!(all.is_ok(), "the place is given back");
    }
}
