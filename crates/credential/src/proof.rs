//! The proof set of a signed document: `eddsa-rdfc-2022`, then `eddsa-jcs-2022`.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use crate::canonical::{CanonicalError, hash_data};
use crate::closed::{self, ShapeError};
use crate::datetime::DateTime;
use crate::fuel::{self, Fuel};
use crate::key::{ProofValue, VerificationMethod};
use crate::literal::fixed_string;
use crate::signer::{Signer, SignerError};

fixed_string! {
    /// The class of a proof.
    DataIntegrityProof = "DataIntegrityProof"
}
fixed_string! {
    /// What the proof is for: the issuer asserts the document.
    AssertionMethod = "assertionMethod"
}

/// How the bytes that are signed are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cryptosuite {
    /// Over the RDF dataset (RDFC-1.0): the suite that other verifiers know.
    #[serde(rename = "eddsa-rdfc-2022")]
    EddsaRdfc2022,
    /// Over every byte of the JSON (RFC 8785): what JSON-LD would drop is signed too.
    #[serde(rename = "eddsa-jcs-2022")]
    EddsaJcs2022,
}

/// One proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Proof {
    #[serde(rename = "@context", default, skip_serializing_if = "Option::is_none")]
    context: Option<Value>,
    r#type: DataIntegrityProof,
    cryptosuite: Cryptosuite,
    created: DateTime,
    verification_method: VerificationMethod,
    proof_purpose: AssertionMethod,
    proof_value: ProofValue,
}

/// The two proofs, which name the same key and the same date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct ProofSet([Proof; 2]);

/// Why a proof set was refused before any signature was looked at.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub(crate) enum ProofSetError {
    #[error("the document has no proof")]
    Missing,
    #[error("a proof isn't well formed: {0}")]
    Shape(ShapeError),
    #[error("the document must have exactly two proofs, eddsa-rdfc-2022 and then eddsa-jcs-2022")]
    NotTheTwo,
    #[error("the contexts of a proof aren't the document's")]
    Contexts,
    #[error("the two proofs name different keys or dates")]
    Disagree,
}

/// Why a document couldn't be signed.
#[derive(Debug, Error)]
pub enum SignError {
    /// The document has no canonical form.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// The signer failed.
    #[error(transparent)]
    Signer(#[from] SignerError),
    /// The signer returned a signature that its own key doesn't verify.
    #[error(
        "the signer's signature doesn't verify with the signer's key (hint: check the key's configuration)"
    )]
    WrongSignature,
}

impl Proof {
    /// Makes one proof of a document without proofs.
    pub(crate) fn make(
        cryptosuite: Cryptosuite,
        document: &Value,
        method: &VerificationMethod,
        created: DateTime,
        signer: &dyn Signer,
    ) -> Result<Self, SignError> {
        let contexts = document.get("@context").unwrap_or(&Value::Null);
        let config = config(cryptosuite, contexts, created, method);
        let hashes = hash_data(cryptosuite, &config, document, &mut Fuel::full())?;
        let proof_value = ProofValue(signer.sign(&hashes)?);
        if !method.key().verifies(&hashes, &proof_value) {
            return Err(SignError::WrongSignature);
        }
        Ok(Self {
            context: (cryptosuite == Cryptosuite::EddsaJcs2022).then(|| contexts.clone()),
            r#type: DataIntegrityProof,
            cryptosuite,
            created,
            verification_method: method.clone(),
            proof_purpose: AssertionMethod,
            proof_value,
        })
    }

    /// When it was made.
    pub(crate) fn created(&self) -> DateTime {
        self.created
    }

    /// The key that it names.
    pub(crate) fn method(&self) -> &VerificationMethod {
        &self.verification_method
    }

    /// How what it signs is made.
    pub(crate) fn cryptosuite(&self) -> Cryptosuite {
        self.cryptosuite
    }

