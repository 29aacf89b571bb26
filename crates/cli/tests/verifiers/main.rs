//! Four verifiers that others wrote, over HTTPS, on certificates that the real service issued.
//!
//! Node, npm and Python come from the machine; the verifiers themselves are installed here, at the versions of the lock file
//! and of `requirements.txt`. Each one's answer to each certificate is frozen below.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says why and ends")]

mod documented;
#[path = "../serve/earning.rs"]
mod earning;
#[path = "../serve/service.rs"]
#[expect(dead_code, reason = "shared with the stories, which need more of it")]
mod service;
mod tls;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use earning::earn;
use serde_json::{Value, json};
use service::{Agent, Service, add_administrator, add_user, root};
use spyrales_credential::{
    AchievementRequest, CertificateRequest, EvidenceDigest, Issuer, KeyFile, Language, Percent, StatusSlot,
    StatusSlots, Version,
};

/// A certificate of the same issuer's that expired before it is looked at.
fn expired(data: &Path, origin: &str) -> String {
    let key = KeyFile::load(&data.join("issuer-key.json")).unwrap();
    let issuer = Issuer {
        origin: origin.parse().unwrap(),
        name: "Spyrales".parse().unwrap(),
    };
    // Two of the verifiers forgive minutes.
    let day = std::time::Duration::from_secs(86_400);
    let issued = key.created.timestamp() - 2 * day;
    let slot = StatusSlot { list: 1, index: 77 };
    let request = CertificateRequest {
        id: "019ab3c5-0c1e-7f00-8000-000000000001".parse().unwrap(),
        title: "Certificat « Expiré »".into(),
        holder: "camille@example.fr".parse().unwrap(),
        awarded: issued,
        valid_until: Some(issued + day),
        achievement: AchievementRequest {
            slug: "prep-1".into(),
            version: Version::new(1).unwrap(),
            name: "Expiré".into(),
            description: "Expiré.".into(),
            criteria: "Expiré.".into(),
            language: Language::Fr,
            tags: vec![],
            alignments: vec![],
            required_score: Percent::from_hundredths(7500).unwrap(),
        },
        score: Percent::from_hundredths(8850).unwrap(),
        evidence_id: "019ab3c5-0c1e-7f00-8000-000000000002".parse().unwrap(),
        evidence: EvidenceDigest::of(b"x"),
        status: Some(StatusSlots {
            revocation: slot,
            suspension: slot,
        }),
    };
    let mut rng = <rand_chacha::ChaCha20Rng as rand::SeedableRng>::seed_from_u64(7);
    let signed = request
        .into_credential(&issuer, issued, &mut rng)
        .unwrap()
        .sign(&key.key, issued)
        .unwrap();
    signed.json().to_owned()
}

/// Runs a program to its end; what it printed.
fn run(mut command: Command) -> String {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// The verifiers, installed once per build folder.
struct Verifiers {
    scripts: PathBuf,
    python: PathBuf,
}

static INSTALLED: OnceLock<Verifiers> = OnceLock::new();

impl Verifiers {
    /// The one installation, for whichever test asks first.
    fn installed() -> &'static Self {
        INSTALLED.get_or_init(Self::install)
    }

    fn install() -> Self {
        let folder = root().join("target/verifiers");
        std::fs::create_dir_all(&folder).unwrap();
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/verifiers");
        // Node looks for packages beside the script, and upwards.
        let mut npm = Command::new("npm");
        npm.args([
            "ci",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--loglevel=error",
        ])
        .current_dir(&source);
        run(npm);
        let python = folder.join("venv/bin/python");
        // Debian has `ensurepip` in a package of its own: the machine's pip installs another one.
        let mut venv = Command::new("python3");
        venv.args(["-m", "venv", "--without-pip"])
            .arg(folder.join("venv"));
        run(venv);
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "--python"])
            .arg(&python)
            .args(["install", "--quiet", "--disable-pip-version-check", "-r"])
            .arg(source.join("requirements.txt"));
        run(pip);
        Self {
            scripts: source,
            python,
        }
    }

    /// A verifier's answers by certificate.
    fn ask(&self, script: &str, tls: &tls::Terminator, files: &[PathBuf]) -> BTreeMap<String, Value> {
        let program = if script.ends_with(".py") {
            self.python.clone()
        } else {
            "node".into()
        };
        let mut command = Command::new(program);
        command
            .arg(self.scripts.join(script))
            .args(files)
            .env("NODE_EXTRA_CA_CERTS", tls.authority())
            .env("VERIFIER_CA", tls.authority())
            .env("VERIFIER_HOST", tls.host());
        let printed = run(command);
        serde_json::from_str(printed.lines().last().unwrap()).unwrap()
    }
}

