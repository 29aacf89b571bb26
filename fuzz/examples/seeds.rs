//! Writes what the fuzzing of the verifier begins with, in the folder `fuzz`: `cargo run --example seeds`.

use rand_chacha::rand_core::SeedableRng as _;
use spyrales_credential::log::{Checkpoint, LogKey};
use spyrales_credential::{
    AchievementRequest, Bundle, CertificateRequest, EvidenceDigest, Issuer, IssuerKey, IssuerKeys, Language,
    Percent, SecretKey, Signer as _, StatusList, StatusPurpose, StatusSlot, StatusSlots, Version, bake_png,
    bake_svg,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut rng = rand_chacha::ChaCha20Rng::seed_from_u64(7);
    let (key, log_key) = (SecretKey::generate(&mut rng), SecretKey::generate(&mut rng));
    let now = "2026-11-24T03:18:35Z".parse()?;
    let issuer = Issuer {
        origin: "https://certs.example.org".parse()?,
        name: "Spyrales".parse()?,
    };
    let slot = StatusSlot {
        list: 1,
        index: 94_567,
    };
    let request = |status| {
        Ok::<_, Box<dyn std::error::Error>>(CertificateRequest {
            id: "019ab3c5-0c1e-7f00-8000-000000000001".parse()?,
            title: "Certificat « Préparer des données »".into(),
            holder: "ana.lima@example.org".parse()?,
            awarded: now,
            valid_until: None,
            achievement: AchievementRequest {
                slug: "prep-1".into(),
                version: Version::new(1)?,
                name: "Préparer des données".into(),
                description: "Joindre et résumer.".into(),
                criteria: "Réussir.".into(),
                language: Language::Fr,
                tags: vec!["pandas".into()],
                alignments: vec![],
                required_score: Percent::from_hundredths(7500)?,
            },
            score: Percent::from_hundredths(8850)?,
            evidence_id: "019ab3c5-0c1e-7f00-8000-000000000002".parse()?,
            evidence: EvidenceDigest::of(b"record"),
            status,
        })
    };
    // The seed can't be withdrawn, so that it is valid without a list.
    let seed = request(None)?
        .into_credential(&issuer, now, &mut rng)?
        .sign(&key, now)?;
    let listed = request(Some(StatusSlots {
        revocation: slot,
        suspension: slot,
    }))?;
    let listed = listed.into_credential(&issuer, now, &mut rng)?.sign(&key, now)?;
    let log = LogKey::new(&issuer.origin, log_key.public_key());
    let keys =
        IssuerKeys::new(issuer.origin.did(), vec![IssuerKey::new(key.public_key())]).with_log(log.clone());
    let did = keys.did_document()?;
    let list = |purpose| {
        Ok::<_, Box<dyn std::error::Error>>(serde_json::from_str(&StatusList::new().sign(
            &issuer.origin,
            purpose,
            1,
            &key,
            now,
        )?)?)
    };
    let bundle = Bundle {
        credential: serde_json::from_str(listed.json())?,
        did_document: serde_json::from_str(&did)?,
        status_lists: vec![list(StatusPurpose::Revocation)?, list(StatusPurpose::Suspension)?],
        log_proof: None,
        achievement: Some(listed.credential().achievement().clone()),
    };
    let svg = bake_svg("<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>", seed.json())?;
    let seeds = folder.join("seeds");
    let corpus = folder.join("corpus/verify");
    std::fs::write(seeds.join("certificate.json"), seed.json())?;
    std::fs::write(seeds.join("did.json"), &did)?;
    for (name, bytes) in [
        ("certificate", seed.json().as_bytes().to_vec()),
        ("certificate-with-status", listed.json().as_bytes().to_vec()),
        ("did-document", did.as_bytes().to_vec()),
        ("bundle", bundle.to_json().into_bytes()),
        ("svg", svg.into_bytes()),
        (
            "pdf",
            format!(
                "%PDF-1.7\n1 0 obj\n<< /Type /EmbeddedFile >>\nstream\n{}\nendstream\nendobj\n",
                seed.json()
            )
            .into_bytes(),
        ),
        (
            "checkpoint",
            Checkpoint {
                size: 1,
                root: [0; 32],
            }
            .sign(&log, &log_key)?
            .into_bytes(),
        ),
    ] {
        std::fs::write(corpus.join(name), bytes)?;
    }
    let pixel = std::fs::read(folder.join("../crates/credential/tests/it/pixel.png"))?;
    std::fs::write(corpus.join("png"), bake_png(&pixel, seed.json())?)?;
    Ok(())
}
