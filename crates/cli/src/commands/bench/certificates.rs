//! `spyrales bench certificates`: issuing and verifying, where the time goes, and the rival on the same certificate.

use std::hint::black_box;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Context, bail};
use jiff::Timestamp;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use serde::Deserialize;
use serde_json::Value;
use spyrales_core::text::Lang;
use spyrales_credential::log::{Checkpoint, LogEntry, LogKey, LogNonce, LogProof};
use spyrales_credential::{
    AchievementRequest, CertificateRequest, EvidenceDigest, Issuer, IssuerKey, IssuerKeys, Language,
    MAX_FUEL, Outcome, Percent, ProofValue, SecretKey, SignedCredential, Signer as _, StatusList,
    StatusListAnswer, StatusPurpose, StatusSlot, StatusSlots, VerificationContext, Version,
    canonical_n_quads, jcs, verify,
};

use super::statistics::Sample;
use crate::args::BenchCertificates;
use crate::setting::Setting;

/// The issuer, its log, and an employer who has everything that a bundle holds.
struct World {
    issuer: Issuer,
    key: SecretKey,
    keys: IssuerKeys,
    now: Timestamp,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Rate {
    per_second: f64,
    p50: f64,
}

pub(crate) fn run(setting: &Setting, args: &BenchCertificates) -> anyhow::Result<ExitCode> {
    let fr = setting.lang == Lang::Fr;
    let say = |french: &'static str, english: &'static str| if fr { french } else { english };
    let line = |name: &str, value: String| println!("{name:<52} {value}");
    let mut rng = StdRng::seed_from_u64(7);
    let (world, log_key) = World::new(&mut rng)?;
    let certificate = world.issue(true, &mut rng)?;
    let plain = world.issue(false, &mut rng)?;

    let issuing = sample(args.rounds, || world.issue(true, &mut rng).map(drop))?;
    line(
        say("délivrance, deux preuves", "issue, both proofs"),
        rate(&issuing),
    );
    let full = world.employer(&certificate, &log_key)?;
    let verifying = sample(args.rounds, || check(certificate.json(), &full))?;
    line(
        say(
            "vérification complète hors ligne (listes, journal)",
            "full offline verification (lists, log)",
        ),
        rate(&verifying),
    );
    let alone = world.stranger();
    let signatures = sample(args.rounds, || check(plain.json(), &alone))?;
    line(
        say(
            "vérification des deux preuves seules",
            "verification of both proofs only",
        ),
        rate(&signatures),
    );

    println!(
        "\n{}",
        say(
            "Où passe le temps (une passe, médiane) :",
            "Where the time goes (one pass, median):"
        )
    );
    let mut document: Value = serde_json::from_str(plain.json())?;
    let _ = document.as_object_mut().and_then(|object| object.remove("proof"));
    let parse = sample(args.rounds, || {
        black_box(serde_json::from_str::<Value>(plain.json())?);
        Ok(())
    })?;
    line(say("  lecture du JSON", "  reading the JSON"), times(&parse));
    let form = sample(args.rounds, || {
        black_box(jcs(&document)?);
        Ok(())
    })?;
    line(
        say("  forme RFC 8785 (jcs)", "  RFC 8785 form (jcs)"),
        times(&form),
    );
    let quads = sample(args.rounds, || {
        black_box(canonical_n_quads(&document)?);
        Ok(())
    })?;
    line(
        say(
            "  RDF et RDFC-1.0, voie directe",
            "  RDF and RDFC-1.0, direct route",
        ),
        times(&quads),
    );
    // One class more than certificates have, and the document takes the route of any other.
    document["issuer"]["type"] = serde_json::json!(["Profile", "Evidence"]);
    let whole = sample(args.rounds.div_ceil(10), || {
        black_box(canonical_n_quads(&document)?);
        Ok(())
    })?;
    line(
        say(
            "  RDF et RDFC-1.0, par JSON-LD",
            "  RDF and RDFC-1.0, by way of JSON-LD",
        ),
        times(&whole),
    );
    let message = [7; 64];
    let signature = ProofValue::from_bytes(world.key.sign(&message)?);
    let public = world.key.public_key();
    let curve = sample(args.rounds, || {
        black_box(public.verifies(&message, &signature));
        Ok(())
    })?;
    line(
        say("  une signature Ed25519", "  one Ed25519 signature"),
        times(&curve),
    );
    let spent = verify(certificate.json().as_bytes(), &full).fuel();
    let per_unit = verifying.median().as_secs_f64() / spent as f64;
    println!(
        "\n{} {spent} / {MAX_FUEL} — {} {:.1} ms",
        say(
            "Carburant d'une vérification complète :",
            "Fuel of a full verification:"
        ),
        say("tout le réservoir vaut ici", "a whole tank is worth, here,"),
        per_unit * MAX_FUEL as f64 * 1000.0
    );

    match &args.rival {
        Some(folder) => {
            let rival = rival(folder, &plain, &world.keys, args.rounds)?;
            println!();
            line(
                "@digitalbazaar/vc",
                format!("{:.0} /s, p50 {:.3} ms", rival.per_second, rival.p50),
            );
            line(
                say(
                    "rapport, sur le même certificat",
                    "ratio, on the same certificate",
                ),
                format!("{:.1} ×", 1.0 / mean(&signatures) / rival.per_second),
            );
            line(
                say("rapport des médianes", "ratio of the medians"),
                format!("{:.1} ×", rival.p50 / 1000.0 / signatures.median().as_secs_f64()),
            );
        }
        None => println!(
            "\n{}",
            say(
                "Rival non mesuré ; npm ci dans crates/cli/tests/verifiers, puis --rival crates/cli/tests/verifiers",
                "Rival not measured; npm ci in crates/cli/tests/verifiers, then --rival crates/cli/tests/verifiers"
            )
        ),
    }
    Ok(ExitCode::SUCCESS)
}

impl World {
    fn new(rng: &mut StdRng) -> anyhow::Result<(Self, SecretKey)> {
        let (key, log_key) = (SecretKey::generate(rng), SecretKey::generate(rng));
        let issuer = Issuer {
            origin: "https://certs.example.org".parse()?,
            name: "Spyrales".parse()?,
        };
        let log = LogKey::new(&issuer.origin, log_key.public_key());
        let keys = IssuerKeys::new(issuer.origin.did(), vec![IssuerKey::new(key.public_key())]).with_log(log);
        Ok((
            Self {
                issuer,
                key,
                keys,
                now: "2026-11-24T03:18:35Z".parse()?,
            },
            log_key,
        ))
    }

