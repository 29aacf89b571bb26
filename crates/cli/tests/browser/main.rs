//! The pages in a real browser: what npm brings, Chromium, and the stories beside this file.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says why and ends")]

mod chromium;
#[path = "../serve/service.rs"]
#[expect(
    dead_code,
    reason = "shared with the stories over the API, which need more of it"
)]
mod service;
#[path = "../verifiers/tls.rs"]
#[expect(dead_code, reason = "shared with the verifiers, which ask for its authority")]
mod tls;

use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{LazyLock, mpsc};
use std::time::Duration;

use service::{Service, root};
use tls::Terminator;

/// Where the stories run: beside what npm installs for them, once.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = root().join("target/browser");
    npm_ci(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser"),
        &folder,
    );
    folder
});

static CHROMIUM: LazyLock<PathBuf> = LazyLock::new(chromium::program);

/// Longest that stories may take; they take three minutes.
const LONGEST: Duration = Duration::from_mins(20);

/// Copies a folder's scripts into another and installs there what its lock file names.
fn npm_ci(source: &Path, folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    for entry in std::fs::read_dir(source).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "mjs" || end == "json") {
            std::fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
        }
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"])
        .current_dir(folder);
    let done = npm.status().expect("npm is there; hint: Debian's package npm");
    assert!(done.success(), "npm ci failed");
}

/// Runs stories on a service, told more about it in variables; all of `*.test.mjs` when none is named.
fn tell(service: &Service, stories: &[&str], variables: &[(&str, &str)]) {
    let passwords = serde_json::to_string(&service.demo_passwords()).unwrap();
    let node = Command::new("node")
        .args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
        .args(stories)
        .current_dir(&*FOLDER)
        .env("SPYRALES_URL", &service.url)
        .env("SPYRALES_PASSWORDS", passwords)
        .env("SPYRALES_EXERCISES", root().join("exercises"))
        .env("SPYRALES_CHROMIUM", &*CHROMIUM)
        .envs(variables.iter().copied())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let id = node.id();
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || tell.send(node.wait_with_output()));
    let output = told.recv_timeout(LONGEST).unwrap_or_else(|_| {
        // What it has told so far says where it stands. A browser that hangs hangs for ever.
        let _ = Command::new("kill").arg(id.to_string()).status();
        told.recv().unwrap()
    });
    let output = output.unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    println!("{told}");
    assert!(
        output.status.success(),
        "{told}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(told.contains("pass "), "stories were run: {told}");
}

#[test]
fn the_stories_hold_in_a_real_browser() {
    let data = tempfile::tempdir().unwrap();
    tell(&Service::start(data.path()), &[], &[]);
}

/// A provider of identities; it ends with the test.
struct Provider {
    process: Child,
    issuer: String,
}

impl Provider {
    fn start(secret: &str, pkce: &str) -> Self {
        let mut process = Command::new("node")
            .arg("provider.mjs")
            .current_dir(&*FOLDER)
            .env("SPYRALES_PROVIDER_SECRET", secret)
            .env("SPYRALES_PROVIDER_PKCE", pkce)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let issuer = lines
            .find_map(|line| line.ok().filter(|line| line.starts_with("http://")))
            .expect("the provider says where it is");
        std::thread::spawn(move || lines.count());
        Self { process, issuer }
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

const SECRET: &str = "a secret of more than thirty-two characters";

/// Tells the stories of signing in, at the address that people know the service by.
fn tell_of_signing_in(provider: &Provider, pkce: &str, data: &Path, public: Option<&Terminator>) {
    let secret = data.join("client-secret");
    let mut file = std::fs::OpenOptions::new();
    let mut file = file
        .create_new(true)
        .write(true)
        .mode(0o600)
        .open(&secret)
        .unwrap();
    std::io::Write::write_all(&mut file, SECRET.as_bytes()).unwrap();
    let mut arguments = vec![
        "--oidc-issuer",
        &provider.issuer,
        "--oidc-client-id",
        "spyrales",
        "--oidc-client-secret-file",
        secret.to_str().unwrap(),
    ];
    let address = public.map(|public| format!("https://{}", public.host()));
    arguments.extend(address.iter().flat_map(|address| ["--public-url", address]));
    let mut service = Service::start_as(data, 1, &arguments);
    if let (Some(public), Some(address)) = (public, address) {
        public.forward_to(service.url.strip_prefix("http://").unwrap());
        service.url = address;
    }
    let variables = [
        ("SPYRALES_ISSUER", provider.issuer.as_str()),
        ("SPYRALES_PROVIDER_PKCE", pkce),
        ("SPYRALES_DATA", data.to_str().unwrap()),
        ("SPYRALES_BINARY", env!("CARGO_BIN_EXE_spyrales")),
    ];
    tell(&service, &["sign_in.story.mjs"], &variables);
}

#[test]
fn people_sign_in_through_proconnect() {
    let data = tempfile::tempdir().unwrap();
    tell_of_signing_in(&Provider::start(SECRET, "0"), "0", data.path(), None);
}

/// ProConnect takes no PKCE; another that announces it is sent it. Behind HTTPS, as every service of the public is.
#[tokio::test(flavor = "multi_thread")]
async fn people_sign_in_through_another_provider_over_https() {
    let data = tempfile::tempdir().unwrap();
    let public = Terminator::bind(data.path()).await;
    tell_of_signing_in(&Provider::start(SECRET, "1"), "1", data.path(), Some(&public));
}