/// One story rather than five tests: the certificates are issued once, and everybody looks at the same ones.
#[tokio::test(flavor = "multi_thread")]
async fn four_independent_verifiers_answer_as_frozen() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let tls = tls::Terminator::bind(folder.path()).await;
    let origin = format!("https://{}", tls.host());
    let service = Service::start_as(&data, 2, &["--public-url", &origin]);
    tls.forward_to(service.url.trim_start_matches("http://").trim_end_matches('/'));

    let mut files = Vec::new();
    let mut keep = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        files.push(path);
    };
    let valid = earn(&Agent::new(&service, &add_user(&data, "camille"))).await;
    keep("valid.json", &valid.bytes);
    let administrator = Agent::new(&service, &add_administrator(&data));
    for (name, change) in [("lea", "revoked"), ("noe", "suspended")] {
        let earned = earn(&Agent::new(&service, &add_user(&data, name))).await;
        let id = &earned.id;
        let body = json!({ "change": change, "reason": "essai" }).to_string();
        let changed = administrator.post(&format!("/api/v1/certificates/{id}/status"));
        let changed = changed
            .header("content-type", "application/json")
            .body(body)
            .send()
            .await
            .unwrap();
        assert_eq!(changed.status(), 200);
        keep(&format!("{change}.json"), &earned.bytes);
    }
    keep("expired.json", expired(&data, &origin).as_bytes());
    let tampered = String::from_utf8(valid.bytes)
        .unwrap()
        .replacen("palier 1", "palier 4", 1);
    keep("tampered.json", tampered.as_bytes());
    let mut pictures = Vec::new();
    for form in ["png", "svg"] {
        let path = folder.path().join(format!("valid.{form}"));
        let drawn = administrator
            .get(&format!("/credentials/{}.{form}", valid.id))
            .send()
            .await
            .unwrap();
        std::fs::write(&path, drawn.bytes().await.unwrap()).unwrap();
        pictures.push(path);
    }

    let verifiers = Verifiers::installed();
    let mut answers = json!({
        "digitalbazaar": verifiers.ask("digitalbazaar.mjs", &tls, &files),
        "digitalcredentials": verifiers.ask("digitalcredentials.mjs", &tls, &files),
        "openvc": verifiers.ask("openvc_core.py", &tls, &files),
    });
    files.extend(pictures);
    answers["openbadges"] = json!(verifiers.ask("openbadges.py", &tls, &files));

    // What a message quotes of this run is left out of what is frozen.
    let text = serde_json::to_string_pretty(&answers).unwrap();
    let text = text
        .replace(&tls.host(), "HOST")
        .replace(&tls.host().replace(':', "%3A"), "HOST");
    insta::with_settings!({filters => vec![
        (r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", "ID"),
        (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)", "DATE"),
        (r"index \d+", "index N"),
    ]}, { insta::assert_snapshot!(text) });

    // Ours, from the command line, online and from the bundle with no network.
    for (name, code) in [
        ("valid.json", 0),
        ("valid.png", 0),
        ("valid.svg", 0),
        ("revoked.json", 1),
        ("suspended.json", 1),
        ("expired.json", 1),
        ("tampered.json", 1),
    ] {
        let mut ours = Command::new(env!("CARGO_BIN_EXE_spyrales"));
        ours.args(["verify", "--issuer-name", "Spyrales", "--allow-private", "--data"])
            .arg(folder.path().join("nothing"))
            .arg(folder.path().join(name))
            .env("SSL_CERT_FILE", tls.authority());
        let output = ours.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{name}: {said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let bundle = administrator
        .get(&format!("/offline-bundle/{}", valid.id))
        .send()
        .await
        .unwrap();
    let bundle_path = folder.path().join("bundle.json");
    std::fs::write(&bundle_path, bundle.bytes().await.unwrap()).unwrap();
    let did = administrator
        .get("/.well-known/did.json")
        .send()
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap();
    let did_path = folder.path().join("did.json");
    std::fs::write(&did_path, did).unwrap();
    drop(service);
    for (trusted, code) in [(true, 0), (false, 3)] {
        let mut ours = Command::new(env!("CARGO_BIN_EXE_spyrales"));
        ours.args(["verify", "--offline", "--data"])
            .arg(folder.path().join("nothing"))
            .arg(&bundle_path);
        if trusted {
            ours.arg("--issuer")
                .arg(&did_path)
                .args(["--issuer-name", "Spyrales"]);
        }
        let output = ours.output().unwrap();
        assert_eq!(
            output.status.code(),
            Some(code),
            "{}",
            String::from_utf8_lossy(&output.stdout)
        );
    }
}
