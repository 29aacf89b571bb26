//! A person who has arrived, as the provider describes them.

use openidconnect::core::CoreGenderClaim;
use openidconnect::{AdditionalClaims, UserInfoClaims};
use serde::{Deserialize, Serialize};

/// Who has arrived, as the provider says it. A claim that isn't stated is `None` or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrival {
    /// Who, for this provider and this service.
    pub subject: String,
    /// First names.
    pub given_name: Option<String>,
    /// The name that they go by.
    pub usual_name: Option<String>,
    /// Where they are reached; nothing when the provider says that it isn't verified.
    pub email: Option<String>,
    /// What they are to the State.
    pub roles: Vec<String>,
    /// The establishment that employs them, by its SIRET; as it's stated, unchecked.
    pub siret: Option<String>,
    /// What the establishment is called.
    pub organization_label: Option<String>,
    /// The ID token, for signing out with.
    pub id_token: String,
}

/// The claims that OpenID Connect doesn't know.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct AgentClaims {
    usual_name: Option<String>,
    #[serde(default)]
    roles: Roles,
    siret: Option<String>,
    organization_label: Option<String>,
}

impl AdditionalClaims for AgentClaims {}

/// A list, or one text with blanks between.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(untagged)]
enum Roles {
    Listed(Vec<String>),
    Written(String),
    Nothing(()),
}

impl Default for Roles {
    fn default() -> Self {
        Self::Nothing(())
    }
}

impl Arrival {
    pub(crate) fn read(claims: &UserInfoClaims<AgentClaims, CoreGenderClaim>, id_token: String) -> Self {
        let stated = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let own = claims.additional_claims();
        let given = claims.given_name().and_then(|names| names.get(None));
        let verified = claims.email_verified() != Some(false);
        Self {
            subject: claims.subject().to_string(),
            given_name: given.and_then(|name| stated(name)),
            usual_name: own.usual_name.as_deref().and_then(stated),
            email: claims
                .email()
                .filter(|_| verified)
                .and_then(|email| stated(email)),
            roles: match &own.roles {
                Roles::Listed(roles) => roles.clone(),
                Roles::Written(text) => text.split_whitespace().map(str::to_owned).collect(),
                Roles::Nothing(()) => Vec::new(),
            },
            siret: own.siret.as_deref().and_then(stated),
            organization_label: own.organization_label.as_deref().and_then(stated),
            id_token,
        }
    }

    /// First name and name, as far as they are stated.
    #[must_use]
    pub fn full_name(&self) -> Option<String> {
        let parts: Vec<&str> = [&self.given_name, &self.usual_name]
            .into_iter()
            .filter_map(Option::as_deref)
            .collect();
        Some(parts.join(" ")).filter(|name| !name.is_empty())
    }
}
