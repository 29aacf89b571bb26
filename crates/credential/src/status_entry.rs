//! Where a certificate's revocation and suspension are looked up.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::literal::{fixed_string, string_form};
use crate::web::{Origin, Url};

fixed_string! {
    /// The class of a status entry (Bitstring Status List v1.0).
    StatusEntryType = "BitstringStatusListEntry"
}

/// What a status list says of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StatusPurpose {
    /// Withdrawn for good.
    Revocation,
    /// Withdrawn for a time.
    Suspension,
}

/// One bit of one status list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct StatusEntry {
    id: Url,
    r#type: StatusEntryType,
    status_purpose: StatusPurpose,
    status_list_index: StatusIndex,
    status_list_credential: Url,
}

/// A position in a status list, written as a decimal string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatusIndex(u32);

/// The text isn't a position.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("a status index is a whole number without a leading zero")]
pub struct StatusIndexError;

/// A bit that a certificate was given: the number of the list and the position in it.
///
/// Positions are drawn at random by whoever keeps the lists, so that neighbours say nothing of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusSlot {
    /// The number of the list, from 1.
    pub list: u32,
    /// The position in the list.
    pub index: u32,
}

impl StatusPurpose {
    /// The word in addresses and documents.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Revocation => "revocation",
            Self::Suspension => "suspension",
        }
    }

    /// The address of a list of this purpose.
    #[must_use]
    pub fn list_url(self, origin: &Origin, list: u32) -> Url {
        origin.url(&format!("/status/{}/{list}", self.as_str()))
    }
}

impl StatusEntry {
    pub(crate) fn new(origin: &Origin, purpose: StatusPurpose, slot: StatusSlot) -> Self {
        let path = format!("/status/{}/{}", purpose.as_str(), slot.list);
        Self {
            id: origin.url(&format!("{path}#{}", slot.index)),
            r#type: StatusEntryType,
            status_purpose: purpose,
            status_list_index: StatusIndex(slot.index),
            status_list_credential: origin.url(&path),
        }
    }

    /// What the bit says.
    #[must_use]
    pub fn purpose(&self) -> StatusPurpose {
        self.status_purpose
    }

    /// The position in the list.
    #[must_use]
    pub fn index(&self) -> StatusIndex {
        self.status_list_index
    }

    /// The address of the list.
    #[must_use]
    pub fn list(&self) -> &Url {
        &self.status_list_credential
    }

    /// Whether the entry's id is its list and its position.
    pub(crate) fn is_consistent(&self) -> bool {
        self.id.as_str() == format!("{}#{}", self.status_list_credential, self.status_list_index)
    }
}

impl StatusIndex {
    /// The position as a number.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0
    }
}

impl From<u32> for StatusIndex {
    fn from(position: u32) -> Self {
        Self(position)
    }
}

impl FromStr for StatusIndex {
    type Err = StatusIndexError;

    fn from_str(text: &str) -> Result<Self, StatusIndexError> {
        let index = Self(text.parse().map_err(|_| StatusIndexError)?);
        if index.to_string() == text {
            Ok(index)
        } else {
            Err(StatusIndexError)
        }
    }
}

impl fmt::Display for StatusIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

string_form!(StatusIndex);
