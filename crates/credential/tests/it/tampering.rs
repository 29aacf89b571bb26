//! Forgeries: each is refused, at the step and for the reason stated.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};
use spyrales_credential::*;

use crate::fixture::*;

/// One forgery of `forgeries.json`: changes to a certificate's JSON at JSON pointers (RFC 6901), and what must refuse it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forgery {
    name: String,
    #[serde(default)]
    set: BTreeMap<String, Value>,
    #[serde(default)]
    push: BTreeMap<String, Value>,
    #[serde(default)]
    copy: BTreeMap<String, String>,
    #[serde(default)]
    remove: Vec<String>,
    #[serde(default)]
    reverse: Vec<String>,
    step: String,
    code: String,
}

fn forgeries() -> Vec<Forgery> {
    let text = include_str!("forgeries.json")
        .replace("ANOTHER_KEY", &key(2).public_key().to_string())
        .replace("ISSUER_KEY", &key(1).public_key().to_string())
        .replace("SMALL_ORDER_KEY", &small_order_key());
    serde_json::from_str(&text).unwrap()
}

impl Forgery {
    fn made(&self) -> Value {
        let mut certificate = signed_json();
        for (place, value) in &self.set {
            set(&mut certificate, place, value.clone());
        }
        for (place, value) in &self.push {
            certificate
                .pointer_mut(place)
                .unwrap()
                .as_array_mut()
                .unwrap()
                .push(value.clone());
        }
        for (place, from) in &self.copy {
            let value = certificate.pointer(from).unwrap().clone();
            set(&mut certificate, place, value);
        }
        for place in &self.reverse {
            certificate
                .pointer_mut(place)
                .unwrap()
                .as_array_mut()
                .unwrap()
                .reverse();
        }
        for place in &self.remove {
            let (parent, last) = place.rsplit_once('/').unwrap();
            match certificate.pointer_mut(parent).unwrap() {
                Value::Array(items) => drop(items.remove(last.parse().unwrap())),
                object => drop(object.as_object_mut().unwrap().remove(last).unwrap()),
            }
        }
        assert_ne!(certificate, signed_json(), "{} changes nothing", self.name);
        certificate
    }
}

fn set(certificate: &mut Value, place: &str, value: Value) {
    let (parent, last) = place.rsplit_once('/').unwrap();
    match certificate.pointer_mut(parent).unwrap() {
        Value::Array(items) => items[last.parse::<usize>().unwrap()] = value,
        object => object[last] = value,
    }
}

fn small_order_key() -> String {
    let mut bytes = vec![0xed, 0x01, 1];
    bytes.resize(34, 0);
    format!("z{}", bs58::encode(bytes).into_string())
}

