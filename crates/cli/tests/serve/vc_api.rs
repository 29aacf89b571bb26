//! The VC-API, as the W3C's conformance suites call it: what they assert of issuers and verifiers over HTTP.
//!
//! The suites aren't on npm. Their main assertions are here: data model 2.0 (sections 4.2 to 4.12), `vc-di-eddsa` (proofs
//! of both cryptosuites, and what a verifier must refuse), Bitstring Status List (form of a published list).

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::service::{Agent, Service, add_administrator, add_user, json};

const BASE: &str = "https://www.w3.org/ns/credentials/v2";

/// Posts a body; the status, and what is answered.
async fn post(agent: &Agent, path: &str, body: &Value) -> (StatusCode, Value) {
    let sent = agent
        .post(path)
        .header("content-type", "application/json")
        .body(body.to_string());
    let answer = sent.send().await.unwrap();
    (answer.status(), json(answer).await)
}

async fn issue(agent: &Agent, credential: &Value, options: Value) -> (StatusCode, Value) {
    let body = json!({ "credential": credential, "options": options });
    post(agent, "/vc-api/credentials/issue", &body).await
}

async fn verify(agent: &Agent, credential: &Value) -> (StatusCode, Value) {
    let body = json!({ "verifiableCredential": credential, "options": { "checks": ["proof"] } });
    post(agent, "/vc-api/credentials/verify", &body).await
}

async fn present(agent: &Agent, presentation: &Value) -> (StatusCode, Value) {
    let body = json!({ "verifiablePresentation": presentation, "options": {} });
    post(agent, "/vc-api/presentations/verify", &body).await
}

/// The document with one member put in, at a JSON pointer to an object.
fn with(document: &Value, object: &str, member: &str, value: Value) -> Value {
    let mut changed = document.clone();
    changed.pointer_mut(object).unwrap()[member] = value;
    changed
}

fn without(document: &Value, object: &str, member: &str) -> Value {
    let mut changed = document.clone();
    let removed = changed
        .pointer_mut(object)
        .unwrap()
        .as_object_mut()
        .unwrap()
        .remove(member);
    assert!(removed.is_some(), "{member} was there");
    changed
}

