//! The life of a certificate: issued, kept by the holder, verified by an employer.

use crate::fixture::*;
use serde_json::{Value, json};
use spyrales_credential::*;

#[test]
fn an_issued_certificate_is_valid_to_an_employer_who_knows_the_issuer() {
    let report = verify(signed().json().as_bytes(), &employer());
    assert_eq!(report.outcome(), Outcome::Valid, "{report:#?}");
    let answers: Vec<&str> = report.answers().map(|(_, answer)| answer.as_str()).collect();
    let (p, n) = ("passed", "not_checked");
    assert_eq!(answers, [p, p, p, p, p, p, n, n, n, n, p]);
    assert_eq!(report.issuer_name().unwrap().as_str(), "Spyrales (registre)");
    assert_eq!(report.credential().unwrap(), signed().credential());
}

#[test]
fn a_certificate_has_the_published_form() {
    let mut request = request();
    request.status = Some(StatusSlots {
        revocation: StatusSlot {
            list: 1,
            index: 94567,
        },
        suspension: StatusSlot { list: 2, index: 8 },
    });
    let signed = credential(request).sign(&key(1), issued()).unwrap();
    let json: Value = serde_json::from_str(signed.json()).unwrap();
    assert_eq!(jcs(&json).unwrap(), signed.json(), "the file is in RFC 8785 form");
    assert_eq!(json["@context"], json!(CERTIFICATE_CONTEXTS));
    assert_eq!(
        json["id"],
        "https://certs.example.org/credentials/019ab3c5-0c1e-7f00-8000-000000000001"
    );
    assert_eq!(
        json["type"],
        json!(["VerifiableCredential", "OpenBadgeCredential"])
    );
    assert_eq!(
        json["issuer"],
        json!({"id": "did:web:certs.example.org", "type": ["Profile"], "name": "Spyrales", "url": "https://certs.example.org"})
    );
    assert_eq!(json["validFrom"], "2026-11-24T03:18:35Z");
    assert_eq!(json["awardedDate"], "2026-11-20T16:00:00Z");
    let achievement = &json["credentialSubject"]["achievement"];
    assert_eq!(
        achievement["id"],
        "https://certs.example.org/achievements/py-data-2/v3"
    );
    assert_eq!(
        achievement["criteria"]["id"],
        "https://certs.example.org/achievements/py-data-2/v3/criteria"
    );
    assert_eq!(achievement["version"], "3");
    assert_eq!(achievement["alignment"][0]["targetCode"], "M1403");
    assert_eq!(achievement["alignment"][1].get("targetCode"), None);
    assert_eq!(achievement["resultDescription"][0]["requiredValue"], "75");
    assert_eq!(json["credentialSubject"]["result"][0]["value"], "88.5");
    assert_eq!(
        json["credentialStatus"][1],
        json!({
            "id": "https://certs.example.org/status/suspension/2#8", "type": "BitstringStatusListEntry",
            "statusPurpose": "suspension", "statusListIndex": "8",
            "statusListCredential": "https://certs.example.org/status/suspension/2",
        })
    );
    let method = format!("did:web:certs.example.org#{}", key(1).public_key());
    let [rdfc, jcs] = [&json["proof"][0], &json["proof"][1]];
    assert_eq!(
        [&rdfc["cryptosuite"], &jcs["cryptosuite"]],
        ["eddsa-rdfc-2022", "eddsa-jcs-2022"]
    );
    assert_eq!(
        [&rdfc["verificationMethod"], &jcs["verificationMethod"]],
        [&method, &method]
    );
    assert_eq!(
        (rdfc.get("@context"), &jcs["@context"]),
        (None, &json["@context"])
    );
    assert!(
        !signed.json().contains("ana.lima"),
        "the holder's address isn't in the certificate"
    );
}

#[test]
fn the_same_request_and_randomness_make_the_same_bytes() {
    assert_eq!(signed().json(), signed().json());
    assert_eq!(signed().digest(), signed().digest());
}

