//! Any credential of the W3C data model, for the VC-API that conformance suites drive.
//!
//! Certificates have a closed form and two proofs; see [`verify`](crate::verify()). A credential issued here has one proof, so
//! nothing that an operator has signed through the VC-API can pass for a certificate.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde_json::{Map, Value};
use thiserror::Error;

use crate::canonical::{bundled_contexts, drops_terms};
use crate::datetime::DateTime;
use crate::did::{IssuerKeys, KeyStanding};
use crate::digest::sha256;
use crate::fuel::Fuel;
use crate::hazard;
use crate::key::VerificationMethod;
use crate::proof::{Cryptosuite, Proof, SignError};
use crate::signer::Signer;

/// The base context, which must be the first.
const BASE: &str = "https://www.w3.org/ns/credentials/v2";

/// Why a credential or presentation was refused.
#[derive(Debug, Error)]
pub enum VcError {
    /// It isn't one of the data model.
    #[error("{0}")]
    Model(&'static str),
    /// Its issuer is another.
    #[error("the issuer isn't the one that signs here")]
    OtherIssuer,
    /// A certificate is issued for a level that was reached, and in no other way.
    #[error("an Open Badges credential is issued for a level that was reached only")]
    Certificate,
    /// A proof isn't good.
    #[error("a proof is no good: {0}")]
    Proof(&'static str),
    /// It can't be signed.
    #[error(transparent)]
    Sign(#[from] SignError),
}

/// Signs a credential of the data model with one proof.
pub fn issue_credential(
    mut credential: Value,
    suite: Cryptosuite,
    keys: &IssuerKeys,
    signer: &dyn Signer,
    now: Timestamp,
) -> Result<Value, VcError> {
    check_credential(&credential)?;
    if issuer(&credential) != Some(keys.did().as_str()) {
        return Err(VcError::OtherIssuer);
    }
    if has_type(&credential, "OpenBadgeCredential") || has_type(&credential, "AchievementCredential") {
        return Err(VcError::Certificate);
    }
    if credential.get("proof").is_some() {
        return Err(VcError::Model("the credential has a proof already"));
    }
    check_covered(&credential, suite, &mut Fuel::full())?;
    let created = DateTime::from_timestamp(now).ok_or(VcError::Model("the date can't be written"))?;
    let method = VerificationMethod::new(keys.did().clone(), signer.public_key());
    let proof = Proof::make(suite, &credential, &method, created, signer)?;
    credential["proof"] =
        serde_json::to_value(proof).map_err(|_| VcError::Model("the proof has no JSON form"))?;
    Ok(credential)
}

/// Verifies a credential of the data model that these keys signed.
pub fn verify_credential(credential: &Value, keys: &IssuerKeys, now: Timestamp) -> Result<(), VcError> {
    verify_with(credential, keys, now, &mut Fuel::full())
}

fn verify_with(
    credential: &Value,
    keys: &IssuerKeys,
    now: Timestamp,
    fuel: &mut Fuel,
) -> Result<(), VcError> {
    check_credential(credential)?;
    if issuer(credential) != Some(keys.did().as_str()) {
        return Err(VcError::OtherIssuer);
    }
    check_proofs(credential, keys, fuel)?;
    let date = |field: &str| {
        credential
            .get(field)
            .and_then(Value::as_str)
            .and_then(|text| text.parse::<Timestamp>().ok())
    };
    if date("validFrom").is_some_and(|from| now < from) {
        return Err(VcError::Model("validFrom: the credential isn't valid yet"));
    }
    if date("validUntil").is_some_and(|until| now >= until) {
        return Err(VcError::Model("validUntil: the credential has expired"));
    }
    Ok(())
}

/// Verifies a presentation: its form, its credentials, and its proof if it has one.
pub fn verify_presentation(presentation: &Value, keys: &IssuerKeys, now: Timestamp) -> Result<(), VcError> {
    check_common(presentation, "VerifiablePresentation")?;
    if presentation
        .get("holder")
        .is_some_and(|holder| !is_url_or_object(holder))
    {
        return Err(VcError::Model(
            "holder: a URL, or an object with an id that is one",
        ));
    }
    // One tank for all of them, however many there are.
    let mut fuel = Fuel::full();
    for credential in each(presentation.get("verifiableCredential")) {
        verify_with(credential, keys, now, &mut fuel)?;
    }
    if presentation.get("proof").is_some() {
        check_proofs(presentation, keys, &mut fuel)?;
    }
    Ok(())
}

fn check_proofs(document: &Value, keys: &IssuerKeys, fuel: &mut Fuel) -> Result<(), VcError> {
    let mut unsigned = document.clone();
    let proofs = unsigned.as_object_mut().and_then(|object| object.remove("proof"));
    let proofs: Vec<&Value> = each(proofs.as_ref()).collect();
    if proofs.is_empty() {
        return Err(VcError::Proof("there is none"));
    }
    // Whether it is known that RDF has all that the document says.
    let mut covered = false;
    for proof in proofs {
        // Proof chains aren't made here, so a proof that builds on another one isn't ours.
        let proof: Proof =
            serde_json::from_value(proof.clone()).map_err(|_| VcError::Proof("it isn't well formed"))?;
        if proof.method().did() != keys.did()
            || keys.standing(proof.method().key(), proof.created()) != KeyStanding::InUse
        {
            return Err(VcError::Proof("its key isn't the issuer's"));
        }
        if proof.cryptosuite() == Cryptosuite::EddsaRdfc2022 && !covered {
            check_covered(&unsigned, proof.cryptosuite(), fuel)?;
            covered = true;
        }
        match proof.holds(&unsigned, fuel) {
            Ok(true) => {}
            Ok(false) => return Err(VcError::Proof("its signature doesn't match")),
            Err(_) => return Err(VcError::Proof("the document has no canonical form")),
        }
    }
    Ok(())
}

/// Whether a proof of the suite covers all that the document says: RDF has nothing of what no context defines.
fn check_covered(document: &Value, suite: Cryptosuite, fuel: &mut Fuel) -> Result<(), VcError> {
    if suite == Cryptosuite::EddsaJcs2022 {
        return Ok(());
    }
    match drops_terms(document, fuel) {
        Ok(false) => Ok(()),
        Ok(true) => Err(VcError::Model(
            "a member or a class is defined by no context, so that eddsa-rdfc-2022 wouldn't cover it",
        )),
        Err(error) => Err(SignError::from(error).into()),
    }
}

/// The rules of the data model that a schema can't leave to JSON-LD (VCDM 2.0, section 4).
fn check_credential(credential: &Value) -> Result<(), VcError> {
    check_common(credential, "VerifiableCredential")?;
    if issuer(credential).is_none_or(|issuer| !is_url(issuer)) {
        return Err(VcError::Model(
            "issuer: a URL, or an object with an id that is one",
        ));
    }
    let subjects: Vec<&Value> = each(credential.get("credentialSubject")).collect();
    let filled = |subject: &&Value| subject.as_object().is_some_and(|subject| !subject.is_empty());
    if subjects.is_empty() || !subjects.iter().all(filled) {
        return Err(VcError::Model(
            "credentialSubject: one or more objects that say something",
        ));
    }
    for subject in subjects {
        if subject
            .get("id")
            .is_some_and(|id| id.as_str().is_none_or(|id| !is_url(id)))
        {
            return Err(VcError::Model("credentialSubject.id: a URL"));
        }
    }
    for field in ["validFrom", "validUntil"] {
        let given = credential.get(field);
        if given.is_some_and(|date| {
            date.as_str()
                .is_none_or(|date| date.parse::<Timestamp>().is_err())
        }) {
            return Err(VcError::Model(
                "validFrom, validUntil: dates with a time and a zone",
            ));
        }
    }
    let date = |field: &str| {
        credential
            .get(field)
            .and_then(Value::as_str)
            .and_then(|text| text.parse::<Timestamp>().ok())
    };
    if let (Some(from), Some(until)) = (date("validFrom"), date("validUntil"))
        && until < from
    {
        return Err(VcError::Model("validUntil: not before validFrom"));
    }
    for (field, needs_id) in [
        ("credentialStatus", false),
        ("credentialSchema", true),
        ("refreshService", false),
        ("termsOfUse", false),
        ("evidence", false),
    ] {
        for entry in each(credential.get(field)) {
            let typed = entry.as_object().is_some_and(|entry| types(entry).is_some());
            let named = entry.get("id").and_then(Value::as_str).is_some_and(is_url);
            if !typed || (needs_id && !named) || (entry.get("id").is_some() && !named) {
                return Err(VcError::Model(
                    "a status, schema, service, term or evidence has a type, and an id that is a URL",
                ));
            }
        }
    }
    check_related(credential)
}

fn check_common(document: &Value, kind: &'static str) -> Result<(), VcError> {
    let object = document.as_object().ok_or(VcError::Model("not an object"))?;
    if hazard::find(document).is_some() {
        return Err(VcError::Model(
            "the document has a part that is dangerous to canonicalise",
        ));
    }
    let contexts: Vec<&Value> = each(object.get("@context")).collect();
    let known = |context: &&Value| {
        context
            .as_str()
            .is_some_and(|url| bundled_contexts().iter().any(|bundled| bundled.url == url))
    };
    if contexts.first().and_then(|first| first.as_str()) != Some(BASE) || !contexts.iter().all(known) {
        return Err(VcError::Model(
            "@context: the base context first, and only contexts that are bundled here",
        ));
    }
    if !types(object).is_some_and(|types| types.contains(&kind)) {
        return Err(VcError::Model("type: the document's own class is missing"));
    }
    if object
        .get("id")
        .is_some_and(|id| id.as_str().is_none_or(|id| !is_url(id)))
    {
        return Err(VcError::Model("id: one URL"));
    }
    Ok(())
}

/// Related resources are objects, each with an id of its own and a digest that is right as far as we can tell.
fn check_related(credential: &Value) -> Result<(), VcError> {
    let wrong = || VcError::Model("relatedResource: objects with an id of their own and a right digest");
    let mut seen = Vec::new();
    for resource in each(credential.get("relatedResource")) {
        let id = resource.get("id").and_then(Value::as_str).ok_or_else(wrong)?;
        let digest = |field: &str| resource.get(field).and_then(Value::as_str);
        let (sri, multibase) = (digest("digestSRI"), digest("digestMultibase"));
        if seen.contains(&id) || (sri.is_none() && multibase.is_none()) {
            return Err(wrong());
        }
        if let Some(bundled) = bundled_contexts().iter().find(|bundled| bundled.url == id) {
            let hash = sha256(bundled.bytes);
            let multihash = [&[0x12, 0x20][..], &hash].concat();
            let fits_sri = sri.is_none_or(|sri| sri == format!("sha256-{}", STANDARD.encode(hash)));
            let base64url = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&multihash);
            let base58 = bs58::encode(&multihash).into_string();
            let fits =
                multibase.is_none_or(|text| text == format!("u{base64url}") || text == format!("z{base58}"));
            if !fits_sri || !fits {
                return Err(wrong());
            }
        }
        seen.push(id);
    }
    Ok(())
}

fn issuer(credential: &Value) -> Option<&str> {
    let issuer = credential.get("issuer")?;
    issuer.as_str().or_else(|| issuer.get("id")?.as_str())
}

fn has_type(document: &Value, kind: &str) -> bool {
    document
        .as_object()
        .and_then(types)
        .is_some_and(|types| types.contains(&kind))
}

/// The types of an object: one or more texts.
fn types(object: &Map<String, Value>) -> Option<Vec<&str>> {
    let types: Vec<&str> = each(object.get("type"))
        .map(Value::as_str)
        .collect::<Option<_>>()?;
    (!types.is_empty()).then_some(types)
}

/// A value, or each of a list.
fn each(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    match value {
        Some(Value::Array(items)) => items.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
    .iter()
}

fn is_url_or_object(value: &Value) -> bool {
    value
        .as_str()
        .or_else(|| value.get("id")?.as_str())
        .is_some_and(is_url)
}

/// A URL of any scheme (RFC 3986): a scheme, a colon, something after it, no spaces.
fn is_url(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
            && !rest.is_empty()
            && !text.contains(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::did::IssuerKey;
    use crate::signer::SecretKey;
    use crate::web::Origin;

    fn setting() -> (IssuerKeys, SecretKey, Timestamp) {
        let key = SecretKey::new(ed25519_dalek::SigningKey::from_bytes(&[5; 32]));
        let origin: Origin = "https://certs.example.org".parse().unwrap();
        let keys = IssuerKeys::new(origin.did(), vec![IssuerKey::new(key.public_key())]);
        (keys, key, "2026-11-24T03:18:35Z".parse().unwrap())
    }

    fn credential() -> Value {
        json!({
            "@context": [BASE], "type": ["VerifiableCredential"], "issuer": "did:web:certs.example.org",
            "credentialSubject": { "id": "did:example:subject" },
        })
    }

    #[test]
    fn what_is_issued_verifies_in_both_suites_and_is_no_certificate() {
        let (keys, key, now) = setting();
        for suite in [Cryptosuite::EddsaRdfc2022, Cryptosuite::EddsaJcs2022] {
            let issued = issue_credential(credential(), suite, &keys, &key, now).unwrap();
            verify_credential(&issued, &keys, now).unwrap();
            let mut changed = issued.clone();
            changed["credentialSubject"]["id"] = json!("did:example:other");
            assert!(verify_credential(&changed, &keys, now).is_err());
            let presentation = json!({"@context": [BASE], "type": "VerifiablePresentation", "verifiableCredential": [issued]});
            verify_presentation(&presentation, &keys, now).unwrap();
        }
        let mut badge = credential();
        badge["type"] = json!(["VerifiableCredential", "OpenBadgeCredential"]);
        let refused = issue_credential(badge, Cryptosuite::EddsaRdfc2022, &keys, &key, now);
        assert!(matches!(refused, Err(VcError::Certificate)));
    }

    #[test]
    fn what_no_context_defines_is_signed_by_the_suite_that_covers_it_only() {
        let (keys, key, now) = setting();
        for (pointer, value) in [
            ("", json!({"madeUp": "x"})),
            (
                "",
                json!({"evidence": {"id": "https://example.org/1", "type": "MadeUp"}}),
            ),
            ("/credentialSubject", json!({"degree": "x"})),
            ("/credentialSubject", json!({"type": ["MadeUp"]})),
        ] {
            let mut more = credential();
            let object = more.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
            object.extend(value.as_object().unwrap().clone());
            let refused = issue_credential(more.clone(), Cryptosuite::EddsaRdfc2022, &keys, &key, now);
            assert!(matches!(refused, Err(VcError::Model(_))), "{pointer}: {value}");
            let issued = issue_credential(more, Cryptosuite::EddsaJcs2022, &keys, &key, now).unwrap();
            verify_credential(&issued, &keys, now).unwrap();
        }
        let mut issued =
            issue_credential(credential(), Cryptosuite::EddsaRdfc2022, &keys, &key, now).unwrap();
        issued["madeUp"] = json!("x");
        assert!(
            verify_credential(&issued, &keys, now).is_err(),
            "added after it was signed"
        );
    }

    #[test]
    fn what_naive_implementations_take_is_refused() {
        let (keys, key, now) = setting();
        let good = json!({"id": BASE, "digestSRI": format!("sha256-{}", STANDARD.encode(sha256(bundled_contexts()[0].bytes)))});
        for (field, value) in [
            ("issuer", json!("not a url")),
            ("issuer", json!(["did:web:certs.example.org"])),
            ("refreshService", json!({"id": "https://example.org/"})),
            ("credentialSchema", json!({"id": "https://example.org/"})),
            ("credentialSchema", json!({"type": "JsonSchema"})),
            ("credentialStatus", json!({"id": "https://example.org/"})),
            ("relatedResource", json!("https://example.org/")),
            ("relatedResource", json!([{"digestSRI": "sha256-x"}])),
            ("relatedResource", json!([{"id": "https://example.org/"}])),
            ("relatedResource", json!([good, good])),
            ("relatedResource", json!([{"id": BASE, "digestSRI": "sha256-x"}])),
            ("credentialSubject", json!({})),
            ("credentialSubject", json!([])),
            ("validFrom", json!("yesterday")),
            ("id", json!(["https://example.org/1"])),
            ("type", json!("VerifiablePresentation")),
            ("@context", json!(["https://www.w3.org/2018/credentials/v1"])),
            ("@context", json!([BASE, {"@vocab": "https://example.org/"}])),
        ] {
            let mut wrong = credential();
            wrong[field] = value.clone();
            let refused = issue_credential(wrong, Cryptosuite::EddsaRdfc2022, &keys, &key, now);
            assert!(refused.is_err(), "{field}: {value}");
        }
        let mut related = credential();
        related["relatedResource"] = json!([good]);
        issue_credential(related, Cryptosuite::EddsaRdfc2022, &keys, &key, now).unwrap();
        let mut chained =
            issue_credential(credential(), Cryptosuite::EddsaRdfc2022, &keys, &key, now).unwrap();
        chained["proof"]["previousProof"] = json!("urn:x");
        assert!(verify_credential(&chained, &keys, now).is_err());
    }
}
