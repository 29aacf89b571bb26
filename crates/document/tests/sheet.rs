//! A certificate in each form, drawn for real and verified again.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says why and ends")]

use rand::SeedableRng as _;
use spyrales_credential::{
    AchievementRequest, CertificateRequest, EvidenceDigest, Issuer, IssuerKey, IssuerKeys, Language, Outcome,
    Percent, SecretKey, Signer as _, VerificationContext, Version, unwrap_container, verify,
};
use spyrales_document::Sheet;

fn certificate(name: &str) -> (String, VerificationContext) {
    let mut rng = rand_chacha::ChaCha20Rng::seed_from_u64(7);
    let key = SecretKey::generate(&mut rng);
    let now = "2026-11-24T03:18:35Z".parse().unwrap();
    let issuer = Issuer {
        origin: "https://certificats.example.gouv.fr".parse().unwrap(),
        name: "Spyrales".parse().unwrap(),
    };
    let request = CertificateRequest {
        id: "019ab3c5-0c1e-7f00-8000-000000000001".parse().unwrap(),
        title: format!("Certificat « {name} »"),
        holder: "ana.lima@example.org".parse().unwrap(),
        awarded: "2026-11-01T16:00:00Z".parse().unwrap(),
        valid_until: None,
        achievement: AchievementRequest {
            slug: "prep-2".into(),
            version: Version::new(1).unwrap(),
            name: name.into(),
            description: "Joindre, filtrer et résumer des tables ; reconnaître et traiter les valeurs manquantes, les doublons et les unités ; rendre un résultat que l'on peut refaire.".into(),
            criteria: "Réussir.".into(),
            language: Language::Fr,
            tags: vec![],
            alignments: vec![],
            required_score: Percent::from_hundredths(7500).unwrap(),
        },
        score: Percent::from_hundredths(8850).unwrap(),
        evidence_id: "019ab3c5-0c1e-7f00-8000-000000000002".parse().unwrap(),
        evidence: EvidenceDigest::of(b"record"),
        status: None,
    };
    let keys = IssuerKeys::new(issuer.origin.did(), vec![IssuerKey::new(key.public_key())]);
    let employer = VerificationContext::new(now).with_registered_issuer(keys, "Spyrales".parse().unwrap());
    let signed = request
        .into_credential(&issuer, now, &mut rng)
        .unwrap()
        .sign(&key, now)
        .unwrap();
    (signed.json().to_owned(), employer)
}

const NAME: &str = "Préparer des données — palier 2, autonome";

fn sheet(name: &str, holder: Option<&str>) -> (Sheet, VerificationContext) {
    let (json, employer) = certificate(name);
    let url = "https://certificats.example.gouv.fr/verify/019ab3c5-0c1e-7f00-8000-000000000001";
    let sheet = Sheet::new(json, "Spyrales".into(), holder.map(Into::into), url.into()).unwrap();
    (sheet, employer)
}

#[test]
fn every_form_carries_the_certificate_byte_for_byte() {
    let (sheet, employer) = sheet(NAME, Some("Hélène Gœuriot-Łukasiewicz"));
    for file in [
        sheet.pdf().unwrap(),
        sheet.png().unwrap(),
        sheet.svg().unwrap().into_bytes(),
    ] {
        assert_eq!(unwrap_container(&file).unwrap().as_ref(), sheet.json().as_bytes());
        assert_eq!(verify(&file, &employer).outcome(), Outcome::Valid);
        assert!(file.len() < 300_000, "{} bytes", file.len());
        // To be looked at: `SPYRALES_DRAW=folder cargo test -p spyrales-document`.
        if let Some(folder) = std::env::var_os("SPYRALES_DRAW") {
            let kind = match &file[..4] {
                b"%PDF" => "pdf",
                b"\x89PNG" => "png",
                _ => "svg",
            };
            std::fs::write(
                std::path::Path::new(&folder).join(format!("certificat.{kind}")),
                &file,
            )
            .unwrap();
        }
    }
}

#[test]
fn a_name_is_drawn_only_if_it_is_given() {
    let drawn = |holder| sheet(NAME, holder).0.svg().unwrap();
    assert!(drawn(Some("Camille Özgür")).contains("délivré à Camille Özgür"));
    assert!(!drawn(None).contains("délivré à"));
    assert_eq!(drawn(Some("")), drawn(None));
}

#[test]
fn hostile_and_endless_texts_are_drawn_all_the_same() {
    let endless = "mot ".repeat(60);
    let unbroken = "x".repeat(200);
    for (name, holder) in [
        (endless.as_str(), "<script>alert(1)</script> & co ]]>"),
        (unbroken.as_str(), "名前 Дмитрий \u{1F600}"),
        (NAME, "a\u{0}b\u{202e}c\n\td"),
    ] {
        let (sheet, employer) = sheet(name.trim(), Some(holder));
        for file in [
            sheet.pdf().unwrap(),
            sheet.png().unwrap(),
            sheet.svg().unwrap().into_bytes(),
        ] {
            assert_eq!(
                verify(&file, &employer).outcome(),
                Outcome::Valid,
                "{name} {holder}"
            );
        }
    }
}

#[test]
fn what_is_no_certificate_is_not_drawn() {
    let draw = |json: &str| {
        Sheet::new(
            json.into(),
            "Spyrales".into(),
            None,
            "https://example.org/verify/x".into(),
        )
    };
    assert!(draw("{}").is_err());
    assert!(draw("[").is_err());
}
