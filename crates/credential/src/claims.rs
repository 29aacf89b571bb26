//! Where a file says that it can be looked up, before anything of it is believed.

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::web::{Did, Url};

/// What a certificate file claims of itself: enough to fetch what it is to be verified with, and no more.
///
/// Nothing here is verified. A verifier that fetches claimed addresses must decide which ones it may.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// The certificate's address.
    pub id: Option<Url>,
    /// The issuer.
    pub issuer: Option<Did>,
    /// The achievement's address.
    pub achievement: Option<Url>,
    /// The addresses of the status lists, two at most.
    pub status_lists: Vec<Url>,
    /// The hash that the holder's address is compared with.
    pub identity: Option<String>,
}

impl Claims {
    /// Reads a certificate's members.
    pub(crate) fn of_members(document: &Map<String, Value>) -> Self {
        let text = |member: &str, pointer: &str| document.get(member)?.pointer(pointer)?.as_str();
        let url = |member: &str, pointer: &str| text(member, pointer).and_then(|text| text.parse().ok());
        Self {
            id: url("id", ""),
            issuer: text("issuer", "/id").and_then(|did| did.parse().ok()),
            achievement: url("credentialSubject", "/achievement/id"),
            status_lists: (0..2)
                .filter_map(|at| url("credentialStatus", &format!("/{at}/statusListCredential")))
                .collect(),
            identity: text("credentialSubject", "/identifier/0/identityHash").map(str::to_owned),
        }
    }

    /// The identifier at the end of the certificate's address.
    #[must_use]
    pub fn uuid(&self) -> Option<Uuid> {
        let (_, uuid) = self.id.as_ref()?.as_str().rsplit_once('/')?;
        Uuid::try_parse(uuid).ok()
    }
}
