//! What a provider says of itself (OpenID Connect Discovery 1.0).

use jiff::Timestamp;
use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType,
    CoreSubjectIdentifierType,
};
use openidconnect::{AdditionalProviderMetadata, EndSessionUrl, IssuerUrl, ProviderMetadata};
use serde::{Deserialize, Serialize};

use crate::failure::{Failure, chain};
use crate::http::Http;

/// What is taken from the document beyond OpenID Connect's core.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct More {
    /// RP-Initiated Logout 1.0, section 2.1.
    end_session_endpoint: Option<EndSessionUrl>,
    /// RFC 8414, section 2; missing when the provider doesn't know PKCE.
    #[serde(default)]
    code_challenge_methods_supported: Vec<String>,
}

impl AdditionalProviderMetadata for More {}

pub(crate) type Metadata = ProviderMetadata<
    More,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// What a provider said of itself, and when.
pub(crate) struct Known {
    pub(crate) metadata: Metadata,
    pub(crate) since: Timestamp,
}

impl Known {
    pub(crate) fn fetch(issuer: &IssuerUrl, http: &Http, now: Timestamp) -> Result<Self, Failure> {
        let metadata =
            Metadata::discover(issuer, http).map_err(|error| Failure::Unavailable(chain(&error)))?;
        Ok(Self { metadata, since: now })
    }

    /// Whether the provider takes PKCE with SHA-256. It isn't tried where it isn't announced: ProConnect refuses
    /// parameters that it doesn't document, and the client's secret protects the code already.
    pub(crate) fn takes_pkce(&self) -> bool {
        let methods = &self
            .metadata
            .additional_metadata()
            .code_challenge_methods_supported;
        methods.iter().any(|method| method == "S256")
    }

    pub(crate) fn end_session(&self) -> Option<EndSessionUrl> {
        self.metadata.additional_metadata().end_session_endpoint.clone()
    }
}
