//! The audit log.

use spyrales_core::store::{AuditAction, NewAuditEvent, StoreError};

use crate::App;
use crate::transaction::transaction;

impl App {
    /// Records what was done outside the store: to a key file, for one. What is done in the store is recorded in the same
    /// transaction.
    pub async fn record(
        &self,
        actor: &str,
        action: AuditAction,
        subject: &str,
        detail: &str,
    ) -> Result<(), StoreError> {
        let event = NewAuditEvent::new(actor, action, subject, detail);
        let now = self.clock.now();
        transaction!(self.store, "record", StoreError, |tx| {
            tx.record_event(&event, now).await
        })
    }
}
