//! A certificate as the platform issues it, and an employer who knows the platform.

use jiff::Timestamp;
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use serde_json::Value;
use spyrales_credential::*;

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// When certificates are issued in these tests.
pub(crate) fn issued() -> Timestamp {
    at("2026-11-24T03:18:35Z")
}

/// When they are verified.
pub(crate) fn today() -> Timestamp {
    at("2026-12-01T12:00:00Z")
}

pub(crate) fn key(seed: u64) -> SecretKey {
    SecretKey::generate(&mut ChaCha20Rng::seed_from_u64(seed))
}

pub(crate) fn issuer() -> Issuer {
    Issuer {
        origin: "https://certs.example.org".parse().unwrap(),
        name: "Spyrales".parse().unwrap(),
    }
}

pub(crate) fn request() -> CertificateRequest {
    CertificateRequest {
        id: "019ab3c5-0c1e-7f00-8000-000000000001".parse().unwrap(),
        title: "Certificat « Analyse de données avec Python » — niveau 2".into(),
        holder: "ana.lima@example.org".parse().unwrap(),
        awarded: at("2026-11-20T16:00:00Z"),
        valid_until: Some(at("2029-11-24T00:00:00Z")),
        achievement: AchievementRequest {
            slug: "py-data-2".into(),
            version: Version::new(3).unwrap(),
            name: "Analyse de données avec Python — niveau 2".into(),
            description: "Préparer, explorer et présenter des données publiques.".into(),
            criteria: "Réussir le segment avec au moins 75 %.\nLe relevé donne chaque contrôle.".into(),
            language: Language::Fr,
            tags: vec!["pandas".into(), "SQL".into()],
            alignments: vec![
                Alignment::new(
                    "ROME 4.0".parse().unwrap(),
                    "Études et prospectives socio-économiques".parse().unwrap(),
                    Some("M1403".parse().unwrap()),
                    "ext:ROME".parse().unwrap(),
                    "https://candidat.francetravail.fr/metierscope/fiche-metier/M1403"
                        .parse()
                        .unwrap(),
                ),
                Alignment::new(
                    "ESCO".parse().unwrap(),
                    "analyser des données".parse().unwrap(),
                    None,
                    "ext:ESCOSkill".parse().unwrap(),
                    "http://data.europa.eu/esco/skill/2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f"
                        .parse()
                        .unwrap(),
                ),
            ],
            required_score: Percent::from_hundredths(7500).unwrap(),
        },
        score: Percent::from_hundredths(8850).unwrap(),
        evidence_id: "019ab3c5-0c1e-7f00-8000-000000000002".parse().unwrap(),
        evidence: EvidenceDigest::of(b"the grading record"),
        status: None,
    }
}

pub(crate) fn credential(request: CertificateRequest) -> Credential {
    request
        .into_credential(&issuer(), issued(), &mut ChaCha20Rng::seed_from_u64(7))
        .unwrap()
}

pub(crate) fn signed() -> SignedCredential {
    credential(request()).sign(&key(1), issued()).unwrap()
}

pub(crate) fn signed_json() -> Value {
    serde_json::from_str(signed().json()).unwrap()
}

pub(crate) fn issuer_keys(keys: &[IssuerKey]) -> IssuerKeys {
    IssuerKeys::new(issuer().origin.did(), keys.to_vec())
}

pub(crate) fn employer_on(now: Timestamp) -> VerificationContext {
    VerificationContext::new(now).with_registered_issuer(
        issuer_keys(&[IssuerKey::new(key(1).public_key())]),
        "Spyrales (registre)".parse().unwrap(),
    )
}

pub(crate) fn employer() -> VerificationContext {
    employer_on(today())
}

/// The step that decided and the code of its reason; `None` for a valid certificate.
pub(crate) fn decision(report: &Report) -> Option<(Step, &'static str)> {
    let step = report.outcome().decided_by()?;
    Some((
        step,
        report.answer(step).explanation().map_or("", |(code, ..)| code),
    ))
}
