//! Who employs the people of the service.
//!
//! A person belongs to one organisation at most. It's for running the service and for counting heads: what somebody
//! can do is theirs, and no organisation sees it.

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
use super::live::LiveUser;
use crate::id::{OrganisationId, UserId};
use crate::siret::Siret;

/// Who employs people: a ministry, a town, a hospital.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name, unique.
    pub name: String,
    /// Its establishments, in ascending order: each belongs to one organisation.
    pub sirets: Vec<Siret>,
    /// Since when it's here.
    pub created: Timestamp,
}

/// An organisation to be added, or what it's to be from now on.
#[derive(Clone, Debug)]
pub struct NewOrganisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name: 1 to [`Self::LONGEST_NAME`] characters.
    pub name: String,
    /// Its establishments.
    pub sirets: Vec<Siret>,
}

impl NewOrganisation {
    /// Characters of a name, at most.
    pub const LONGEST_NAME: usize = 200;

    /// Whether a text can be an organisation's name.
    #[must_use]
    pub fn is_name(text: &str) -> bool {
        text.trim() == text
            && (1..=Self::LONGEST_NAME).contains(&text.chars().count())
            && !text.chars().any(char::is_control)
    }
}

/// Who says that somebody belongs to an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlacedBy {
    /// An administrator.
    Administrator,
    /// The provider that they sign in through; it says so again each time.
    Provider,
}

impl PlacedBy {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Administrator, Self::Provider];

    /// Its name in the store.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Provider => "provider",
        }
    }
}

/// That a person belongs to an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// Which.
    pub organisation: Organisation,
    /// Who says so.
    pub placed_by: PlacedBy,
    /// Since when.
    pub since: Timestamp,
}

/// How many of an organisation's people do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Headcount {
    /// Who belongs to it.
    pub members: u64,
    /// Who has submitted something lately.
    pub active: u64,
    /// Who holds a certificate that is neither revoked nor suspended.
    pub certified: u64,
}

impl Headcount {
    /// A smaller number isn't told: it would say too much of somebody whom the reader knows.
    pub const SMALLEST_TOLD: u64 = 5;

    /// The number, if it may be told.
    #[must_use]
    pub fn told(number: u64) -> Option<u64> {
        Some(number).filter(|number| *number >= Self::SMALLEST_TOLD)
    }
}

/// Reading organisations and their members.
#[async_trait]
pub trait ReadOrganisations: Send {
    /// The organisation with an id.
    async fn organisation(&mut self, id: OrganisationId) -> Result<Option<Organisation>, StoreError>;

    /// The organisation of that very name, however its accents and case are typed.
    async fn organisation_named(&mut self, name: &str) -> Result<Option<Organisation>, StoreError>;

    /// The organisation that an establishment belongs to.
    async fn organisation_with_siret(&mut self, siret: &Siret) -> Result<Option<Organisation>, StoreError>;

    /// Organisations whose name contains all words of a text, or whose number contains it, by name, after a
    /// name, each with the number of its members.
    async fn find_organisations(
        &mut self,
        text: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<(Organisation, u64)>, StoreError>;

    /// Where a person belongs.
    async fn membership(&mut self, user: UserId) -> Result<Option<Membership>, StoreError>;

    /// How many members an organisation has.
    async fn count_members(&mut self, id: OrganisationId) -> Result<u64, StoreError>;

    /// How many of an organisation's people have submitted something since a time, and so on.
    async fn headcount(&mut self, id: OrganisationId, since: Timestamp) -> Result<Headcount, StoreError>;
}

/// Writing organisations and their members.
#[async_trait]
pub trait WriteOrganisations: Send {
    /// Inserts an organisation with its establishments.
    async fn insert_organisation(&mut self, new: &NewOrganisation, now: Timestamp) -> Result<(), StoreError>;

    /// Writes an organisation's name, and its establishments in the place of those that it has.
    async fn update_organisation(&mut self, new: &NewOrganisation) -> Result<(), StoreError>;

    /// Gives an organisation's members and establishments to another.
    async fn move_organisation(&mut self, from: OrganisationId, to: OrganisationId)
    -> Result<(), StoreError>;

    /// Deletes an organisation without members, and its establishments.
    async fn delete_organisation(&mut self, id: OrganisationId) -> Result<(), StoreError>;

    /// Writes where a person belongs, in the place of what is there.
    async fn put_membership(
        &mut self,
        member: &LiveUser,
        organisation: OrganisationId,
        placed_by: PlacedBy,
        since: Timestamp,
    ) -> Result<(), StoreError>;

    /// Deletes that a person belongs to an organisation.
    async fn delete_membership(&mut self, user: UserId) -> Result<(), StoreError>;
}