    fn issue(&self, with_status: bool, rng: &mut StdRng) -> anyhow::Result<SignedCredential> {
        let slot = StatusSlot {
            list: 1,
            index: 94_567,
        };
        let request = CertificateRequest {
            id: "019ab3c5-0c1e-7f00-8000-000000000001".parse()?,
            title: "Certificat « Analyse de données avec Python » — niveau 2".into(),
            holder: "ana.lima@example.org".parse()?,
            awarded: self.now,
            valid_until: None,
            achievement: AchievementRequest {
                slug: "py-data-2".into(),
                version: Version::new(3)?,
                name: "Analyse de données avec Python — niveau 2".into(),
                description: "Préparer, explorer et présenter des données publiques.".into(),
                criteria: "Réussir le segment avec au moins 75 %.".into(),
                language: Language::Fr,
                tags: vec!["pandas".into(), "SQL".into()],
                alignments: vec![],
                required_score: Percent::from_hundredths(7500)?,
            },
            score: Percent::from_hundredths(8850)?,
            evidence_id: "019ab3c5-0c1e-7f00-8000-000000000002".parse()?,
            evidence: EvidenceDigest::of(b"record"),
            status: with_status.then_some(StatusSlots {
                revocation: slot,
                suspension: slot,
            }),
        };
        Ok(request
            .into_credential(&self.issuer, self.now, rng)?
            .sign(&self.key, self.now)?)
    }

    /// Somebody who has the issuer's keys and nothing else.
    fn stranger(&self) -> VerificationContext {
        VerificationContext::new(self.now).with_registered_issuer(self.keys.clone(), self.issuer.name.clone())
    }

    /// Somebody who has both lists, the log's proof and the achievement too.
    fn employer(
        &self,
        certificate: &SignedCredential,
        log_key: &SecretKey,
    ) -> anyhow::Result<VerificationContext> {
        let nonce = LogNonce::from_bytes([1; 32]);
        let root = LogEntry::new(&nonce, &certificate.digest()).leaf_hash();
        let log = LogKey::new(&self.issuer.origin, log_key.public_key());
        let checkpoint = Checkpoint { size: 1, root }.sign(&log, log_key)?;
        let mut employer = self
            .stranger()
            .with_log_proof(LogProof {
                nonce,
                index: 0,
                path: Vec::new(),
                checkpoint,
            })
            .with_achievement(certificate.credential().achievement().clone());
        for purpose in [StatusPurpose::Revocation, StatusPurpose::Suspension] {
            let list = StatusList::new().sign(&self.issuer.origin, purpose, 1, &self.key, self.now)?;
            let url = purpose.list_url(&self.issuer.origin, 1);
            employer = employer.with_status_list(url, StatusListAnswer::Document(list.into_bytes()));
        }
        Ok(employer)
    }
}

fn check(certificate: &str, employer: &VerificationContext) -> anyhow::Result<()> {
    match verify(black_box(certificate.as_bytes()), employer).outcome() {
        Outcome::Valid => Ok(()),
        other => bail!("{other}"),
    }
}

/// Times a piece of work so many times, after a tenth of them to warm up.
fn sample(rounds: u32, mut work: impl FnMut() -> anyhow::Result<()>) -> anyhow::Result<Sample> {
    for _ in 0..rounds.div_ceil(10) {
        work()?;
    }
    let mut times = Vec::with_capacity(rounds as usize);
    for _ in 0..rounds {
        let start = Instant::now();
        work()?;
        times.push(start.elapsed());
    }
    let mut sample = Sample::default();
    times.into_iter().for_each(|time| sample.push(time));
    Ok(sample)
}

fn mean(sample: &Sample) -> f64 {
    sample.mean().as_secs_f64()
}

fn rate(sample: &Sample) -> String {
    format!("{:.0} /s  {}", 1.0 / mean(sample), times(sample))
}

fn times(sample: &Sample) -> String {
    let [p50, p95] = [0.5, 0.95].map(|share| sample.quantile(share).as_secs_f64() * 1e6);
    format!("p50 {p50:.1} µs   p95 {p95:.1} µs")
}

/// The rival on the same certificate, in the same run.
fn rival(
    folder: &Path,
    certificate: &SignedCredential,
    keys: &IssuerKeys,
    rounds: u32,
) -> anyhow::Result<Rate> {
    let files = tempfile::tempdir()?;
    let (json, did) = (
        files.path().join("certificate.json"),
        files.path().join("did.json"),
    );
    std::fs::write(&json, certificate.json())?;
    std::fs::write(&did, keys.did_document()?)?;
    let output = Command::new("node")
        .arg(folder.join("rate.mjs"))
        .args([&json, &did])
        .arg(rounds.to_string())
        .env("VERIFIER_HOST", "certs.example.org")
        .output()
        .context("failed to run node; hint: install Node.js 20 or later")?;
    if !output.status.success() {
        bail!(
            "the rival failed; hint: npm ci in {}\n{}",
            folder.display(),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
