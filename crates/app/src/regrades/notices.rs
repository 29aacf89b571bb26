//! What re-grades changed for a person.

use spyrales_core::id::{RegradeId, UserId};
use spyrales_core::store::StoreError;

use crate::App;
use crate::transaction::{transaction, use_case_errors};

/// A notice is not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadNoticeError {
    /// The re-grade changed nothing for this person.
    #[error("re-grade {0} changed nothing for this person")]
    NothingChanged(RegradeId),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(ReadNoticeError);

impl App {
    /// Notes that a person has read what a re-grade changed for them; the first time counts.
    pub async fn read_regrade_notice(&self, id: RegradeId, user: UserId) -> Result<(), ReadNoticeError> {
        let now = self.clock.now();
        transaction!(self.store, "read_regrade_notice", ReadNoticeError, |tx| {
            match tx.read_regrade_notices(id, user, now).await? {
                0 => Err(ReadNoticeError::NothingChanged(id)),
                _ => Ok(()),
            }
        })
    }
}
