//! Organisations, and who belongs to them.

mod place;
mod remove;
mod save;

use spyrales_core::id::OrganisationId;
use spyrales_core::store::{Organisation, Reader, StoreError};

use crate::App;

pub use place::{PlaceArrivalError, PlaceMemberError};
pub use remove::RemoveOrganisationError;
pub use save::SaveOrganisationError;

/// There is no such organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no organisation {0}")]
pub struct UnknownOrganisation(pub OrganisationId);

impl App {
    /// The organisation of that very name, however its accents and case are typed, or that has that number.
    pub async fn organisation_called(&self, name_or_siret: &str) -> Result<Option<Organisation>, StoreError> {
        let mut reader = self.store.reader().await?;
        called(&mut *reader, name_or_siret).await
    }
}

async fn called(reader: &mut dyn Reader, name_or_siret: &str) -> Result<Option<Organisation>, StoreError> {
    match name_or_siret.parse() {
        Ok(siret) => reader.organisation_with_siret(&siret).await,
        Err(_) => reader.organisation_named(name_or_siret).await,
    }
}
