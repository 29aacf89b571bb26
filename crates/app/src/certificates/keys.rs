//! The audit log of the issuer's keys, which are files: what was done to them is recorded here.

use spyrales_core::store::{Deed, NewAct, StoreError};
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
    /// Records what was done to keys, all of it or nothing.
    pub async fn record_key_changes(&self, actor: &str, changes: &[KeyChange]) -> Result<(), StoreError> {
        let now = self.clock.now();
        transaction!(self.store, "record_key_changes", StoreError, |tx| {
            for change in changes {
                let (deed, key, detail) = match change {
                    KeyChange::Rotated(key) => (Deed::KeyRotated, key, String::new()),
                    KeyChange::Compromised(key, since) => (Deed::KeyCompromised, key, since.to_string()),
                };
                let event = NewAct {
                    actor: actor.to_owned(),
                    deed,
                    subject: key.to_string(),
                    detail,
                };
                tx.record_act(event, now).await?;
            }
            Ok(())
        })
    }
}
