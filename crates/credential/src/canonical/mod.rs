//! Canonical forms and what a signature is made over.

mod contexts;
mod direct;
mod jcs;
mod rdfc;
mod vocabulary;
mod work;

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod vectors;

use serde_json::Value;
use thiserror::Error;

pub use contexts::{BundledContext, bundled_contexts};
pub use jcs::jcs;
pub use rdfc::canonical_n_quads;
pub(crate) use rdfc::drops_terms;

use crate::digest::sha256;
use crate::fuel::{Fuel, OutOfFuel};
use crate::proof::Cryptosuite;

/// The contexts of a certificate, in order: credentials v2, Open Badges 3.0.3, and its extensions.
///
/// Without the third, JSON-LD processors in safe mode refuse `1EdTechJsonSchemaValidator2019`.
pub const CERTIFICATE_CONTEXTS: [&str; 3] = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
];

/// Why a document has no canonical form.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum CanonicalError {
    /// The document isn't valid JSON-LD with the bundled contexts, or names another context.
    #[error("the document isn't JSON-LD with the bundled contexts: {0}")]
    JsonLd(String),
    /// The work that canonicalisation could take is over the budget; it wasn't begun.
    #[error(
        "canonicalising the document could take too long: it is too large, or its anonymous parts look alike"
    )]
    TooMuchWork,
    /// The document has no RFC 8785 form (a number that isn't finite).
    #[error("the document has no RFC 8785 form")]
    Jcs,
}

impl From<OutOfFuel> for CanonicalError {
    fn from(_: OutOfFuel) -> Self {
        Self::TooMuchWork
    }
}

/// The 64 bytes that are signed: SHA-256 of the canonical proof configuration, then of the document.
///
/// Source: W3C Data Integrity `EdDSA` Cryptosuites v1.0, sections 3.2.3 to 3.2.5 and 3.3.3 to 3.3.5. `proof_config` is
/// the proof without its `proofValue`, with the document's `@context`.
pub(crate) fn hash_data(
    suite: Cryptosuite,
    proof_config: &Value,
    document: &Value,
    fuel: &mut Fuel,
) -> Result<[u8; 64], CanonicalError> {
    let mut canonical = |value| match suite {
        Cryptosuite::EddsaRdfc2022 => rdfc::canonicalise(value, fuel),
        Cryptosuite::EddsaJcs2022 => {
            let text = jcs(value)?;
            fuel.spend(text.len() as u64)?;
            Ok(text)
        }
    };
    let mut hashes = [0; 64];
    hashes[..32].copy_from_slice(&sha256(canonical(proof_config)?.as_bytes()));
    hashes[32..].copy_from_slice(&sha256(canonical(document)?.as_bytes()));
    Ok(hashes)
}
