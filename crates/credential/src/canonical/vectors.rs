//! Published vectors: W3C `vc-di-eddsa` (every step of both suites), RDFC-1.0, RFC 8785.

use std::path::Path;

use ed25519_dalek::SigningKey;
use oxrdf::Quad;
use oxrdf::dataset::Dataset;
use serde_json::{Value, json};

use super::contexts::{BUNDLED, BundledContext, ContextSet};
use super::rdfc::{canonical_form, dataset, serialize_canonically};
use super::{CanonicalError, canonical_n_quads, jcs};
use crate::digest::sha256;
use crate::key::{ProofValue, PublicKey};
use crate::signer::{SecretKey, Signer as _};

macro_rules! vector {
    ($file:literal) => {
        include_str!(concat!("../../tests/vectors/", $file))
    };
}

/// What the vectors' document needs besides ours: the examples context is only a vocabulary.
const WITH_EXAMPLES: ContextSet = &[
    BUNDLED[0],
    BundledContext {
        url: "https://www.w3.org/ns/credentials/examples/v2",
        bytes: br#"{"@context":{"@vocab":"https://www.w3.org/ns/credentials/examples#"}}"#,
    },
];

fn vector_key() -> SecretKey {
    let pair: Value = serde_json::from_str(vector!("vc-di-eddsa/keyPair.json")).unwrap();
    let secret = pair["privateKeyMultibase"].as_str().unwrap();
    let bytes = bs58::decode(&secret[1..]).into_vec().unwrap();
    let key = SecretKey::new(SigningKey::from_bytes(bytes[2..].try_into().unwrap()));
    assert_eq!(key.public_key().to_string(), pair["publicKeyMultibase"]);
    key
}

/// Hashes both canonical forms and signs them, and compares each step with the vector's.
fn follows(
    proof_canonical: &str,
    document_canonical: &str,
    [proof_hash, document_hash, combined, hex_sig, sig]: [&str; 5],
) {
    let proof = sha256(proof_canonical.as_bytes());
    let document = sha256(document_canonical.as_bytes());
    assert_eq!(hex::encode(proof), proof_hash);
    assert_eq!(hex::encode(document), document_hash);
    let hashes = [proof, document].concat();
    assert_eq!(hex::encode(&hashes), combined);
    let signature = vector_key().sign(&hashes).unwrap();
    assert_eq!(hex::encode(signature), hex_sig);
    assert_eq!(ProofValue(signature).to_string(), sig);
    assert!(vector_key().public_key().verifies(&hashes, &sig.parse().unwrap()));
}

#[test]
fn w3c_eddsa_rdfc_2022_step_by_step() {
    let document: Value = serde_json::from_str(vector!("vc-di-eddsa/unsigned.json")).unwrap();
    let config: Value =
        serde_json::from_str(vector!("vc-di-eddsa/eddsa-rdfc-2022/proofConfigDataInt.json")).unwrap();
    let canonical = |value| canonical_form(dataset(value, WITH_EXAMPLES).unwrap()).unwrap();
    assert_eq!(
        canonical(&config),
        vector!("vc-di-eddsa/eddsa-rdfc-2022/proofCanonDataInt.txt")
    );
    assert_eq!(
        canonical(&document),
        vector!("vc-di-eddsa/eddsa-rdfc-2022/canonDocDataInt.txt")
    );
    follows(
        &canonical(&config),
        &canonical(&document),
        [
            vector!("vc-di-eddsa/eddsa-rdfc-2022/proofHashDataInt.txt"),
            vector!("vc-di-eddsa/eddsa-rdfc-2022/docHashDataInt.txt"),
            vector!("vc-di-eddsa/eddsa-rdfc-2022/combinedHashDataInt.txt"),
            vector!("vc-di-eddsa/eddsa-rdfc-2022/sigHexDataInt.txt"),
            vector!("vc-di-eddsa/eddsa-rdfc-2022/sigBTC58DataInt.txt"),
        ],
    );
}

#[test]
fn w3c_eddsa_jcs_2022_step_by_step() {
    let document: Value = serde_json::from_str(vector!("vc-di-eddsa/unsigned.json")).unwrap();
    let config: Value =
        serde_json::from_str(vector!("vc-di-eddsa/eddsa-jcs-2022/proofConfigJCS.json")).unwrap();
    assert_eq!(
        jcs(&config).unwrap(),
        vector!("vc-di-eddsa/eddsa-jcs-2022/proofCanonJCS.txt")
    );
    assert_eq!(
        jcs(&document).unwrap(),
        vector!("vc-di-eddsa/eddsa-jcs-2022/canonDocJCS.txt")
    );
    follows(
        &jcs(&config).unwrap(),
        &jcs(&document).unwrap(),
        [
            vector!("vc-di-eddsa/eddsa-jcs-2022/proofHashJCS.txt"),
            vector!("vc-di-eddsa/eddsa-jcs-2022/docHashJCS.txt"),
            vector!("vc-di-eddsa/eddsa-jcs-2022/combinedHashJCS.txt"),
            vector!("vc-di-eddsa/eddsa-jcs-2022/sigHexJCS.txt"),
            vector!("vc-di-eddsa/eddsa-jcs-2022/sigBTC58JCS.txt"),
        ],
    );
}

