//! Every command of `docs/fr/verify.md` and `docs/en/verify.md`, as it is printed there.
//!
//! Only names are put in: the host, the certificate, the holder's link, the day. What a real host wouldn't need comes from
//! the environment: the test's authority, and leave to ask loopback addresses.

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::Verifiers;
use crate::earning::{Earned, earn};
use crate::service::{Agent, Service, add_user, json, root};
use crate::tls::Terminator;

/// What a block must print, by a command that it has.
const EXPECTED: [(&str, &str); 9] = [
    ("--data-binary", "\"outcome\":\"valid\""),
    ("spyrales verify", "Ce certificat est authentique"),
    ("spyrales --lang en verify", "This certificate is genuine"),
    ("npm ci", "added"),
    ("digitalbazaar.mjs", "\"verified\":true,\"proofs\":2,\"set\":[]"),
    ("digitalcredentials.mjs", "\"valid_signature\":true"),
    ("OB3LdpVerifier", "OpenBadgeCredential("),
    ("log/proof/", "c2sp.org/tlog-proof@v1"),
    ("/.well-known/did.json", ""),
];

/// The commands of a page: what stands between ```` ```sh ```` and ```` ``` ````.
fn blocks(page: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while lines.any(|line| line == "```sh") {
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        blocks.push(block.join("\n"));
    }
    blocks
}

/// The folder that an employer works in, a clone of the repository as far as the page needs one.
fn folder(inside: &Path) -> PathBuf {
    let scripts = inside.join("crates/cli/tests/verifiers");
    std::fs::create_dir_all(&scripts).unwrap();
    std::fs::create_dir_all(inside.join("crates/credential")).unwrap();
    let real = root().canonicalize().unwrap();
    symlink(
        real.join("crates/credential/contexts"),
        inside.join("crates/credential/contexts"),
    )
    .unwrap();
    // Copied, so that this `npm ci` and that of the other test don't take each other's files away.
    for file in std::fs::read_dir(real.join("crates/cli/tests/verifiers")).unwrap() {
        let file = file.unwrap();
        if file.file_type().unwrap().is_file() {
            std::fs::copy(file.path(), scripts.join(file.file_name())).unwrap();
        }
    }
    // `spyrales`, which refuses private addresses unless it is told.
    let program = inside.join("bin/spyrales");
    std::fs::create_dir(inside.join("bin")).unwrap();
    let real = env!("CARGO_BIN_EXE_spyrales");
    let wrapper = format!(
        "#!/bin/sh\ncase \" $* \" in\n*\" --offline \"* | *\" log \"*) exec '{real}' \"$@\" ;;\n\
         *) exec '{real}' \"$@\" --allow-private ;;\nesac\n"
    );
    std::fs::write(&program, wrapper).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    inside.join("bin")
}

/// A link to the certificate and its transcript; what follows `share=`.
async fn share(holder: &Agent, earned: &Earned) -> String {
    let made = holder
        .post(&format!("/api/v1/me/certificates/{}/links", earned.id))
        .header("content-type", "application/json")
        .body(json!({ "days": 30 }).to_string());
    let made: Value = json(made.send().await.unwrap()).await;
    let (_, share) = made["url"].as_str().unwrap().split_once("share=").unwrap();
    share.to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_documented_command_does_what_the_page_says() {
    let scratch = tempfile::tempdir().unwrap();
    let data = scratch.path().join("data");
    let tls = Terminator::bind(scratch.path()).await;
    let origin = format!("https://{}", tls.host());
    let service = Service::start_as(&data, 2, &["--public-url", &origin]);
    tls.forward_to(service.url.trim_start_matches("http://").trim_end_matches('/'));
    let camille = Agent::new(&service, &add_user(&data, "camille"));
    let earned = earn(&camille).await;
    let share = share(&camille, &earned).await;
    let created = earned.json["proof"][0]["created"].as_str().unwrap();
    let named = [
        ("HOTE", tls.host()),
        ("HOST", tls.host()),
        ("IDENTIFIANT", earned.id.clone()),
        ("/ID", format!("/{}", earned.id)),
        ("PARTAGE", share.clone()),
        ("SHARE", share),
        ("2026-11-24T12:00:00Z", created.to_owned()),
    ];

    let work = scratch.path().join("work");
    let bin = folder(&work);
    let python = Verifiers::installed().python.parent().unwrap().to_owned();
    let path = std::env::var("PATH").unwrap();
    let path = format!("{}:{}:{path}", bin.display(), python.display());
    let commands = ["docs/fr/verify.md", "docs/en/verify.md"].map(|name| {
        let found = blocks(&std::fs::read_to_string(root().join(name)).unwrap());
        assert_eq!(found.len(), 8, "{name}");
        found
    });
    for block in commands.concat() {
        let mut commands = block.clone();
        for (name, value) in &named {
            commands = commands.replace(name, value);
        }
        // VERIFIER_HOST is a variable of the scripts, not a name to put in.
        let commands = commands.replace(&format!("VERIFIER_{}", tls.host()), "VERIFIER_HOST");
        let mut shell = Command::new("bash");
        shell
            .args(["-euo", "pipefail", "-c", &commands])
            .current_dir(&work)
            .env("PATH", &path)
            .env(
                "PYTHONPATH",
                root()
                    .canonicalize()
                    .unwrap()
                    .join("crates/cli/tests/verifiers/loopback"),
            )
            .env("PIP_DISABLE_PIP_VERSION_CHECK", "1");
        // What only installs talks to its registry, under the authorities of the machine.
        if !block.starts_with("npm ci") {
            for variable in ["CURL_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"] {
                shell.env(variable, tls.authority());
            }
        }
        // The log is audited at the issuer's; an employer has nothing of it.
        let place = if block.contains("log audit") {
            data.clone()
        } else {
            scratch.path().join("nothing")
        };
        let output = shell.env("SPYRALES_DATA", place).output().unwrap();
        let (said, errors) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        assert!(output.status.success(), "{commands}\n{said}{errors}");
        let mut expected = EXPECTED
            .iter()
            .filter(|(command, _)| block.contains(command))
            .peekable();
        assert!(expected.peek().is_some(), "nothing is expected of {block}");
        for (_, text) in expected {
            assert!(said.contains(text), "{commands}\n{said}{errors}");
        }
    }
}