#[test]
fn every_certificate_of_an_achievement_repeats_the_published_one() {
    let published = request().achievement.into_achievement(&issuer().origin).unwrap();
    assert_eq!(signed().credential().achievement(), &published);
    let report = verify(
        signed().json().as_bytes(),
        &employer().with_achievement(published),
    );
    assert_eq!(report.answer(Step::Evidence), &Answer::Passed);

    let mut other = request().achievement;
    other.criteria.push_str(" Sans limite de temps.");
    let changed = other.into_achievement(&issuer().origin).unwrap();
    let report = verify(signed().json().as_bytes(), &employer().with_achievement(changed));
    assert_eq!(decision(&report), Some((Step::Evidence, "achievement_differs")));
}

#[test]
fn the_holder_shows_the_grading_record() {
    let record = |bytes| employer().with_evidence(EvidenceDigest::of(bytes));
    let report = verify(signed().json().as_bytes(), &record(b"the grading record"));
    assert_eq!(report.answer(Step::Evidence), &Answer::Passed);
    let report = verify(
        signed().json().as_bytes(),
        &record(b"the grading record, embellished"),
    );
    assert_eq!(decision(&report), Some((Step::Evidence, "evidence_altered")));
}

#[test]
fn an_employer_checks_whose_certificate_it_is() {
    let holder = |email: &str| employer().with_recipient(email.parse().unwrap());
    let report = verify(signed().json().as_bytes(), &holder("Ana.Lima@example.org"));
    assert_eq!(
        (report.outcome(), report.answer(Step::Recipient)),
        (Outcome::Valid, &Answer::Passed)
    );
    let report = verify(signed().json().as_bytes(), &holder("someone.else@example.org"));
    assert_eq!(decision(&report), Some((Step::Recipient, "other_recipient")));
}

#[test]
fn the_period_of_validity_has_a_bounded_skew_at_its_start_only() {
    let on = |now| decision(&verify(signed().json().as_bytes(), &employer_on(at(now))));
    assert_eq!(
        on("2026-11-24T03:16:35Z"),
        None,
        "the issuer's clock may be two minutes ahead"
    );
    assert_eq!(
        on("2026-11-24T03:16:34Z"),
        Some((Step::Validity, "signed_in_the_future"))
    );
    assert_eq!(on("2029-11-23T23:59:59Z"), None);
    assert_eq!(on("2029-11-24T00:00:00Z"), Some((Step::Validity, "expired")));
    assert_eq!(on("9999-12-30T00:00:00Z"), Some((Step::Validity, "expired")));
}

#[test]
fn a_certificate_signed_before_it_holds_is_not_yet_valid() {
    let early = credential(request())
        .sign(&key(1), at("2026-11-01T00:00:00Z"))
        .unwrap();
    let report = verify(early.json().as_bytes(), &employer_on(at("2026-11-02T00:00:00Z")));
    assert_eq!(decision(&report), Some((Step::Validity, "not_yet_valid")));
}

#[test]
fn keys_rotate_and_retired_ones_verify_for_their_time() {
    let current = IssuerKey::new(key(2).public_key());
    let limited = |since: Option<&str>, retired: Option<&str>, compromised: Option<&str>| {
        let date = |text: Option<&str>| text.map(|text| text.parse().unwrap());
        let old = IssuerKey {
            key: key(1).public_key(),
            since: date(since),
            retired: date(retired),
            compromised: date(compromised).map(|at| Compromise { at, log_size: None }),
        };
        let context = VerificationContext::new(today())
            .with_registered_issuer(issuer_keys(&[current, old]), "Spyrales".parse().unwrap());
        decision(&verify(signed().json().as_bytes(), &context))
    };
    assert_eq!(
        limited(Some("2026-11-24T03:18:35Z"), Some("2026-11-24T03:18:36Z"), None),
        None
    );
    assert_eq!(
        limited(None, Some("2026-11-24T03:18:35Z"), None),
        Some((Step::Issuer, "key_retired"))
    );
    assert_eq!(
        limited(Some("2026-11-24T03:18:36Z"), None, None),
        Some((Step::Issuer, "key_too_early"))
    );
    assert_eq!(
        limited(None, None, Some("2026-11-30T00:00:00Z")),
        Some((Step::Issuer, "key_compromised"))
    );
    assert_eq!(limited(None, None, None), None);
}

