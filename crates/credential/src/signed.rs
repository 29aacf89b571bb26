//! A certificate with its two proofs.

use jiff::Timestamp;
use serde_json::Value;

use crate::canonical::{CanonicalError, jcs};
use crate::credential::Credential;
use crate::datetime::DateTime;
use crate::digest::sha256;
use crate::key::VerificationMethod;
use crate::proof::{ProofSet, SignError};
use crate::signer::Signer;
use crate::web::Did;

/// A certificate and the bytes that the holder keeps.
///
/// The bytes are the RFC 8785 form of the document, so the same certificate is the same file everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCredential {
    credential: Credential,
    json: String,
}

impl Credential {
    /// Signs the certificate with both suites, dated `now`.
    ///
    /// The signatures are verified before they are returned, so a faulty signer can't issue anything.
    pub fn sign(self, signer: &dyn Signer, now: Timestamp) -> Result<SignedCredential, SignError> {
        let json = sign_json(self.to_json(), &self.issuer.id, signer, now)?;
        Ok(SignedCredential {
            credential: self,
            json,
        })
    }
}

/// Adds the proof set of an issuer to a document, and writes it in RFC 8785 form.
pub(crate) fn sign_json(
    mut document: Value,
    issuer: &Did,
    signer: &dyn Signer,
    now: Timestamp,
) -> Result<String, SignError> {
    let created = DateTime::from_timestamp(now).ok_or(CanonicalError::Jcs)?;
    let method = VerificationMethod::new(issuer.clone(), signer.public_key());
    let proofs = ProofSet::make(&document, &method, created, signer)?;
    let proofs = serde_json::to_value(proofs).map_err(|_| CanonicalError::Jcs)?;
    document["proof"] = proofs;
    Ok(jcs(&document)?)
}

impl SignedCredential {
    /// The certificate.
    #[must_use]
    pub fn credential(&self) -> &Credential {
        &self.credential
    }

    /// The file (`application/vc`).
    #[must_use]
    pub fn json(&self) -> &str {
        &self.json
    }

    /// The SHA-256 of the file.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        sha256(self.json.as_bytes())
    }
}
