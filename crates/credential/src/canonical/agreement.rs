//! The direct route and the whole one give the same form, or the direct one none.

use std::sync::LazyLock;

use jiff::Timestamp;
use proptest::prelude::*;
use rand::SeedableRng as _;
use rand_chacha::ChaCha20Rng;
use serde_json::{Value, json};

use super::{CERTIFICATE_CONTEXTS, direct, rdfc};
use crate::achievement::{Alignment, Language, Version};
use crate::digest::EvidenceDigest;
use crate::fuel::{Fuel, MAX_FUEL};
use crate::percent::Percent;
use crate::request::{AchievementRequest, CertificateRequest, Issuer, StatusSlots};
use crate::signer::SecretKey;
use crate::status_entry::{StatusPurpose, StatusSlot};
use crate::status_list::StatusList;

fn now() -> Timestamp {
    "2026-11-24T03:18:35Z".parse().unwrap()
}

fn request() -> CertificateRequest {
    let slot = |index| StatusSlot { list: 1, index };
    CertificateRequest {
        id: "019ab3c5-0c1e-7f00-8000-000000000001".parse().unwrap(),
        title: "Certificat « Analyse »\u{a0}— niveau 2".into(),
        holder: "ana.lima@example.org".parse().unwrap(),
        awarded: now(),
        valid_until: Some("2029-11-24T00:00:00Z".parse().unwrap()),
        achievement: AchievementRequest {
            slug: "py-data-2".into(),
            version: Version::new(3).unwrap(),
            name: "Analyse".into(),
            description: "Préparer \\ « explorer » \"et\" présenter.".into(),
            criteria: "Au moins 75 %.\nLe relevé\n\ndonne chaque contrôle.".into(),
            language: Language::Fr,
            tags: vec!["pandas".into(), "SQL".into(), "𝛑".into()],
            alignments: ["M1403", "M1805", "M1811"].map(alignment).into(),
            required_score: Percent::from_hundredths(7500).unwrap(),
        },
        score: Percent::from_hundredths(8850).unwrap(),
        evidence_id: "019ab3c5-0c1e-7f00-8000-000000000002".parse().unwrap(),
        evidence: EvidenceDigest::of(b"record"),
        status: Some(StatusSlots {
            revocation: slot(94_567),
            suspension: slot(5),
        }),
    }
}

fn alignment(code: &str) -> Alignment {
    Alignment::new(
        "ROME 4.0".parse().unwrap(),
        "Études socio-économiques".parse().unwrap(),
        Some(code.parse().unwrap()),
        "ext:ROME".parse().unwrap(),
        format!("https://candidat.francetravail.fr/metierscope/fiche-metier/{code}?a=b&c=d#e")
            .parse()
            .unwrap(),
    )
}

fn issuer(origin: &str) -> Issuer {
    Issuer {
        origin: origin.parse().unwrap(),
        name: "Spyrales".parse().unwrap(),
    }
}

/// A document and the configuration of its two proofs, as they are canonicalised.
fn signed_parts(signed: &str) -> Vec<Value> {
    let mut document: Value = serde_json::from_str(signed).unwrap();
    let proofs = document.as_object_mut().unwrap().remove("proof").unwrap();
    let contexts = document["@context"].clone();
    let config = |proof: &Value| {
        let mut config = proof.clone();
        config["@context"] = contexts.clone();
        config.as_object_mut().unwrap().remove("proofValue");
        config
    };
    let mut parts: Vec<Value> = proofs.as_array().unwrap().iter().map(config).collect();
    parts.push(document);
    parts
}

fn certificate(request: CertificateRequest, origin: &str, seed: u64) -> Option<Vec<Value>> {
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    let key = SecretKey::generate(&mut rng);
    let credential = request.into_credential(&issuer(origin), now(), &mut rng).ok()?;
    Some(signed_parts(credential.sign(&key, now()).unwrap().json()))
}

fn list(origin: &str) -> Vec<Value> {
    let key = SecretKey::generate(&mut ChaCha20Rng::seed_from_u64(1));
    let list = StatusList::new();
    let origin = origin.parse().unwrap();
    signed_parts(
        &list
            .sign(&origin, StatusPurpose::Revocation, 1, &key, now())
            .unwrap(),
    )
}

/// The form by the direct route; it must be that of the whole one.
fn direct_form(document: &Value) -> Option<String> {
    let form = direct::statements(document)?.canonical()?;
    let whole = rdfc::canonicalise_any(document, &mut Fuel::full());
    assert_eq!(Ok(&form), whole.as_ref(), "{document:#}");
    Some(form)
}

