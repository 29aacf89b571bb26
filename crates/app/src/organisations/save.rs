//! Adding and changing organisations.

use jiff::Timestamp;
use spyrales_core::id::OrganisationId;
use spyrales_core::organisation::{self, Taken, describe};
use spyrales_core::siret::Siret;
use spyrales_core::store::{AuditAction, NewAuditEvent, NewOrganisation, Organisation, StoreError, Tx};

use super::UnknownOrganisation;
use crate::App;
use crate::transaction::{transaction, use_case_errors};

/// An organisation isn't added or changed.
#[derive(Debug, thiserror::Error)]
pub enum SaveOrganisationError {
    /// This can't be its name.
    #[error("{0:?} can't be an organisation's name; hint: 1 to {most} characters", most = NewOrganisation::LONGEST_NAME)]
    Name(String),
    /// Another organisation has what it is to have.
    #[error(transparent)]
    Taken(#[from] Taken),
    /// There is no such organisation.
    #[error(transparent)]
    Unknown(#[from] UnknownOrganisation),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(SaveOrganisationError);

impl App {
    /// Adds an organisation, on record.
    pub async fn add_organisation(
        &self,
        actor: &str,
        name: &str,
        sirets: Vec<Siret>,
    ) -> Result<Organisation, SaveOrganisationError> {
        let now = self.clock.now();
        let id = self.rng.with(|rng| OrganisationId::new(now, rng));
        let new = checked(id, name, sirets)?;
        transaction!(self.store, "add_organisation", SaveOrganisationError, |tx| {
            check_free(&mut *tx, &new).await?;
            Ok(insert(&mut *tx, &new, actor, now).await?)
        })
    }

    /// Gives an organisation another name, and other establishments in the place of those that it has, on record.
    pub async fn change_organisation(
        &self,
        actor: &str,
        id: OrganisationId,
        name: &str,
        sirets: Vec<Siret>,
    ) -> Result<Organisation, SaveOrganisationError> {
        let now = self.clock.now();
        let new = checked(id, name, sirets)?;
        transaction!(self.store, "change_organisation", SaveOrganisationError, |tx| {
            let before = tx.organisation(id).await?.ok_or(UnknownOrganisation(id))?;
            check_free(&mut *tx, &new).await?;
            let after = Organisation {
                id,
                name: new.name.clone(),
                sirets: new.sirets.clone(),
                created: before.created,
            };
            if after != before {
                tx.update_organisation(&new).await?;
                let detail = format!("{} → {}", describe(&before), describe(&after));
                let event = NewAuditEvent::new(actor, AuditAction::OrganisationChanged, id, detail);
                tx.record_event(&event, now).await?;
            }
            Ok(after)
        })
    }
}

/// An organisation with a name that it can have, and each establishment once.
fn checked(
    id: OrganisationId,
    name: &str,
    mut sirets: Vec<Siret>,
) -> Result<NewOrganisation, SaveOrganisationError> {
    if !NewOrganisation::is_name(name) {
        return Err(SaveOrganisationError::Name(name.to_owned()));
    }
    sirets.sort();
    sirets.dedup();
    Ok(NewOrganisation {
        id,
        name: name.to_owned(),
        sirets,
    })
}

async fn check_free(tx: &mut dyn Tx, new: &NewOrganisation) -> Result<(), SaveOrganisationError> {
    let name = tx.organisation_named(&new.name).await?;
    let mut sirets = Vec::new();
    for siret in &new.sirets {
        let holder = tx.organisation_with_siret(siret).await?;
        sirets.extend(holder.map(|holder| (siret.clone(), holder)));
    }
    Ok(organisation::is_free(new.id, name, sirets)?)
}

/// Inserts an organisation, on record.
pub(super) async fn insert(
    tx: &mut dyn Tx,
    new: &NewOrganisation,
    actor: &str,
    now: Timestamp,
) -> Result<Organisation, StoreError> {
    tx.insert_organisation(new, now).await?;
    let made = tx.organisation(new.id).await?;
    let made = made.ok_or_else(|| StoreError::Corrupt(format!("organisation {}", new.id)))?;
    let event = NewAuditEvent::new(actor, AuditAction::OrganisationMade, made.id, describe(&made));
    tx.record_event(&event, now).await?;
    Ok(made)
}
