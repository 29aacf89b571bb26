//! Leasing jobs.

use std::time::Duration;

use jiff::Timestamp;
use spyrales_core::store::{Aside, Lease, Queue, StoreError};
use spyrales_core::submission::{AfterFailure, out_of_attempts};

use super::give_up;
use crate::App;
use crate::transaction::transaction;

impl App {
    /// Leases the job of a queue that has waited longest, new or with a lease that ran out; nobody else gets it for as long as
    /// `ttl`. A job whose last lease ran out is given up on the way: most likely it brings its worker down.
    pub async fn lease(&self, queue: Queue, ttl: Duration) -> Result<Option<Lease>, StoreError> {
        // An idle worker looks often, and a transaction that writes would hold up others.
        let has_jobs = self.store.reader().await?.has_jobs(queue).await?;
        if !has_jobs {
            return Ok(None);
        }
        let now = self.clock.now();
        let (given_up, lease) = transaction!(self.store, "lease", StoreError, |tx| {
            let mut given_up = Vec::new();
            let clock = tx.lease_time(now).await?;
            let expired = tx.expired_leases(queue, clock).await?;
            for lease in expired {
                let then = AfterFailure::of_expired_lease(lease.attempt);
                if then == AfterFailure::SetAside
                    && give_up(&mut *tx, &lease, &out_of_attempts(), Aside::Costless, now).await?
                {
                    given_up.push(lease);
                }
            }
            let lease = tx.lease_next(queue, clock, until(clock, ttl)).await?;
            Ok((given_up, lease))
        })?;
        for lease in given_up {
            let (submission, attempts) = (lease.submission, lease.attempt);
            tracing::warn!(%submission, attempts, "a submission is given up: every lease on it ran out");
            self.notices.moved(submission);
        }
        if let Some(lease) = &lease {
            self.notices.moved(lease.submission);
        }
        Ok(lease)
    }

    /// Holds a job for as long as `ttl` from now; false when the lease is lost.
    pub async fn renew(&self, lease: &Lease, ttl: Duration) -> Result<bool, StoreError> {
        let now = self.clock.now();
        transaction!(self.store, "renew", StoreError, |tx| {
            let clock = tx.lease_time(now).await?;
            tx.renew_lease(&lease.key(), until(clock, ttl)).await
        })
    }
}

fn until(now: Timestamp, ttl: Duration) -> Timestamp {
    now.checked_add(ttl).unwrap_or(Timestamp::MAX)
}
