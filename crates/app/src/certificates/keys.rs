//! The audit log of the issuer's keys, which are files: what was done to them is recorded here.

use spyrales_core::store::{AuditAction, NewAuditEvent, StoreError};
use spyrales_credential::{DateTime, PublicKey};

use crate::App;
use crate::transaction::transaction;

/// What was done to a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyChange {
    /// It is the one that signs from now on.
    Rotated(PublicKey),
    /// Others may have it since a time.
    Compromised(PublicKey, DateTime),
}

impl App {
    /// Records what was done to keys, all of it or nothing; what is on record already isn't recorded again. The keys are files, which
    /// change first: whoever reads them records what an interrupted command didn't.
    pub async fn record_key_changes(&self, actor: &str, changes: &[KeyChange]) -> Result<(), StoreError> {
        let now = self.clock.now();
        transaction!(self.store, "record_key_changes", StoreError, |tx| {
            for change in changes {
                let (action, key, detail) = match change {
                    KeyChange::Rotated(key) => (AuditAction::KeyRotated, key, String::new()),
                    KeyChange::Compromised(key, since) => {
                        (AuditAction::KeyCompromised, key, since.to_string())
                    }
                };
                let event = NewAuditEvent::new(actor, action, key, detail);
                let known = tx.has_event(action, &event.subject, &event.detail).await?;
                if !known {
                    tx.record_event(&event, now).await?;
                }
            }
            Ok(())
        })
    }
}
