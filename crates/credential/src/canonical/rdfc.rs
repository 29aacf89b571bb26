//! JSON-LD to canonical N-Quads: expansion with the bundled contexts, then RDFC-1.0 with SHA-256.

use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::TermRef;
use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm, Dataset};
use serde_json::{Value, json};

use super::CanonicalError;
use super::contexts::{BUNDLED, ContextSet};
use super::{direct, work};
use crate::fuel::{self, Fuel};

/// The canonical N-Quads of a JSON-LD document (RDF Dataset Canonicalization 1.0, SHA-256).
///
/// Only bundled contexts are loaded, and the work is estimated before it is begun: a document made to exhaust
/// the algorithm is [`CanonicalError::TooMuchWork`].
pub fn canonical_n_quads(document: &Value) -> Result<String, CanonicalError> {
    canonicalise(document, &mut Fuel::full())
}

/// The same, paid for from a tank that other work of the verification draws on too.
pub(super) fn canonicalise(document: &Value, fuel: &mut Fuel) -> Result<String, CanonicalError> {
    if let Some(statements) = direct::statements(document) {
        statements.pay(fuel)?;
        if let Some(canonical) = statements.canonical() {
            return Ok(canonical);
        }
    }
    canonicalise_any(document, fuel)
}

/// The route that every document can take, whatever it is made of.
pub(super) fn canonicalise_any(document: &Value, fuel: &mut Fuel) -> Result<String, CanonicalError> {
    fuel.spend(fuel::EXPANSION + fuel::EXPANDED_BYTE * document.to_string().len() as u64)?;
    let dataset = dataset(document, BUNDLED)?;
    let steps = work::check(&dataset)?;
    fuel.spend(fuel::QUAD * dataset.len() as u64 + fuel::PERMUTATION * steps)?;
    Ok(serialize_canonically(dataset))
}

/// The IRI that a term gets which no context defines, once [`drops_terms`] has asked for one.
const UNDEFINED: &str = "urn:undefined:";

/// Whether a member or a class of the document is defined by none of its contexts.
///
/// JSON-LD drops these, so that a signature over RDF wouldn't cover them (Data Integrity, "Securing Data Losslessly").
/// A last context that gives every undefined term an IRI shows them.
pub(crate) fn drops_terms(document: &Value, fuel: &mut Fuel) -> Result<bool, CanonicalError> {
    fuel.spend(fuel::EXPANSION + fuel::EXPANDED_BYTE * document.to_string().len() as u64)?;
    let mut marked = document.clone();
    let Some(contexts) = marked.get_mut("@context") else {
        return Ok(true);
    };
    *contexts = match contexts.take() {
        Value::Array(mut contexts) => {
            contexts.push(json!({ "@vocab": UNDEFINED }));
            Value::Array(contexts)
        }
        one => json!([one, { "@vocab": UNDEFINED }]),
    };
    let undefined = |iri: &str| iri.starts_with(UNDEFINED);
    Ok(dataset(&marked, BUNDLED)?.iter().any(|quad| {
        undefined(quad.predicate.as_str())
            || matches!(quad.object, TermRef::NamedNode(node) if undefined(node.as_str()))
    }))
}

/// The RDF dataset of a JSON-LD document.
pub(super) fn dataset(document: &Value, contexts: ContextSet) -> Result<Dataset, CanonicalError> {
    let json = document.to_string();
    JsonLdParser::new()
        .for_slice(&json)
        .with_load_document_callback(move |url, _options| {
            let context = contexts
                .iter()
                .find(|context| context.url == url)
                .ok_or_else(|| format!("the context {url} isn't bundled"))?;
            Ok(JsonLdRemoteDocument {
                document: context.bytes.to_vec(),
                document_url: url.to_owned(),
            })
        })
        .collect::<Result<Dataset, _>>()
        .map_err(|error| CanonicalError::JsonLd(error.to_string()))
}

/// The canonical N-Quads of a dataset whose canonicalisation is within the budget.
#[cfg(test)]
pub(super) fn canonical_form(dataset: Dataset) -> Result<String, CanonicalError> {
    work::check(&dataset)?;
    Ok(serialize_canonically(dataset))
}

/// The canonical N-Quads of a dataset, in code point order, however long it takes.
pub(super) fn serialize_canonically(mut dataset: Dataset) -> String {
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 {
        hash_algorithm: CanonicalizationHashAlgorithm::Sha256,
    });
    let mut lines: Vec<String> = dataset.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    lines.concat()
}