/// Every document that we sign, and the parts of their proofs.
static SIGNED: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let mut all = certificate(request(), "https://certs.example.org", 7).unwrap();
    all.extend(list("https://localhost:8443"));
    all
});

/// Every place below a value, as a JSON pointer.
fn places(value: &Value, here: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(object) => object.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(at, value)| (at.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    for (name, child) in children {
        let place = format!("{here}/{name}");
        found.push(place.clone());
        places(child, &place, found);
    }
}

/// The members that hold an IRI.
const IRIS: [&str; 4] = ["/id", "/issuer", "/statusListCredential", "/verificationMethod"];

#[test]
fn what_we_sign_takes_the_direct_route() {
    for document in SIGNED.iter().chain(&list("http://127.0.0.1:8080")) {
        assert!(direct_form(document).is_some(), "{document:#}");
    }
}

#[test]
fn terms_of_other_nodes_types_and_contexts_are_left_to_the_whole_route() {
    let [.., certificate] = &SIGNED[..3] else {
        unreachable!()
    };
    let cases: [(&str, Value); 16] = [
        (
            "/@context",
            json!([
                CERTIFICATE_CONTEXTS[0],
                CERTIFICATE_CONTEXTS[2],
                CERTIFICATE_CONTEXTS[1]
            ]),
        ),
        ("/@context", json!([CERTIFICATE_CONTEXTS[0]])),
        ("/@context", json!(CERTIFICATE_CONTEXTS[0])),
        ("/issuer/@context", json!(CERTIFICATE_CONTEXTS)),
        ("/type", json!(["OpenBadgeCredential", "VerifiableCredential"])),
        ("/type", json!(["VerifiableCredential", "AchievementCredential"])),
        ("/type", json!("VerifiableCredential")),
        ("/issuer/type", json!(["Profile", "Evidence"])),
        ("/issuer/narrative", json!("x")),
        ("/issuer/nothing", json!("x")),
        ("/issuer/@type", json!("Profile")),
        ("/issuer", json!("did:web:certs.example.org")),
        ("/credentialSubject/result/0/id", json!("urn:uuid:0")),
        ("/credentialSubject/identifier/0/hashed", json!("true")),
        ("/credentialSubject/achievement/version", json!(3)),
        ("/name", json!(null)),
    ];
    for (place, value) in cases {
        let mut changed = certificate.clone();
        let (parent, last) = place.rsplit_once('/').unwrap();
        let parent = changed.pointer_mut(parent).unwrap();
        parent.as_object_mut().unwrap().insert(last.to_owned(), value);
        assert!(direct::statements(&changed).is_none(), "{place}");
    }
}

#[test]
fn alike_anonymous_nodes_are_left_to_the_whole_route() {
    let mut document = SIGNED[2].clone();
    let alignments = document
        .pointer_mut("/credentialSubject/achievement/alignment")
        .unwrap();
    let twin = alignments[0].clone();
    alignments.as_array_mut().unwrap().push(twin);
    assert!(direct::statements(&document).unwrap().canonical().is_none());
}

#[test]
fn the_largest_certificate_could_take_the_whole_route_within_the_fuel() {
    let mut request = request();
    let long = "é".repeat(8_192);
    request.achievement.description = long[..16_000].into();
    request.achievement.tags = (0..32).map(|tag| format!("{tag}{}", "x".repeat(200))).collect();
    request.achievement.alignments = (0..32).map(|code| alignment(&code.to_string())).collect();
    let certificate = certificate(request, "https://certs.example.org", 7).unwrap();
    let lists = list("https://certs.example.org");
    let mut fuel = Fuel::full();
    for document in certificate.iter().chain(&lists).chain(&lists) {
        rdfc::canonicalise_any(document, &mut fuel).unwrap();
    }
    assert!(fuel.spent() * 2 < MAX_FUEL, "{}", fuel.spent());
}

/// Texts, IRIs among them, that JSON-LD or N-Quads could take in a way of their own.
fn strange_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,12}",
        any::<String>(),
        "[\\n\\r\\t\"\\\\\u{7f}\u{85}\u{2028}\u{fffe}\u{ffff}a]{0,6}",
        "https?://[a-z0-9.:@%A-Z-]{0,12}(/[a-zA-Z0-9._~%?=&#/:@!$'()*+,;é -]{0,16})?",
        "https?://[a-z0-9.-]{1,8}(:[0-9]{0,6})?(/[a-z0-9._~?=&#/-]{0,16})?",
        "did:web:[a-zA-Z0-9.%:#-]{0,16}",
        "(did:web:[a-z.]{1,8}(%3A[0-9]{1,6})?|urn:uuid:[0-9a-f-]{1,36})(#[a-zA-Z0-9]{0,6})?",
        "(urn:uuid:|_:|@|name:|type:|id:|xsd:|tag:)[a-z0-9/#]{0,8}",
        Just("assertionMethod".to_owned()),
        Just("authentication".to_owned()),
        Just("OpenBadgeCredential".to_owned()),
    ]
}

