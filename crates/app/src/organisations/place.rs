//! Who belongs to which organisation.

use jiff::Timestamp;
use spyrales_core::id::{OrganisationId, UserId};
use spyrales_core::organisation::{self, Placing, invented_name, numbered_name};
use spyrales_core::siret::Siret;
use spyrales_core::store::{
    AuditAction, LiveUser, NewAuditEvent, NewOrganisation, NotLive, Organisation, PlacedBy, StoreError, Tx,
};

use super::{UnknownOrganisation, save};
use crate::App;
use crate::accounts::live;
use crate::transaction::{transaction, use_case_errors};

/// Who is on record for what a sign-in through a provider did.
const SIGN_IN: &str = "sign-in";

/// An administrator puts a person nowhere else.
#[derive(Debug, thiserror::Error)]
pub enum PlaceMemberError {
    /// There is no such account, or it is closed.
    #[error(transparent)]
    NotLive(#[from] NotLive),
    /// There is no such organisation.
    #[error(transparent)]
    UnknownOrganisation(#[from] UnknownOrganisation),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// It isn't noted where a person belongs who signs in.
#[derive(Debug, thiserror::Error)]
pub enum PlaceArrivalError {
    /// There is no such account, or it is closed.
    #[error(transparent)]
    NotLive(#[from] NotLive),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(PlaceMemberError, PlaceArrivalError);

impl App {
    /// Puts a person into an organisation, or into none, on record.
    pub async fn place_member(
        &self,
        actor: &str,
        user: UserId,
        organisation: Option<OrganisationId>,
    ) -> Result<(), PlaceMemberError> {
        let now = self.clock.now();
        transaction!(self.store, "place_member", PlaceMemberError, |tx| {
            let member = live::<PlaceMemberError>(&mut *tx, user).await?;
            let after = match organisation {
                None => None,
                Some(id) => Some(tx.organisation(id).await?.ok_or(UnknownOrganisation(id))?),
            };
            let before = tx.membership(user).await?;
            let placing = organisation::place(before.as_ref(), organisation, PlacedBy::Administrator, now);
            if placing == Placing::Unchanged {
                return Ok(());
            }
            place(&mut *tx, &member, placing, PlacedBy::Administrator).await?;
            let name = |organisation: Option<&Organisation>| {
                organisation.map_or("–".to_owned(), |organisation| organisation.name.clone())
            };
            let there = before.as_ref().map(|membership| &membership.organisation);
            let detail = format!("{} → {}", name(there), name(after.as_ref()));
            let event = NewAuditEvent::new(actor, AuditAction::MemberPlaced, user, detail);
            tx.record_event(&event, now).await?;
            Ok(())
        })
    }

    /// Puts a person into the organisation of an establishment, on the word of the provider that they came from. Where
    /// there is none, it is made, on record, with the provider's label as its name; where that is taken, with the
    /// establishment's number behind it.
    pub async fn place_arrival(
        &self,
        user: UserId,
        siret: &Siret,
        label: Option<&str>,
    ) -> Result<Organisation, PlaceArrivalError> {
        let now = self.clock.now();
        let id = self.rng.with(|rng| OrganisationId::new(now, rng));
        transaction!(self.store, "place_arrival", PlaceArrivalError, |tx| {
            let member = live::<PlaceArrivalError>(&mut *tx, user).await?;
            let employer = employer(&mut *tx, id, siret, label, now).await?;
            let before = tx.membership(user).await?;
            let placing = organisation::place(before.as_ref(), Some(employer.id), PlacedBy::Provider, now);
            place(&mut *tx, &member, placing, PlacedBy::Provider).await?;
            Ok(employer)
        })
    }
}

/// The organisation of an establishment; it is made where there is none.
async fn employer(
    tx: &mut dyn Tx,
    id: OrganisationId,
    siret: &Siret,
    label: Option<&str>,
    now: Timestamp,
) -> Result<Organisation, StoreError> {
    let known = tx.organisation_with_siret(siret).await?;
    if let Some(known) = known {
        return Ok(known);
    }
    let invented = invented_name(label, siret);
    let holder = tx.organisation_named(&invented).await?;
    let new = NewOrganisation {
        id,
        name: match holder {
            None => invented,
            Some(_) => numbered_name(&invented, siret),
        },
        sirets: vec![siret.clone()],
    };
    save::insert(tx, &new, SIGN_IN, now).await
}

async fn place(tx: &mut dyn Tx, member: &LiveUser, placing: Placing, by: PlacedBy) -> Result<(), StoreError> {
    match placing {
        Placing::Unchanged => Ok(()),
        Placing::Leave => tx.delete_membership(member.id()).await,
        Placing::Join(organisation, since) => tx.put_membership(member, organisation, by, since).await,
    }
}