#[tokio::test]
async fn it_is_for_administrators_of_a_service_that_was_told_to() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_with(data.path(), 1);
    let token = add_administrator(data.path());
    let administrator = Agent::new(&service, &token);
    let closed = issue(&administrator, &json!({}), json!({})).await;
    assert_eq!(closed.0, StatusCode::NOT_FOUND);
    service.kill();

    let service = Service::start_as(data.path(), 1, &["--vc-api"]);
    let [administrator, agent, nobody] = [
        token,
        add_user(data.path(), "camille"),
        format!("spy_{}", "A".repeat(43)),
    ]
    .map(|token| Agent::new(&service, &token));
    for path in [
        "/vc-api/credentials/issue",
        "/vc-api/credentials/verify",
        "/vc-api/presentations/verify",
    ] {
        let anonymous = reqwest::Client::new().post(format!("{}{path}", service.url));
        let anonymous = anonymous.json(&json!({})).send().await.unwrap();
        assert_eq!(anonymous.status(), StatusCode::UNAUTHORIZED, "{path}");
        let [unknown, forbidden, malformed] = [
            post(&nobody, path, &json!({})).await,
            post(&agent, path, &json!({})).await,
            post(&administrator, path, &json!({})).await,
        ];
        assert_eq!(unknown.0, StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(forbidden.0, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(malformed.0, StatusCode::BAD_REQUEST, "{path}: {}", malformed.1);
        let torn = administrator
            .post(path)
            .header("content-type", "application/json")
            .body("{\"credential\":");
        assert_eq!(
            torn.send().await.unwrap().status(),
            StatusCode::BAD_REQUEST,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_suite_issues_verifies_and_is_refused_what_it_must_be() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_as(data.path(), 1, &["--vc-api"]);
    let suite = Agent::new(&service, &add_administrator(data.path()));
    let did = json(suite.get("/.well-known/did.json").send().await.unwrap()).await;
    let issuer = did["id"].as_str().unwrap();
    let credential = json!({
        "@context": [BASE], "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
        "type": ["VerifiableCredential"], "issuer": { "id": issuer, "name": "Suite" },
        "credentialSubject": { "id": "did:example:subject", "name": { "@value": "x" } },
    });
    // A subject's name may be a language value in the model; a certificate's verifier takes no keyword, and neither do we.
    assert_eq!(
        issue(&suite, &credential, json!({})).await.0,
        StatusCode::BAD_REQUEST
    );
    let credential = with(&credential, "/credentialSubject", "name", json!("Camille"));

    // What is issued: the bare credential with one proof of the suite that was asked for.
    for cryptosuite in ["eddsa-rdfc-2022", "eddsa-jcs-2022"] {
        let (status, issued) = issue(&suite, &credential, json!({ "cryptosuite": cryptosuite })).await;
        assert_eq!(status, StatusCode::CREATED, "{issued}");
        assert_eq!(
            without(&issued, "", "proof"),
            credential,
            "nothing else is changed"
        );
        let proof = &issued["proof"];
        assert_eq!(proof["type"], "DataIntegrityProof");
        assert_eq!(proof["cryptosuite"], cryptosuite);
        assert_eq!(proof["proofPurpose"], "assertionMethod");
        assert!(proof["created"].as_str().unwrap().ends_with('Z'));
        let method = proof["verificationMethod"].as_str().unwrap();
        assert!(
            did["assertionMethod"]
                .as_array()
                .unwrap()
                .contains(&json!(method))
        );
        assert!(
            did["verificationMethod"].as_array().unwrap().iter().any(|key| {
                key["id"] == method && key["type"] == "Multikey" && key["controller"] == issuer
            })
        );
        assert!(proof["proofValue"].as_str().unwrap().starts_with('z'));
        let contexts = (cryptosuite == "eddsa-jcs-2022").then(|| &credential["@context"]);
        assert_eq!(proof.get("@context"), contexts);

        let verified = verify(&suite, &issued).await;
        assert_eq!(verified.0, StatusCode::OK, "{}", verified.1);
        for (wrong, what) in [
            (
                with(&issued, "/credentialSubject", "name", json!("Léa")),
                "another subject",
            ),
            (
                with(&issued, "", "validUntil", json!("2999-01-01T00:00:00Z")),
                "a member more",
            ),
            (without(&issued, "", "id"), "a member less"),
            (
                with(&issued, "", "issuer", json!("did:web:example.org")),
                "another issuer",
            ),
            (without(&issued, "", "proof"), "no proof"),
            (with(&issued, "", "proof", json!([])), "an empty set"),
            (without(&issued, "/proof", "type"), "no type"),
            (
                with(&issued, "/proof", "type", json!("Ed25519Signature2020")),
                "another type",
            ),
            (without(&issued, "/proof", "cryptosuite"), "no cryptosuite"),
            (
                with(&issued, "/proof", "cryptosuite", json!("bbs-2023")),
                "another cryptosuite",
            ),
            (without(&issued, "/proof", "verificationMethod"), "no method"),
            (
                with(
                    &issued,
                    "/proof",
                    "verificationMethod",
                    json!("did:key:z6Mk#z6Mk"),
                ),
                "another key",
            ),
            (without(&issued, "/proof", "proofPurpose"), "no purpose"),
            (
                with(&issued, "/proof", "proofPurpose", json!("authentication")),
                "another purpose",
            ),
            (
                with(&issued, "/proof", "created", json!("2020-02-30T00:00:00Z")),
                "no date",
            ),
            (
                with(&issued, "/proof", "created", json!("2020-01-01T00:00:00Z")),
                "another date",
            ),
            (without(&issued, "/proof", "proofValue"), "no value"),
            (with(&issued, "/proof", "proofValue", json!("")), "an empty value"),
            (
                with(&issued, "/proof", "proofValue", json!("uAAAA")),
                "another multibase",
            ),
            (
                with(&issued, "/proof", "proofValue", json!("z1111")),
                "a short value",
            ),
            (
                with(&issued, "/proof", "previousProof", json!("urn:uuid:x")),
                "a chain",
            ),
        ] {
            let refused = verify(&suite, &wrong).await;
            assert_eq!(
                refused.0,
                StatusCode::BAD_REQUEST,
                "{cryptosuite}, {what}: {}",
                refused.1
            );
            assert_eq!(refused.1["verified"], false, "{what}");
            let presented = json!({ "@context": [BASE], "type": ["VerifiablePresentation"], "verifiableCredential": [issued, wrong] });
            assert_eq!(
                present(&suite, &presented).await.0,
                StatusCode::BAD_REQUEST,
                "{what}"
            );
        }
        let presentation = json!({
            "@context": [BASE], "type": ["VerifiablePresentation"], "holder": issuer, "verifiableCredential": [issued],
        });
        let presented = present(&suite, &presentation).await;
        assert_eq!(presented.0, StatusCode::OK, "{}", presented.1);
        for (wrong, what) in [
            (without(&presentation, "", "type"), "no type"),
            (
                with(&presentation, "", "type", json!("VerifiableCredential")),
                "another type",
            ),
            (without(&presentation, "", "@context"), "no context"),
            (
                with(&presentation, "", "holder", json!("nobody")),
                "a holder that is no URL",
            ),
        ] {
            assert_eq!(present(&suite, &wrong).await.0, StatusCode::BAD_REQUEST, "{what}");
        }
    }

    // The data model: what may be there, and what an issuer must not sign.
    let id = "https://example.org/1";
    for (member, value) in [
        ("validFrom", json!("2020-01-01T00:00:00-05:00")),
        ("validUntil", json!("2999-01-01T00:00:00Z")),
        ("issuer", json!(issuer)),
        ("name", json!("Attestation")),
        ("termsOfUse", json!([{ "type": "IssuerPolicy", "id": id }])),
        ("evidence", json!({ "type": "DocumentVerification", "id": id })),
        ("credentialSchema", json!({ "type": "JsonSchema", "id": id })),
        (
            "credentialSubject",
            json!([{ "id": "did:example:a" }, { "id": "did:example:b" }]),
        ),
    ] {
        let (status, issued) = issue(&suite, &with(&credential, "", member, value), json!({})).await;
        // What no bundled context defines isn't signed by way of RDF, which would drop it.
        let defined = !["termsOfUse", "evidence"].contains(&member);
        assert_eq!(status == StatusCode::CREATED, defined, "{member}: {issued}");
    }
    for (member, value) in [
        ("@context", json!([])),
        ("@context", json!([BASE, 5])),
        ("@context", json!([did["@context"][0], BASE])),
        ("@context", json!(["https://example.org/unknown/v1", BASE])),
        ("id", json!("not a url")),
        ("id", json!([id, id])),
        ("type", json!([])),
        ("type", json!(["OtherCredential"])),
        ("issuer", json!(5)),
        ("issuer", json!({})),
        ("issuer", json!({ "id": "not a url" })),
        ("credentialSubject", json!({})),
        ("credentialSubject", json!([])),
        ("credentialSubject", json!("subject")),
        ("credentialSubject", json!({ "id": 5 })),
        ("validFrom", json!("2020-13-01T00:00:00Z")),
        ("validFrom", json!("2020-01-01T00:00:00")),
        ("credentialStatus", json!({ "id": id })),
        (
            "credentialStatus",
            json!({ "id": "not a url", "type": "BitstringStatusListEntry" }),
        ),
        ("credentialSchema", json!({ "type": "JsonSchema" })),
        ("credentialSchema", json!({ "id": id })),
        ("refreshService", json!({ "id": id })),
        ("termsOfUse", json!({ "id": id })),
        ("evidence", json!({ "id": id })),
        ("relatedResource", json!(id)),
        ("relatedResource", json!([{ "digestSRI": "sha256-x" }])),
        ("relatedResource", json!([{ "id": id }])),
    ] {
        let wrong = with(&credential, "", member, value.clone());
        let (status, answer) = issue(&suite, &wrong, json!({})).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{member}: {value}: {answer}");
    }
    for member in ["@context", "type", "issuer", "credentialSubject"] {
        let (status, _) = issue(&suite, &without(&credential, "", member), json!({})).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "no {member}");
    }

    // Published lists are credentials of the same issuer's.
    for purpose in ["revocation", "suspension"] {
        let list = json(suite.get(&format!("/status/{purpose}/1")).send().await.unwrap()).await;
        assert!(
            list["type"]
                .as_array()
                .unwrap()
                .contains(&json!("BitstringStatusListCredential"))
        );
        assert_eq!(list["credentialSubject"]["type"], "BitstringStatusList");
        assert_eq!(list["credentialSubject"]["statusPurpose"], purpose);
        assert!(
            list["credentialSubject"]["encodedList"]
                .as_str()
                .unwrap()
                .starts_with('u')
        );
        let verified = verify(&suite, &list).await;
        assert_eq!(verified.0, StatusCode::OK, "{}", verified.1);
        let other = with(&list, "/credentialSubject", "statusPurpose", json!("refresh"));
        assert_eq!(verify(&suite, &other).await.0, StatusCode::BAD_REQUEST);
    }

    // Nothing signed here passes for a certificate, and a certificate can't be had here.
    let badge = with(
        &credential,
        "",
        "type",
        json!(["VerifiableCredential", "OpenBadgeCredential"]),
    );
    assert_eq!(issue(&suite, &badge, json!({})).await.0, StatusCode::BAD_REQUEST);
    let (_, issued) = issue(&suite, &credential, json!({})).await;
    let report = suite
        .post("/api/v1/verify")
        .body(issued.to_string())
        .send()
        .await
        .unwrap();
    assert_eq!(json(report).await["outcome"], "invalid");
}