    /// Whether its signature is that key's over this document (which has no `proof` member).
    pub(crate) fn holds(&self, document: &Value, fuel: &mut Fuel) -> Result<bool, CanonicalError> {
        let contexts = document.get("@context").unwrap_or(&Value::Null);
        let hashes = hash_data(self.cryptosuite, &self.config(contexts), document, fuel)?;
        fuel.spend(fuel::SIGNATURE)?;
        Ok(self
            .verification_method
            .key()
            .verifies(&hashes, &self.proof_value))
    }

    /// What is hashed for this proof: all but the value, with the document's contexts.
    fn config(&self, contexts: &Value) -> Value {
        config(
            self.cryptosuite,
            contexts,
            self.created,
            &self.verification_method,
        )
    }
}

/// The proof configuration (Data Integrity `EdDSA` Cryptosuites v1.0, sections 3.2.5 and 3.3.5).
fn config(suite: Cryptosuite, contexts: &Value, created: DateTime, method: &VerificationMethod) -> Value {
    let suite_name = match suite {
        Cryptosuite::EddsaRdfc2022 => "eddsa-rdfc-2022",
        Cryptosuite::EddsaJcs2022 => "eddsa-jcs-2022",
    };
    serde_json::json!({
        "@context": contexts,
        "type": "DataIntegrityProof",
        "cryptosuite": suite_name,
        "created": created.to_string(),
        "verificationMethod": method.to_string(),
        "proofPurpose": "assertionMethod",
    })
}

impl ProofSet {
    /// Makes both proofs of a document without proofs.
    pub(crate) fn make(
        document: &Value,
        method: &VerificationMethod,
        created: DateTime,
        signer: &dyn Signer,
    ) -> Result<Self, SignError> {
        let prove = |suite| Proof::make(suite, document, method, created, signer);
        Ok(Self([
            prove(Cryptosuite::EddsaRdfc2022)?,
            prove(Cryptosuite::EddsaJcs2022)?,
        ]))
    }

    /// Reads the proof set of a document with these contexts.
    pub(crate) fn read(proof: Option<&Value>, contexts: Option<&Value>) -> Result<Self, ProofSetError> {
        let proofs = match proof {
            None | Some(Value::Null) => return Err(ProofSetError::Missing),
            Some(Value::Array(proofs)) if proofs.is_empty() => return Err(ProofSetError::Missing),
            Some(Value::Array(proofs)) if proofs.len() == 2 => proofs,
            Some(_) => return Err(ProofSetError::NotTheTwo),
        };
        let rdfc: Proof = closed::read(&proofs[0]).map_err(|e| ProofSetError::Shape(e.within("proof[0]")))?;
        let jcs: Proof = closed::read(&proofs[1]).map_err(|e| ProofSetError::Shape(e.within("proof[1]")))?;
        if (rdfc.cryptosuite, jcs.cryptosuite) != (Cryptosuite::EddsaRdfc2022, Cryptosuite::EddsaJcs2022) {
            return Err(ProofSetError::NotTheTwo);
        }
        if rdfc.context.is_some() || jcs.context.as_ref() != contexts {
            return Err(ProofSetError::Contexts);
        }
        if (rdfc.created, &rdfc.verification_method) != (jcs.created, &jcs.verification_method) {
            return Err(ProofSetError::Disagree);
        }
        Ok(Self([rdfc, jcs]))
    }

    /// When both proofs were made.
    pub(crate) fn created(&self) -> DateTime {
        self.0[0].created
    }

    /// The key that both proofs name.
    pub(crate) fn method(&self) -> &VerificationMethod {
        &self.0[0].verification_method
    }

    /// The suites whose signature isn't that key's over this document (which has no `proof` member).
    pub(crate) fn bad_signatures(
        &self,
        document: &Value,
        fuel: &mut Fuel,
    ) -> Result<Vec<Cryptosuite>, CanonicalError> {
        let mut bad = Vec::new();
        for proof in &self.0 {
            if !proof.holds(document, fuel)? {
                bad.push(proof.cryptosuite);
            }
        }
        Ok(bad)
    }
}
