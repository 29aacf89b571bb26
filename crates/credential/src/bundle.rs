//! The offline bundle: a certificate with all that it takes to verify it, in one file.

use serde_json::{Map, Value, json};
use thiserror::Error;

use crate::achievement::Achievement;
use crate::canonical::bundled_contexts;
use crate::closed;
use crate::did::{DidDocumentError, IssuerKeys};
use crate::log::{LogProof, LogProofError};
use crate::status_list::StatusListAnswer;
use crate::strict_json::{self, StrictJsonError};
use crate::verify::VerificationContext;
use crate::web::Url;

/// The name and version of the format: a later one has another number.
const FORMAT: &str = "spyrales-offline-bundle/1";

/// The most bytes of a bundle: three documents of 64 KiB, the contexts, and room to spare.
pub const MAX_BUNDLE: usize = 512 * 1024;

/// A certificate, its issuer's DID document, both status lists, its place in the log and the contexts.
///
/// Verifies with no network, and after the issuer's host is gone. What is inside proves itself by signatures but for one
/// thing: that the DID document is the issuer's. A verifier who kept that document, or only its keys, compares.
#[derive(Clone, Debug, PartialEq)]
pub struct Bundle {
    /// The certificate, with its proofs.
    pub credential: Value,
    /// The issuer's DID document.
    pub did_document: Value,
    /// The status lists that the certificate names, as published when the bundle was made.
    pub status_lists: Vec<Value>,
    /// The certificate's place in the transparency log.
    pub log_proof: Option<LogProof>,
    /// The achievement as its address publishes it.
    pub achievement: Option<Achievement>,
}

/// Why a bundle was refused.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum BundleError {
    /// Not JSON, or too large.
    #[error(transparent)]
    Json(#[from] StrictJsonError),
    /// Not a bundle.
    #[error("the file isn't an offline bundle of the format {FORMAT}: {0}")]
    Shape(&'static str),
    /// The log's proof is malformed.
    #[error(transparent)]
    LogProof(#[from] LogProofError),
}

impl Bundle {
    /// The file (`application/json`).
    #[must_use]
    pub fn to_json(&self) -> String {
        // Unwrap safety: the contexts are JSON, which a test of theirs and every verification shows.
        let contexts: Map<String, Value> = bundled_contexts()
            .iter()
            .map(|context| {
                let parsed = serde_json::from_slice(context.bytes).expect("a bundled context is JSON");
                (context.url.to_owned(), parsed)
            })
            .collect();
        let mut bundle = json!({
            "format": FORMAT,
            "credential": self.credential,
            "didDocument": self.did_document,
            "statusLists": self.status_lists,
            "contexts": contexts,
        });
        if let Some(proof) = &self.log_proof {
            bundle["logProof"] = json!(proof.to_string());
        }
        if let Some(achievement) = &self.achievement {
            bundle["achievement"] = json!(achievement);
        }
        bundle.to_string()
    }

    /// Reads a bundle. Its parts are checked when the certificate is verified; its contexts are for other verifiers.
    pub fn from_json(bytes: &[u8]) -> Result<Self, BundleError> {
        Self::from_value(strict_json::parse_up_to(MAX_BUNDLE, bytes)?)
    }

    /// Whether JSON says of itself that it is a bundle.
    pub(crate) fn is_claimed_by(value: &Value) -> bool {
        value.get("format").and_then(Value::as_str) == Some(FORMAT)
    }

    /// Reads a bundle that is parsed already.
    pub(crate) fn from_value(bundle: Value) -> Result<Self, BundleError> {
        let Value::Object(mut bundle) = bundle else {
            return Err(BundleError::Shape("not an object"));
        };
        if bundle.remove("format").as_ref().and_then(Value::as_str) != Some(FORMAT) {
            return Err(BundleError::Shape("no such `format`"));
        }
        bundle.remove("contexts");
        let credential = bundle
            .remove("credential")
            .ok_or(BundleError::Shape("no `credential`"))?;
        let did_document = bundle
            .remove("didDocument")
            .ok_or(BundleError::Shape("no `didDocument`"))?;
        let status_lists = match bundle.remove("statusLists") {
            Some(Value::Array(lists)) if lists.len() <= 2 => lists,
            None => Vec::new(),
            Some(_) => return Err(BundleError::Shape("`statusLists` isn't a list of two at most")),
        };
        let log_proof = match bundle.remove("logProof") {
            Some(Value::String(text)) => Some(text.parse()?),
            None => None,
            Some(_) => return Err(BundleError::Shape("`logProof` isn't a text")),
        };
        let achievement = bundle
            .remove("achievement")
            .map(|achievement| closed::read(&achievement))
            .transpose()
            .map_err(|_| BundleError::Shape("`achievement` isn't one"))?;
        if !bundle.is_empty() {
            return Err(BundleError::Shape("a member that bundles don't have"));
        }
        Ok(Self {
            credential,
            did_document,
            status_lists,
            log_proof,
            achievement,
        })
    }

    /// The certificate's bytes, to be verified.
    #[must_use]
    pub fn certificate(&self) -> Vec<u8> {
        self.credential.to_string().into_bytes()
    }

    /// The keys that the bundle says are the issuer's.
    pub fn claimed_keys(&self) -> Result<IssuerKeys, DidDocumentError> {
        IssuerKeys::from_did_document(self.did_document.to_string().as_bytes())
    }
}

impl VerificationContext {
    /// Adds what a bundle brings, but not its issuer's keys: who they are from isn't the bundle's to say.
    #[must_use]
    pub fn with_bundle(mut self, bundle: &Bundle) -> Self {
        for list in &bundle.status_lists {
            let url = list
                .get("id")
                .and_then(Value::as_str)
                .and_then(|id| id.parse::<Url>().ok());
            if let Some(url) = url {
                self = self.with_status_list(url, StatusListAnswer::Document(list.to_string().into_bytes()));
            }
        }
        if let Some(proof) = &bundle.log_proof {
            self = self.with_log_proof(proof.clone());
        }
        if let Some(achievement) = &bundle.achievement {
            self = self.with_achievement(achievement.clone());
        }
        self
    }
}