#[test]
fn an_issuer_nobody_registered_is_never_valid() {
    let keys = issuer_keys(&[IssuerKey::new(key(1).public_key())]);
    let report = verify(
        signed().json().as_bytes(),
        &VerificationContext::new(today()).with_unregistered_issuer(keys),
    );
    assert_eq!(report.outcome(), Outcome::Incomplete(Step::Registry));
    assert_eq!(report.issuer_name(), None);

    let report = verify(signed().json().as_bytes(), &VerificationContext::new(today()));
    assert_eq!(report.answer(Step::Issuer), &Answer::Unknown(Unknown::IssuerKeys));
    assert_eq!(
        (report.outcome(), report.credential()),
        (Outcome::Incomplete(Step::Issuer), None)
    );
}

#[test]
fn a_status_that_nobody_looked_up_is_never_valid() {
    let mut request = request();
    let slot = StatusSlot { list: 1, index: 5 };
    request.status = Some(StatusSlots {
        revocation: slot,
        suspension: slot,
    });
    let signed = credential(request).sign(&key(1), issued()).unwrap();
    let report = verify(signed.json().as_bytes(), &employer());
    assert_eq!(decision(&report), Some((Step::Status, "no_status_list")));
    assert_eq!(report.outcome(), Outcome::Incomplete(Step::Status));
}

#[test]
fn a_signer_that_lies_about_its_key_issues_nothing() {
    struct Mismatched;
    impl Signer for Mismatched {
        fn public_key(&self) -> PublicKey {
            key(1).public_key()
        }
        fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError> {
            key(2).sign(message)
        }
    }
    let result = credential(request()).sign(&Mismatched, issued());
    assert!(matches!(result, Err(SignError::WrongSignature)), "{result:?}");
}

