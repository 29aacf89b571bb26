//! The issuer's keys, as `/.well-known/did.json` and `/.well-known/jwks.json` publish them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use thiserror::Error;

use crate::datetime::DateTime;
use crate::key::{PublicKey, VerificationMethod};
use crate::log::LogKey;
use crate::strict_json::{self, StrictJsonError};
use crate::web::Did;

/// The most bytes of a published DID document: one public resolver reads no more.
pub const MAX_DID_DOCUMENT: usize = 8_191;

/// The type of the service that names the transparency log.
const LOG_SERVICE: &str = "TransparencyLog";

/// An issuer's identifier and every key it has signed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuerKeys {
    did: Did,
    keys: Vec<IssuerKey>,
    log: Option<LogKey>,
}

/// A key and when it may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IssuerKey {
    /// The key.
    pub key: PublicKey,
    /// Proofs dated earlier aren't this key's; `None` is without limit (a DID document doesn't say).
    pub since: Option<DateTime>,
    /// When the key was retired: proofs dated earlier stay good.
    pub retired: Option<DateTime>,
    /// Since when others may have had the key: no proof of it can be believed by its date any more.
    pub compromised: Option<Compromise>,
}

/// What is known of a key's compromise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compromise {
    /// Since when others may have had the key.
    pub at: DateTime,
    /// How many entries the transparency log had then: certificates among these are the issuer's own whatever their
    /// proofs' key has gone through, for the log can't be rewritten with it. `None` saves none.
    pub log_size: Option<u64>,
}

/// What an issuer's document says of a key at a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyStanding {
    /// The key was in use.
    InUse,
    /// The document has no such key.
    Unknown,
    /// The date is before the key was made.
    TooEarly,
    /// The date is after the key was retired.
    Retired,
    /// The key is compromised; certificates among so many first entries of the log are good all the same.
    Compromised(Option<u64>),
}

/// Why a DID document was refused.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum DidDocumentError {
    /// Not JSON, or with a key twice.
    #[error(transparent)]
    Json(#[from] StrictJsonError),
    /// Larger than [`MAX_DID_DOCUMENT`].
    #[error("the DID document is larger than {MAX_DID_DOCUMENT} bytes")]
    TooLarge,
    /// A member that this crate reads is missing or malformed.
    #[error("the DID document isn't well formed: {0}")]
    Shape(String),
    /// An `assertionMethod` names a key that the document doesn't describe as the issuer's own.
    #[error("the DID document's method {0} isn't described as the issuer's own Multikey")]
    Method(String),
}

impl IssuerKey {
    /// A key in use, without limits.
    #[must_use]
    pub fn new(key: PublicKey) -> Self {
        Self {
            key,
            since: None,
            retired: None,
            compromised: None,
        }
    }

    fn standing_at(&self, created: Timestamp) -> KeyStanding {
        if let Some(compromise) = self.compromised {
            KeyStanding::Compromised(compromise.log_size)
        } else if self.since.is_some_and(|since| created < since.timestamp()) {
            KeyStanding::TooEarly
        } else if self.retired.is_some_and(|retired| created >= retired.timestamp()) {
            KeyStanding::Retired
        } else {
            KeyStanding::InUse
        }
    }
}

impl IssuerKeys {
    /// An issuer with its keys.
    #[must_use]
    pub fn new(did: Did, keys: Vec<IssuerKey>) -> Self {
        Self { did, keys, log: None }
    }

    /// Adds the transparency log that the issuer writes its certificates in.
    #[must_use]
    pub fn with_log(mut self, log: LogKey) -> Self {
        self.log = Some(log);
        self
    }

    /// The issuer's transparency log.
    #[must_use]
    pub fn log(&self) -> Option<&LogKey> {
        self.log.as_ref()
    }

    /// The issuer's identifier.
    #[must_use]
    pub fn did(&self) -> &Did {
        &self.did
    }

    /// The keys.
    #[must_use]
    pub fn keys(&self) -> &[IssuerKey] {
        &self.keys
    }

    /// Whether the key was the issuer's at a date.
    #[must_use]
    pub fn standing(&self, key: &PublicKey, created: DateTime) -> KeyStanding {
        self.keys
            .iter()
            .find(|entry| entry.key == *key)
            .map_or(KeyStanding::Unknown, |entry| {
                entry.standing_at(created.timestamp())
            })
    }

