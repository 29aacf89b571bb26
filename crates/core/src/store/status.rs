//! Revocation and suspension: what was done to certificates, by whom and why.

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::StoreError;
use crate::id::{CredentialId, UserId};

/// What can be done to a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StatusChange {
    /// Withdrawn for good.
    Revoked,
    /// Withdrawn for a time.
    Suspended,
    /// No longer suspended.
    Reinstated,
}

impl StatusChange {
    /// Its name in the store and in the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Revoked => "revoked",
            Self::Suspended => "suspended",
            Self::Reinstated => "reinstated",
        }
    }

    /// The change with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Revoked, Self::Suspended, Self::Reinstated]
            .into_iter()
            .find(|change| change.name() == name)
    }
}

/// What was done to a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusEvent {
    /// To which.
    pub credential: CredentialId,
    /// What.
    pub change: StatusChange,
    /// Why, for the holder: 1 to 1,000 characters.
    pub reason: String,
    /// Who did it: an account's name, or the command line.
    pub actor: String,
    /// When.
    pub at: Timestamp,
}

impl StatusEvent {
    /// Characters of a reason, at most.
    pub const LONGEST_REASON: usize = 1000;

    /// A reason without the blanks around it; nothing when it is empty or too long.
    #[must_use]
    pub fn reason(text: &str) -> Option<&str> {
        let text = text.trim();
        (1..=Self::LONGEST_REASON)
            .contains(&text.chars().count())
            .then_some(text)
    }
}

/// A position in the status lists of both purposes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusPlace {
    /// The number of the list, from 1.
    pub list: u32,
    /// The position in it.
    pub position: u32,
}

/// How far a status list is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusListUse {
    /// The number of the list, from 1.
    pub list: u32,
    /// How many of its positions are taken.
    pub taken: u32,
}

/// Reading statuses and the lists that publish them.
#[async_trait]
pub trait ReadStatuses: Send {
    /// What was done to a certificate, oldest first. The last event is its status.
    async fn status_events(&mut self, credential: CredentialId) -> Result<Vec<StatusEvent>, StoreError>;

    /// What was done to a person's certificates, newest first.
    async fn status_events_of(&mut self, user: UserId) -> Result<Vec<StatusEvent>, StoreError>;

    /// The highest number of a list; at least 1.
    async fn status_lists(&mut self) -> Result<u32, StoreError>;

    /// The list with the highest number, if a position of one is taken.
    async fn last_status_list(&mut self) -> Result<Option<StatusListUse>, StoreError>;

    /// Whether a position is taken.
    async fn status_place_is_taken(&mut self, place: StatusPlace) -> Result<bool, StoreError>;

    /// The positions in a list of certificates whose status is this one.
    async fn status_positions(&mut self, list: u32, status: StatusChange) -> Result<Vec<u32>, StoreError>;

    /// A number that rises with each change: what was published of an earlier one is out of date.
    async fn status_version(&mut self) -> Result<u64, StoreError>;
}

/// Writing statuses.
#[async_trait]
pub trait WriteStatuses: Send {
    /// Gives a certificate a position; false when another has it.
    async fn insert_status_place(
        &mut self,
        credential: CredentialId,
        place: StatusPlace,
    ) -> Result<bool, StoreError>;

    /// Adds what was done to a certificate.
    async fn insert_status_event(&mut self, event: &StatusEvent) -> Result<(), StoreError>;
}
