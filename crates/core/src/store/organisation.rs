//! Who employs the people of the service.
//!
//! A person belongs to one organisation at most. It's for running the service and for counting heads: what somebody
//! can do is theirs, and no organisation sees it.

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
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

/// What adding or changing an organisation did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrganisationSaved {
    /// It's as was asked, on record.
    Saved(Organisation),
    /// This one has the name: nothing was written.
    NameTaken(Organisation),
    /// This one has the establishment: nothing was written.
    SiretTaken(Siret, Organisation),
    /// There is no such organisation.
    Unknown,
}

/// What removing an organisation did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganisationRemoved {
    /// It's gone, on record.
    Removed,
    /// It has so many members, and nobody said where they go: nothing was written.
    HasMembers(u64),
    /// There is no such organisation, or none to go to.
    Unknown,
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

/// What placing a person did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    /// They are where they were put, on record.
    Placed,
    /// They were there: nothing was written.
    Unchanged,
    /// There is no such person or organisation.
    Unknown,
}

/// How many of an organisation's people do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Headcount {
    /// Who belongs to it.
    pub members: u64,
    /// Who has handed something in lately.
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

/// Organisations and their members: reading.
#[async_trait]
pub trait ReadOrganisations: Send {
    /// The organisation with an id.
    async fn organisation(&mut self, id: OrganisationId) -> Result<Option<Organisation>, StoreError>;

    /// The organisation of that very name, however its accents and case are typed, or that has that number.
    async fn organisation_called(&mut self, name_or_siret: &str) -> Result<Option<Organisation>, StoreError>;

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

    /// How many of an organisation's people have handed something in since a time, and so on.
    async fn headcount(&mut self, id: OrganisationId, since: Timestamp) -> Result<Headcount, StoreError>;
}

/// Organisations and their members: writing.
#[async_trait]
pub trait WriteOrganisations: Send {
    /// Adds an organisation.
    async fn add_organisation(
        &mut self,
        new: NewOrganisation,
        actor: &str,
        now: Timestamp,
    ) -> Result<OrganisationSaved, StoreError>;

    /// Gives an organisation another name, and other establishments instead of those that it has.
    async fn change_organisation(
        &mut self,
        new: NewOrganisation,
        actor: &str,
        now: Timestamp,
    ) -> Result<OrganisationSaved, StoreError>;

    /// Removes an organisation without members; or makes it part of another, which gets its members and its
    /// establishments.
    async fn remove_organisation(
        &mut self,
        id: OrganisationId,
        into: Option<OrganisationId>,
        actor: &str,
        now: Timestamp,
    ) -> Result<OrganisationRemoved, StoreError>;

    /// Puts a person into an organisation, or into none.
    async fn place_member(
        &mut self,
        user: UserId,
        organisation: Option<OrganisationId>,
        actor: &str,
        now: Timestamp,
    ) -> Result<Placed, StoreError>;

    /// Puts a person into the organisation of an establishment, on the word of the provider that they came from. Where
    /// there is none, it's made from `new`, on record; where its name is taken, the establishment's number is added.
    async fn place_arrival(
        &mut self,
        user: UserId,
        siret: &Siret,
        new: NewOrganisation,
        now: Timestamp,
    ) -> Result<Organisation, StoreError>;
}
