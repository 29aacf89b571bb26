//! Gradings: leased, renewed, completed, given back.
//!
//! A worker holds no transaction while it grades. It renews its lease; one that has lost its lease writes nothing, because
//! another worker has the job.

mod complete;
mod lease;
mod release;

pub use complete::Completion;
pub use release::Released;

use jiff::Timestamp;
use spyrales_core::store::{Aside, LeaseKey, StoreError, Tx, Work};
use spyrales_core::text::Bilingual;

/// Ends a job without a grading; false when its lease is lost. In a re-grade, the grading that counts stays.
async fn give_up(
    tx: &mut dyn Tx,
    lease: &LeaseKey,
    why: &Bilingual,
    aside: Aside,
    now: Timestamp,
) -> Result<bool, StoreError> {
    if !tx.end_job(lease).await? {
        return Ok(false);
    }
    match lease.work {
        Work::Submission(_) => tx.set_aside(lease.submission, why, aside, now).await?,
        Work::Regrade(id) => tx.insert_regrade_failure(id, lease.submission, why, now).await?,
    }
    Ok(true)
}