#[test]
fn w3c_employment_vector_from_its_canonical_forms() {
    // Its citizenship context isn't one of ours, so this begins where the canonical forms are given.
    follows(
        vector!("vc-di-eddsa/eddsa-rdfc-2022/employ/proofCanonDataInt.txt"),
        vector!("vc-di-eddsa/eddsa-rdfc-2022/employ/canonDocDataInt.txt"),
        [
            vector!("vc-di-eddsa/eddsa-rdfc-2022/employ/proofHashDataInt.txt"),
            vector!("vc-di-eddsa/eddsa-rdfc-2022/employ/docHashDataInt.txt"),
            vector!("vc-di-eddsa/eddsa-rdfc-2022/employ/combinedHashDataInt.txt"),
            vector!("vc-di-eddsa/eddsa-rdfc-2022/employ/sigHexDataInt.txt"),
            vector!("vc-di-eddsa/eddsa-rdfc-2022/employ/sigBTC58DataInt.txt"),
        ],
    );
}

#[test]
fn w3c_signed_documents_verify_and_a_changed_key_does_not() {
    let signed: Value = serde_json::from_str(vector!("vc-di-eddsa/eddsa-jcs-2022/signedJCS.json")).unwrap();
    let mut document = signed.clone();
    let mut config = document.as_object_mut().unwrap().remove("proof").unwrap();
    let value = config.as_object_mut().unwrap().remove("proofValue").unwrap();
    let hashes = super::hash_data(
        crate::proof::Cryptosuite::EddsaJcs2022,
        &config,
        &document,
        &mut crate::fuel::Fuel::full(),
    )
    .unwrap();
    let signature: ProofValue = value.as_str().unwrap().parse().unwrap();
    let key: PublicKey = vector_key().public_key();
    assert!(key.verifies(&hashes, &signature));
    assert!(
        !SecretKey::new(SigningKey::from_bytes(&[1; 32]))
            .public_key()
            .verifies(&hashes, &signature)
    );
}

#[test]
fn rdfc_1_0_positive_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/rdf-canon");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let parse = |text: &str| -> Dataset {
        text.lines()
            .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
            .map(|line| line.parse::<Quad>().unwrap())
            .collect()
    };
    let mut canonicalised = 0;
    let mut over_budget = Vec::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some(case) = name.strip_suffix("-in.nq") else {
            continue;
        };
        let input = parse(&read(&name));
        if super::work::check(&input).is_err() {
            over_budget.push(case.to_owned());
        }
        // The suite's negative case, a clique of ten that no processor can finish.
        if case != "test074" {
            assert_eq!(
                serialize_canonically(input),
                read(&format!("{case}-rdfc10.nq")),
                "{case}"
            );
            canonicalised += 1;
        }
    }
    assert_eq!(canonicalised, 63);
    // Three poison graphs that the suite calls computable, a graph of five tied nodes, and the clique: no certificate is like them.
    over_budget.sort();
    assert_eq!(
        over_budget,
        ["test044", "test045", "test046", "test054", "test074"]
    );
}

#[test]
fn rfc_8785_vectors() {
    // Section 3.2.2 and 3.2.3: numbers, escapes, and keys in UTF-16 order.
    let input: Value = serde_json::from_str(
        r#"{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],
            "string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}"#,
    )
    .unwrap();
    let expected = "{\"literals\":[null,true,false],\
        \"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],\
        \"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}";
    assert_eq!(jcs(&input).unwrap(), expected);

    let keys = json!({"\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew Letter Dalet With Dagesh",
        "1": "One", "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control", "\u{f6}": "Latin Small Letter O With Diaeresis"});
    let canonical = jcs(&keys).unwrap();
    let order = [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small",
        "Euro Sign",
        "Emoji",
        "Hebrew",
    ];
    let places: Vec<usize> = order.iter().map(|value| canonical.find(value).unwrap()).collect();
    assert!(places.is_sorted(), "{canonical}");
}

#[test]
fn a_context_that_is_not_bundled_is_refused() {
    let document =
        json!({"@context": "https://www.w3.org/ns/credentials/examples/v2", "id": "urn:x", "a": "b"});
    assert!(matches!(
        canonical_n_quads(&document),
        Err(CanonicalError::JsonLd(_))
    ));
}
