//! Messages, told in stories: commands one after the other on one installation, once in French and once in English.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::{spyrales, told};

/// A certificate in the database of the first version.
const CERTIFICATE: &str = "01a23195-9775-7dda-815d-e8b5826b612a";

/// An id that nothing has.
const NOBODY: &str = "019ab3c5-0c1e-7f00-8000-000000000001";

/// Tells a story in both languages. Where both are the same to the letter, it is told once.
fn tell(name: &str, prepare: fn(&Path), commands: &[&[&str]]) {
    let [french, english] = ["fr", "en"].map(|lang| {
        let folder = tempfile::tempdir().unwrap();
        prepare(folder.path());
        let tell = |command: &&[&str]| {
            let arguments = [&["--lang", lang][..], command].concat();
            let output = spyrales(folder.path(), &arguments)
                .env("SPYRALES_DATA", folder.path().join("data"))
                .env("SPYRALES_CACHE", folder.path().join("cache"))
                .output()
                .unwrap();
            told(&output).replace(folder.path().to_str().unwrap(), "[FOLDER]")
        };
        commands.iter().map(tell).collect::<Vec<_>>()
    });
    let mut story = String::new();
    for ((command, french), english) in commands.iter().zip(french).zip(english) {
        story.push_str(&format!("$ spyrales {}\n", command.join(" ")));
        if french == english {
            story.push_str(&format!("fr, en: {french}\n"));
        } else {
            story.push_str(&format!("fr: {french}en: {english}\n"));
        }
    }
    insta::with_settings!({filters => vec![
        (r"spy_[A-Za-z0-9_-]{43}", "[TOKEN]"),
        (r"\b[a-z0-9]{4}(-[a-z0-9]{4}){3}\b", "[PASSWORD]"),
        (r"127\.0\.0\.1:\d{4,5}", "[ADDRESS]"),
    ]}, { insta::assert_snapshot!(name, story) });
}

fn nothing(_: &Path) {}

#[test]
fn what_is_typed_wrongly() {
    tell(
        "typed_wrongly",
        nothing,
        &[
            &[],
            &["grad"],
            &["serve", "--port", "80"],
            &["serve", "--listen", "here"],
            &["serve", "--onyxia", "ftp://datalab"],
            &["serve", "--oidc-issuer", "https://provider.example"],
            &["user", "add", "camille"],
            &[
                "user",
                "add",
                "camille",
                "--email",
                "camille@example.fr",
                "--role",
                "king",
            ],
            &[
                "user",
                "add",
                "camille",
                "--email",
                "camille@example.fr",
                "--days",
                "0",
            ],
            &["runtime", "build", "r-everything"],
            &["bench", "--rounds", "1"],
        ],
    );
}

#[test]
fn accounts() {
    tell(
        "accounts",
        nothing,
        &[
            &["user", "password", "camille"],
            &["user", "add", "Camille Martin", "--email", "camille@example.fr"],
            &["user", "add", "camille", "--email", "nowhere"],
            &["user", "add", "camille", "--email", "camille@example.fr"],
            &["user", "add", "camille", "--email", "camille@example.fr"],
            &[
                "user",
                "add",
                "lea",
                "--email",
                "lea@example.fr",
                "--role",
                "trainer",
                "--days",
                "7",
            ],
            &["user", "password", "camille"],
            &[
                "user",
                "link",
                "nobody",
                "--issuer",
                "https://provider.example",
                "--sub",
                "abc",
            ],
            &[
                "user",
                "link",
                "camille",
                "--issuer",
                "https://provider.example",
                "--sub",
                "abc",
            ],
            &[
                "user",
                "link",
                "lea",
                "--issuer",
                "https://provider.example",
                "--sub",
                "abc",
            ],
            &[
                "user",
                "unlink",
                "lea",
                "--issuer",
                "https://provider.example",
                "--sub",
                "abc",
            ],
            &[
                "user",
                "unlink",
                "camille",
                "--issuer",
                "https://provider.example",
                "--sub",
                "abc",
            ],
        ],
    );
}

#[test]
fn certificates_of_an_installation_that_has_none() {
    tell(
        "no_certificates",
        nothing,
        &[
            &["certificate", "revoke", "my-certificate", "--reason", "x"],
            &["certificate", "revoke", NOBODY, "--reason", "x"],
            &["user", "add", "camille", "--email", "camille@example.fr"],
            &["certificate", "revoke", NOBODY, "--reason", "x"],
            &["issuer", "export"],
            &["issuer", "rotate"],
            &["issuer", "compromised"],
            &["log", "audit"],
            &["log", "audit", "--checkpoint", "yesterday.txt"],
        ],
    );
}

/// The database of the first version, and where its certificates are.
fn first_version(folder: &Path) {
    let dump = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/schema-9.sql");
    let data = folder.join("data");
    fs::create_dir(&data).unwrap();
    let load = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(open(sys.argv[2], encoding='utf-8').read())";
    let done = std::process::Command::new("python3")
        .args(["-c", load])
        .arg(data.join("spyrales.sqlite3"))
        .arg(dump)
        .status()
        .unwrap();
    assert!(done.success());
}

#[test]
fn certificates_change_until_they_are_revoked() {
    let id = CERTIFICATE;
    tell(
        "certificates",
        first_version,
        &[
            &["certificate", "suspend", id, "--reason", "En cours d'examen"],
            &["certificate", "suspend", id, "--reason", "En cours d'examen"],
            &["certificate", "reinstate", id, "--reason", "Examen terminé"],
            &["certificate", "revoke", id, "--reason", ""],
            &["certificate", "revoke", id, "--reason", "Délivré par erreur"],
            &["certificate", "reinstate", id, "--reason", "Trop tard"],
        ],
    );
}

fn files(folder: &Path) {
    for (name, text) in [
        ("answer.py", "print(1)\n"),
        ("text.json", "no JSON"),
        ("empty.json", "{}"),
        ("future.json", r#"{"version": 99}"#),
        (
            "pack/pack.toml",
            "id = \"Mon paquet\"\nversion = \"1\"\ntitel = \"x\"\n",
        ),
        ("packs/README", "no pack in here"),
        ("secret", "a secret\n"),
    ] {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fs::set_permissions(folder.join("secret"), fs::Permissions::from_mode(0o644)).unwrap();
}

#[test]
fn files_that_cant_be_used() {
    tell(
        "files",
        files,
        &[
            &["grade", "packs/none/exercise", "answer.py"],
            &["grade", "pack/exercise", "answer.py"],
            &["pack", "check", "nowhere"],
            &["pack", "check", "packs"],
            &["pack", "check", "pack"],
            &["replay", "nowhere.json"],
            &["replay", "text.json"],
            &["replay", "empty.json"],
            &["replay", "future.json"],
            &["verify", "nowhere.pdf"],
            &["verify", "answer.py", "--offline"],
            &["verify", "empty.json", "--offline"],
            &["verify", "empty.json", "--at", "yesterday"],
            &["verify", "empty.json", "--email", "nobody"],
            &[
                "verify",
                "empty.json",
                "--issuer",
                "text.json",
                "--issuer-name",
                "Spyrales",
            ],
            &["worker"],
        ],
    );
}

#[test]
fn a_service_that_cant_begin() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let here = ["serve", "--listen", "127.0.0.1:0", "--exercises"];
    tell(
        "serve",
        files,
        &[
            &["serve", "--listen", &taken],
            &[&here[..], &["nowhere"]].concat(),
            &[&here[..], &["packs"]].concat(),
        ],
    );
}
