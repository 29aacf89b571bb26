//! Versions that are no longer offered. Records go on to refer to them.

use spyrales_core::publication::retirement_changes;
use spyrales_core::store::{AuditAction, StoreError};

use super::event;
use crate::App;
use crate::transaction::transaction;

impl App {
    /// Takes a published version out of what is offered, or puts it back, on record; false when nothing changed.
    pub async fn set_retired(
        &self,
        id: &str,
        version: &str,
        retired: bool,
        actor: &str,
    ) -> Result<bool, StoreError> {
        let now = self.clock.now();
        transaction!(self.store, "set_retired", StoreError, |tx| {
            let kept = tx.pack_version(id, version).await?;
            if !retirement_changes(kept.as_ref(), retired) {
                return Ok(false);
            }
            let action = if retired {
                tx.insert_retired_pack(id, version, now).await?;
                AuditAction::VersionRetired
            } else {
                tx.delete_retired_pack(id, version).await?;
                AuditAction::VersionRestored
            };
            tx.record_event(&event(action, actor, (id, version), ""), now)
                .await?;
            Ok(true)
        })
    }
}