#[test]
fn every_forgery_is_refused_at_its_step() {
    let mut wrong = Vec::new();
    for forgery in forgeries() {
        let report = verify(forgery.made().to_string().as_bytes(), &employer());
        assert!(
            matches!(report.outcome(), Outcome::Invalid(_)),
            "{}",
            forgery.name
        );
        assert_eq!(report.credential(), None, "{}", forgery.name);
        let decided = decision(&report).map(|(step, code)| (step.as_str(), code));
        if decided != Some((&forgery.step, &forgery.code)) {
            wrong.push((forgery.name, decided));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(forgeries().len() >= 100);
}

/// Bytes that aren't a certificate's JSON at all.
#[test]
fn bytes_are_refused_while_they_are_read() {
    let good = signed().json().to_owned();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("nothing", vec![], "not_json"),
        (
            "half a certificate",
            good.as_bytes()[..good.len() / 2].to_vec(),
            "not_json",
        ),
        (
            "two certificates",
            [good.as_bytes(), good.as_bytes()].concat(),
            "not_json",
        ),
        (
            "a certificate in an array",
            format!("[{good}]").into_bytes(),
            "not_an_object",
        ),
        (
            "a byte order mark",
            format!("\u{feff}{good}").into_bytes(),
            "not_utf8",
        ),
        (
            "Latin-1",
            good.replace('é', "\u{1}")
                .bytes()
                .map(|b| if b == 1 { 0xe9 } else { b })
                .collect(),
            "not_utf8",
        ),
        (
            "a second name",
            good.replacen("\"name\":", "\"name\":\"Doctorat\",\"name\":", 1)
                .into_bytes(),
            "duplicate_key",
        ),
        (
            "a second proof member",
            good.replacen("\"proof\":", "\"proof\":[],\"proof\":", 1)
                .into_bytes(),
            "duplicate_key",
        ),
        (
            "a second key in escapes",
            good.replacen("\"name\":", "\"n\\u0061me\":\"x\",\"name\":", 1)
                .into_bytes(),
            "duplicate_key",
        ),
        (
            "a deep tower",
            format!("{{\"a\":{}1{}}}", "[".repeat(1000), "]".repeat(1000)).into_bytes(),
            "too_deep",
        ),
        (
            "65 KiB of spaces",
            format!("{good}{}", " ".repeat(65 * 1024)).into_bytes(),
            "too_large",
        ),
        (
            "the beginning of a PNG",
            b"\x89PNG\r\n\x1a\n".to_vec(),
            "malformed_container",
        ),
        ("a JWT", b"eyJhbGciOiJub25lIn0.e30.".to_vec(), "not_json"),
    ];
    for (name, bytes, code) in cases {
        let report = verify(&bytes, &employer());
        assert_eq!(decision(&report), Some((Step::Document, code)), "{name}");
    }
}

#[test]
fn a_canonicalisation_bomb_is_refused_before_it_is_lit() {
    // A clique of anonymous nodes; each is told apart by nothing, which takes (n − 1)! permutations at each level.
    let clique: Vec<Value> = (0..12)
        .map(|i| json!({"id": format!("_:n{i}"), "related": (0..12).map(|j| format!("_:n{j}")).collect::<Vec<_>>()}))
        .collect();
    let bomb = json!({"@context": CERTIFICATE_CONTEXTS, "@graph": clique});
    assert!(matches!(
        verify(bomb.to_string().as_bytes(), &employer()).outcome(),
        Outcome::Invalid(Step::Proofs | Step::Shape)
    ));

    // As far as the canonicaliser itself, which other documents than certificates reach.
    let vocabulary = json!({"id": "@id", "related": {"@id": "https://example.org/related", "@type": "@id"}});
    let vocabulary = json!({"@context": vocabulary, "@graph": clique});
    assert_eq!(canonical_n_quads(&vocabulary), Err(CanonicalError::TooMuchWork));
}

#[test]
fn a_certificate_that_an_attacker_signs_as_the_issuer_is_refused() {
    let forged = credential(request()).sign(&key(2), issued()).unwrap();
    assert_eq!(
        decision(&verify(forged.json().as_bytes(), &employer())),
        Some((Step::Issuer, "unknown_key"))
    );
}

#[test]
fn proofs_of_another_certificate_do_not_transfer() {
    let mut other = request();
    other.title = "Certificat « Autre chose »".into();
    let other: Value =
        serde_json::from_str(credential(other).sign(&key(1), issued()).unwrap().json()).unwrap();
    let mut mixed = signed_json();
    mixed["proof"][0] = other["proof"][0].clone();
    let report = verify(mixed.to_string().as_bytes(), &employer());
    assert_eq!(
        report.answer(Step::Signatures),
        &Answer::Failed(Reason::BadSignature(vec![Cryptosuite::EddsaRdfc2022]))
    );
    let mut mixed = signed_json();
    mixed["proof"][1] = other["proof"][1].clone();
    let report = verify(mixed.to_string().as_bytes(), &employer());
    assert_eq!(
        report.answer(Step::Signatures),
        &Answer::Failed(Reason::BadSignature(vec![Cryptosuite::EddsaJcs2022]))
    );
}

#[test]
fn every_reason_is_told_in_both_languages_without_control_characters() {
    for forgery in forgeries() {
        let name = &forgery.name;
        let report = verify(forgery.made().to_string().as_bytes(), &employer());
        for (_, answer) in report.answers() {
            let Some((code, english, french)) = answer.explanation() else {
                continue;
            };
            assert_ne!(english, french, "{name}: {code}");
            assert!(
                !format!("{english}{french}").contains(char::is_control),
                "{name}: {code}"
            );
        }
    }
}