fn strange_value() -> impl Strategy<Value = Value> {
    let part = (any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(|(document, at)| {
        let document = document.get(&SIGNED);
        let mut all = Vec::new();
        places(document, "", &mut all);
        document.pointer(at.get::<String>(&all)).unwrap().clone()
    });
    let one = prop_oneof![
        4 => strange_text().prop_map(Value::from),
        3 => part,
        1 => prop_oneof![
            Just(Value::Null), any::<bool>().prop_map(Value::from), any::<i32>().prop_map(Value::from),
            Just(json!({})), Just(json!([])), Just(json!({"@value": "x"})), Just(json!({"@id": "https://a.fr/"})),
        ],
    ];
    prop_oneof![3 => one.clone(), 1 => prop::collection::vec(one, 0..4).prop_map(Value::from)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn a_document_changed_anywhere_has_one_form(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), strange_value(), 0..4_u8), 1..3),
    ) {
        let mut document = which.get(&SIGNED).clone();
        for (place, value, how) in changes {
            let mut all = Vec::new();
            places(&document, "", &mut all);
            prop_assume!(!all.is_empty());
            let place = place.get(&all);
            let (parent, last) = place.rsplit_once('/').unwrap();
            match (how, document.pointer_mut(parent).unwrap()) {
                (0, Value::Object(object)) => drop(object.remove(last)),
                (0, Value::Array(items)) => drop(items.remove(last.parse().unwrap())),
                (1, Value::Array(items)) => items.push(value),
                (1, Value::Object(object)) => {
                    // A term of another node's.
                    let other = all[value.to_string().len() % all.len()].rsplit('/').next().unwrap();
                    object.insert(other.to_owned(), value);
                }
                (_, parent) => *parent.pointer_mut(&format!("/{last}")).unwrap() = value,
            }
        }
        direct_form(&document);
    }

    #[test]
    fn a_text_changed_anywhere_has_one_form(
        which in any::<prop::sample::Index>(), place in any::<prop::sample::Index>(), text in strange_text(),
        iri in any::<bool>(),
    ) {
        let mut document = which.get(&SIGNED).clone();
        let mut all = Vec::new();
        places(&document, "", &mut all);
        let is_iri = |place: &String| IRIS.iter().any(|member| place.ends_with(member));
        all.retain(|place| document.pointer(place).is_some_and(Value::is_string) && (!iri || is_iri(place)));
        *document.pointer_mut(place.get::<String>(&all)).unwrap() = Value::from(text);
        direct_form(&document);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn every_certificate_has_one_form(
        title in "\\PC{1,60}",
        criteria in "[^\\p{C}]{1,80}(\n[^\\p{C}]{1,80})?",
        tags in prop::collection::btree_set("[a-zà-ÿ +#.\"\\\\]{1,20}", 0..32),
        codes in prop::collection::btree_set("[A-Z0-9]{1,6}", 0..32),
        (until, status, port) in any::<(bool, bool, Option<u16>)>(),
        seed in any::<u64>(),
    ) {
        let mut request = request();
        request.title = title;
        request.achievement.criteria = criteria;
        request.achievement.tags = tags.into_iter().collect();
        request.achievement.alignments = codes.iter().map(|code| alignment(code)).collect();
        request.valid_until = request.valid_until.filter(|_| until);
        request.status = request.status.filter(|_| status);
        let port = port.filter(|port| *port > 0).map_or(String::new(), |port| format!(":{port}"));
        let Some(parts) = certificate(request, &format!("https://certs.example.org{port}"), seed) else {
            return Err(TestCaseError::reject("a text that certificates don't take"));
        };
        for document in &parts {
            prop_assert!(direct_form(document).is_some());
        }
    }
}