#[test]
fn requests_that_cannot_be_certificates_are_refused_by_field() {
    let refused = |change: fn(&mut CertificateRequest)| {
        let mut request = request();
        change(&mut request);
        let rng = &mut <rand_chacha::ChaCha20Rng as rand::SeedableRng>::seed_from_u64(1);
        match request.into_credential(&issuer(), issued(), rng) {
            Err(RequestError::Field { field, .. }) => field,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(refused(|r| r.title = "<b>Certificat</b>".into()), "title");
    assert_eq!(refused(|r| r.title = String::new()), "title");
    assert_eq!(
        refused(|r| r.achievement.name = "A &amp; B".into()),
        "achievement.name"
    );
    assert_eq!(
        refused(|r| r.achievement.slug = "../x".into()),
        "achievement.slug"
    );
    assert_eq!(
        refused(|r| r.achievement.tags.push("SQL".into())),
        "credentialSubject.achievement.tag"
    );
    assert_eq!(refused(|r| r.valid_until = Some(issued())), "validUntil");
    assert_eq!(
        refused(|r| {
            let alignment = r.achievement.alignments[0].clone();
            r.achievement.alignments = vec![alignment; 33];
        }),
        "credentialSubject.achievement.alignment"
    );
}

#[test]
fn the_did_document_round_trips_and_stays_small() {
    let date = |text: &str| Some(text.parse().unwrap());
    let keys = issuer_keys(&[
        IssuerKey::new(key(1).public_key()),
        IssuerKey {
            retired: date("2026-01-01T00:00:00Z"),
            ..IssuerKey::new(key(2).public_key())
        },
        IssuerKey {
            compromised: date("2026-02-01T00:00:00Z").map(|at| Compromise {
                at,
                log_size: Some(7),
            }),
            ..IssuerKey::new(key(3).public_key())
        },
    ]);
    let document = keys.did_document().unwrap();
    assert_eq!(
        IssuerKeys::from_did_document(document.as_bytes()),
        Ok(keys.clone())
    );
    let json: Value = serde_json::from_str(&document).unwrap();
    assert_eq!(
        json["assertionMethod"].as_array().unwrap().len(),
        2,
        "the compromised key is not in use"
    );
    assert!(
        json["assertionMethod"]
            .as_array()
            .unwrap()
            .iter()
            .all(Value::is_string)
    );

    let jwks: Value = serde_json::from_str(&keys.jwks()).unwrap();
    assert_eq!(jwks["keys"].as_array().unwrap().len(), 2);
    assert_eq!(jwks["keys"][0]["crv"], "Ed25519");
    assert_eq!(jwks["keys"][0]["x"].as_str().unwrap().len(), 43);

    let many: Vec<IssuerKey> = (0..60)
        .map(|seed| IssuerKey::new(key(seed).public_key()))
        .collect();
    assert_eq!(issuer_keys(&many).did_document(), Err(DidDocumentError::TooLarge));
}

#[test]
fn a_did_document_that_lends_its_name_to_another_key_is_refused() {
    let document = issuer_keys(&[IssuerKey::new(key(1).public_key())])
        .did_document()
        .unwrap();
    let other = key(2).public_key().to_string();
    let ours = key(1).public_key().to_string();
    let mut json: Value = serde_json::from_str(&document).unwrap();
    json["verificationMethod"][0]["publicKeyMultibase"] = json!(other);
    assert!(matches!(
        IssuerKeys::from_did_document(json.to_string().as_bytes()),
        Err(DidDocumentError::Method(_))
    ));
    for (from, to) in [
        (
            "\"controller\":\"did:web:certs.example.org\"",
            "\"controller\":\"did:web:evil.example\"",
        ),
        ("Multikey\"", "JsonWebKey2020\""),
        (
            &*format!("[\"did:web:certs.example.org#{ours}\"]"),
            &*format!("[\"did:web:certs.example.org#{other}\"]"),
        ),
    ] {
        let changed = document.replace(from, to);
        assert_ne!(changed, document, "{from}");
        assert!(
            IssuerKeys::from_did_document(changed.as_bytes()).is_err(),
            "{from}"
        );
    }
    assert!(IssuerKeys::from_did_document(b"{\"id\":\"did:web:a\",\"id\":\"did:web:b\"}").is_err());
}

#[test]
fn the_report_has_a_stable_json_form() {
    let report = verify(
        signed().json().as_bytes(),
        &employer_on(at("2030-01-01T00:00:00Z")),
    );
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["version"], 1);
    assert_eq!(
        (&json["outcome"], &json["decidedBy"]),
        (&json!("invalid"), &json!("validity"))
    );
    assert_eq!(
        json["message"]["fr"],
        "Ce certificat n'est pas valable (étape : période de validité)."
    );
    assert_eq!(json["steps"].as_array().unwrap().len(), 11);
    assert_eq!(json["steps"][0], json!({"step": "document", "answer": "passed"}));
    assert_eq!(
        json["steps"][5],
        json!({"step": "validity", "answer": "failed", "code": "expired", "message": {
            "en": "the certificate expired on 2029-11-24T00:00:00Z",
            "fr": "le certificat a expiré le 2029-11-24T00:00:00Z",
        }})
    );
    assert_eq!(json["issuerName"], "Spyrales (registre)");
    assert_eq!(json["credential"]["score"], "88.5");

    let forged = serde_json::to_value(verify(b"{}", &employer())).unwrap();
    assert_eq!(
        (&forged["issuerName"], &forged["credential"]),
        (&Value::Null, &Value::Null)
    );
}
