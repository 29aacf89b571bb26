//! Revoking, suspending and reinstating certificates.

use spyrales_core::id::CredentialId;
use spyrales_core::status::{StatusDecision, change};
use spyrales_core::store::{AuditAction, NewAuditEvent, StatusChange, StatusEvent, StoreError};

use crate::App;
use crate::transaction::{transaction, use_case_errors};

/// What asking for a change did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusChanged {
    /// It is on record.
    Changed,
    /// The certificate has that status already: nothing changed.
    Unchanged,
}

/// A certificate's status is not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeStatusError {
    /// The reason is empty or too long.
    #[error(
        "the reason has 1 to {} characters; hint: the holder reads it",
        StatusEvent::LONGEST_REASON
    )]
    Reason,
    /// There is no such certificate.
    #[error("no certificate {0} was issued here")]
    Unknown(CredentialId),
    /// The certificate is revoked, and nothing comes after that.
    #[error(
        "certificate {0} is revoked, which can't be taken back; hint: suspend while a doubt may be lifted"
    )]
    RevokedForGood(CredentialId),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(ChangeStatusError);

impl App {
    /// Revokes, suspends or reinstates a certificate, on record; doing it again changes nothing.
    pub async fn change_status(
        &self,
        id: CredentialId,
        asked: StatusChange,
        reason: &str,
        actor: &str,
    ) -> Result<StatusChanged, ChangeStatusError> {
        let event = StatusEvent {
            credential: id,
            change: asked,
            reason: StatusEvent::reason(reason)
                .ok_or(ChangeStatusError::Reason)?
                .to_owned(),
            actor: actor.to_owned(),
            at: self.clock.now(),
        };
        let done = transaction!(self.store, "change_status", ChangeStatusError, |tx| {
            if tx.credential(id).await?.is_none() {
                return Err(ChangeStatusError::Unknown(id));
            }
            let last = tx.status_events(id).await?.pop();
            match change(last.map(|last| last.change), asked) {
                StatusDecision::Unchanged => return Ok(StatusChanged::Unchanged),
                StatusDecision::RevokedForGood => return Err(ChangeStatusError::RevokedForGood(id)),
                StatusDecision::Change => {}
            }
            tx.insert_status_event(&event).await?;
            tx.record_event(&audit_event(&event), event.at).await?;
            Ok(StatusChanged::Changed)
        })?;
        if done == StatusChanged::Changed {
            tracing::info!(certificate = %id, change = asked.name(), "changed a certificate's status");
        }
        Ok(done)
    }
}

fn audit_event(event: &StatusEvent) -> NewAuditEvent {
    let action = match event.change {
        StatusChange::Revoked => AuditAction::CertificateRevoked,
        StatusChange::Suspended => AuditAction::CertificateSuspended,
        StatusChange::Reinstated => AuditAction::CertificateReinstated,
    };
    NewAuditEvent::new(&*event.actor, action, event.credential, &*event.reason)
}
