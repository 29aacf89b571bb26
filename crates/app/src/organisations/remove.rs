//! Removing organisations.

use spyrales_core::id::OrganisationId;
use spyrales_core::organisation::{self, Kept, describe};
use spyrales_core::store::{AuditAction, NewAuditEvent, StoreError};

use super::UnknownOrganisation;
use crate::App;
use crate::transaction::{transaction, use_case_errors};

/// An organisation isn't removed.
#[derive(Debug, thiserror::Error)]
pub enum RemoveOrganisationError {
    /// It has members and no heir, or is to become part of itself.
    #[error(transparent)]
    Kept(#[from] Kept),
    /// There is no such organisation.
    #[error(transparent)]
    Unknown(#[from] UnknownOrganisation),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(RemoveOrganisationError);

impl App {
    /// Removes an organisation without members, on record; or makes it part of another, which gets its members and its
    /// establishments.
    pub async fn remove_organisation(
        &self,
        actor: &str,
        id: OrganisationId,
        heir: Option<OrganisationId>,
    ) -> Result<(), RemoveOrganisationError> {
        let now = self.clock.now();
        transaction!(self.store, "remove_organisation", RemoveOrganisationError, |tx| {
            let gone = tx.organisation(id).await?.ok_or(UnknownOrganisation(id))?;
            organisation::remove(id, tx.count_members(id).await?, heir)?;
            let detail = match heir {
                None => describe(&gone),
                Some(heir) => {
                    let there = tx.organisation(heir).await?.ok_or(UnknownOrganisation(heir))?;
                    tx.move_organisation(id, heir).await?;
                    format!("{} → {}", describe(&gone), describe(&there))
                }
            };
            tx.delete_organisation(id).await?;
            let event = NewAuditEvent::new(actor, AuditAction::OrganisationRemoved, id, detail);
            tx.record_event(&event, now).await?;
            Ok(())
        })
    }
}