    /// The DID document (`application/did+json`).
    ///
    /// A retired key stays with its `expires` date; a compromised one is described as `revoked` and leaves
    /// `assertionMethod`. Fails with [`DidDocumentError::TooLarge`] when the keys no longer fit.
    pub fn did_document(&self) -> Result<String, DidDocumentError> {
        let id = |key: &IssuerKey| VerificationMethod::new(self.did.clone(), key.key).to_string();
        let methods: Vec<Value> = self
            .keys
            .iter()
            .map(|key| {
                let mut method = json!({
                    "id": id(key),
                    "type": "Multikey",
                    "controller": self.did,
                    "publicKeyMultibase": key.key,
                });
                if let Some(retired) = key.retired {
                    method["expires"] = json!(retired);
                }
                if let Some(compromise) = key.compromised {
                    method["revoked"] = json!(compromise.at);
                    if let Some(size) = compromise.log_size {
                        method["revokedAtLogSize"] = json!(size.to_string());
                    }
                }
                method
            })
            .collect();
        let asserting: Vec<String> = self
            .keys
            .iter()
            .filter(|key| key.compromised.is_none())
            .map(id)
            .collect();
        let mut document = json!({
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
            "id": self.did,
            "verificationMethod": methods,
            "assertionMethod": asserting,
        });
        if let Some(log) = &self.log {
            document["service"] = json!([{
                "id": format!("{}#log", self.did),
                "type": LOG_SERVICE,
                "serviceEndpoint": { "origin": log.name(), "publicKeyMultibase": log.key() },
            }]);
        }
        let document = document.to_string();
        if document.len() > MAX_DID_DOCUMENT {
            Err(DidDocumentError::TooLarge)
        } else {
            Ok(document)
        }
    }

    /// Reads a DID document; members that this crate doesn't use are passed over.
    ///
    /// A key counts if `assertionMethod` names it, its controller is the document's subject, and its id is that subject,
    /// `#` and the key itself. A described key that `assertionMethod` doesn't name counts only if `revoked`.
    pub fn from_did_document(bytes: &[u8]) -> Result<Self, DidDocumentError> {
        if bytes.len() > MAX_DID_DOCUMENT {
            return Err(DidDocumentError::TooLarge);
        }
        let document: Document = serde_json::from_value(strict_json::parse(bytes)?)
            .map_err(|error| DidDocumentError::Shape(error.to_string()))?;
        let mut keys = Vec::new();
        for method in &document.verification_method {
            let asserts = document.assertion_method.contains(&method.id);
            if !asserts && method.revoked.is_none() {
                continue;
            }
            let named = method.id.parse::<VerificationMethod>().ok().filter(|named| {
                method.r#type == "Multikey"
                    && method.controller == document.id.as_str()
                    && *named.did() == document.id
                    && named.key().to_string() == method.public_key_multibase
            });
            let named = named.ok_or_else(|| DidDocumentError::Method(method.id.clone()))?;
            keys.push(IssuerKey {
                key: *named.key(),
                since: None,
                retired: method.expires,
                compromised: method.revoked.map(|at| Compromise {
                    at,
                    log_size: method
                        .revoked_at_log_size
                        .as_ref()
                        .and_then(|size| size.parse().ok()),
                }),
            });
        }
        let described = |id: &String| document.verification_method.iter().any(|method| method.id == *id);
        if let Some(missing) = document.assertion_method.iter().find(|id| !described(id)) {
            return Err(DidDocumentError::Method(missing.clone()));
        }
        let mut seen = Vec::new();
        for key in &keys {
            if seen.contains(&key.key.to_bytes()) {
                return Err(DidDocumentError::Shape("a key is described twice".to_owned()));
            }
            seen.push(key.key.to_bytes());
        }
        let log = document.log()?;
        Ok(Self {
            did: document.id,
            keys,
            log,
        })
    }

    /// The JSON Web Key Set (RFC 7517, RFC 8037) of the keys that aren't compromised.
    #[must_use]
    pub fn jwks(&self) -> String {
        let keys: Vec<Value> = self
            .keys
            .iter()
            .filter(|key| key.compromised.is_none())
            .map(|key| {
                json!({
                    "kty": "OKP",
                    "crv": "Ed25519",
                    "use": "sig",
                    "alg": "EdDSA",
                    "kid": VerificationMethod::new(self.did.clone(), key.key),
                    "x": URL_SAFE_NO_PAD.encode(key.key.to_bytes()),
                })
            })
            .collect();
        json!({ "keys": keys }).to_string()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    id: Did,
    #[serde(default)]
    verification_method: Vec<Method>,
    #[serde(default)]
    assertion_method: Vec<String>,
    #[serde(default)]
    service: Vec<Service>,
}

impl Document {
    /// The transparency log of the first service that is one.
    fn log(&self) -> Result<Option<LogKey>, DidDocumentError> {
        let Some(service) = self.service.iter().find(|service| service.r#type == LOG_SERVICE) else {
            return Ok(None);
        };
        let malformed = |problem: &str| DidDocumentError::Shape(format!("the log's service: {problem}"));
        let endpoint: LogEndpoint = serde_json::from_value(service.service_endpoint.clone())
            .map_err(|error| malformed(&error.to_string()))?;
        LogKey::named(&endpoint.origin, endpoint.public_key_multibase)
            .map(Some)
            .ok_or_else(|| malformed("a name that checkpoints can't have"))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Service {
    r#type: String,
    service_endpoint: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LogEndpoint {
    origin: String,
    public_key_multibase: PublicKey,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Method {
    id: String,
    r#type: String,
    controller: String,
    public_key_multibase: String,
    expires: Option<DateTime>,
    revoked: Option<DateTime>,
    revoked_at_log_size: Option<String>,
}
