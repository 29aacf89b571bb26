//! The life of certificates: what employers open, what holders decide, what administrators and thieves do.

use std::process::Command;

use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

use crate::browser::{Browser, account};
use crate::earning::earn;
use crate::service::{Agent, Service, add_user, json, spyrales, succeeded};

async fn text(client: &Client, url: String) -> String {
    client.get(url).send().await.unwrap().text().await.unwrap()
}

async fn report(client: &Client, url: &str, file: Vec<u8>) -> Value {
    json(
        client
            .post(format!("{url}/api/v1/verify"))
            .body(file)
            .send()
            .await
            .unwrap(),
    )
    .await
}

fn answer<'a>(report: &'a Value, step: &str) -> &'a Value {
    report["steps"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["step"] == step)
        .unwrap()
}

#[tokio::test]
async fn an_employer_opens_a_certificate_in_every_form_until_it_is_withdrawn() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start(data.path());
    let (url, client) = (service.url.clone(), Client::new());
    let camille = Agent::new(&service, &add_user(data.path(), "camille"));
    let earned = earn(&camille).await;
    let (certificate, id) = (earned.json, earned.id);

    // Every form verifies, with all that there is to check, the log and the transcript among it.
    for path in [
        format!("/credentials/{id}"),
        format!("/credentials/{id}.pdf"),
        format!("/credentials/{id}.png"),
        format!("/credentials/{id}.svg"),
        format!("/offline-bundle/{id}"),
    ] {
        let file = client.get(format!("{url}{path}")).send().await.unwrap();
        assert_eq!(file.status(), StatusCode::OK, "{path}");
        let report = report(&client, &url, file.bytes().await.unwrap().to_vec()).await;
        assert_eq!(report["outcome"], "valid", "{path}: {report}");
        for step in ["status", "log", "evidence", "registry"] {
            assert_eq!(answer(&report, step)["answer"], "passed", "{path}: {step}");
        }
    }
    let page = text(&client, format!("{url}/verify/{id}")).await;
    assert!(
        page.contains("authentique") && !page.contains("camille"),
        "{page}"
    );
    let achievement = certificate["credentialSubject"]["achievement"]["id"]
        .as_str()
        .unwrap();
    assert_eq!(
        serde_json::from_str::<Value>(&text(&client, achievement.to_owned()).await).unwrap(),
        certificate["credentialSubject"]["achievement"]
    );
    assert!(
        text(&client, format!("{achievement}/criteria"))
            .await
            .contains("Critères")
    );

    // A file is handed in on the page, with the holder's address; garbage is told to be garbage.
    let upload = async |file: Vec<u8>, email: &str| {
        let body = [
            b"--x\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\n".as_slice(),
            email.as_bytes(),
            b"\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n",
            &file,
            b"\r\n--x--\r\n",
        ];
        let sent = client
            .post(format!("{url}/verify"))
            .header("content-type", "multipart/form-data; boundary=x");
        sent.body(body.concat())
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
    };
    let file = earned.bytes;
    assert!(
        upload(file.clone(), "camille@example.fr")
            .await
            .contains("authentique")
    );
    assert!(
        upload(file.clone(), "lea@example.fr")
            .await
            .contains("autre adresse")
    );
    assert!(upload(b"\xff\xfe".to_vec(), "").await.contains("UTF-8"));
    assert!(upload(Vec::new(), "").await.contains("Choisissez"));
    for _ in 0..8 {
        upload(file.clone(), "noe@example.fr").await;
    }
    assert!(
        upload(file.clone(), "noe@example.fr")
            .await
            .contains("Trop d'adresses"),
        "guesses are counted"
    );

    // The log: tiles and proofs that lead to the checkpoint.
    let checkpoint = text(&client, format!("{url}/log/checkpoint")).await;
    assert_eq!(checkpoint.lines().nth(1), Some("1"));
    assert!(
        text(&client, format!("{url}/log/proof/{id}"))
            .await
            .starts_with("c2sp.org/tlog-proof@v1\n")
    );
    let tile = client
        .get(format!("{url}/log/tile/entries/000.p/1"))
        .send()
        .await
        .unwrap();
    assert_eq!(tile.bytes().await.unwrap().len(), 34);
    for missing in [
        "/log/tile/0/000",
        "/log/tile/0/000.p/2",
        "/log/tile/9/000",
        "/status/revocation/2",
        "/status/refresh/1",
        "/achievements/prep-1/v9",
    ] {
        assert_eq!(
            client
                .get(format!("{url}{missing}"))
                .send()
                .await
                .unwrap()
                .status(),
            StatusCode::NOT_FOUND,
            "{missing}"
        );
    }

    // Lists are cached by their tag, and say so at once when a status changes; the holder is told why.
    let list = client
        .get(format!("{url}/status/revocation/1"))
        .send()
        .await
        .unwrap();
    let etag = list.headers()["etag"].clone();
    let again = client
        .get(format!("{url}/status/revocation/1"))
        .header("if-none-match", &etag)
        .send()
        .await
        .unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    let forbidden = camille
        .post(&format!("/api/v1/certificates/{id}/status"))
        .header("content-type", "application/json");
    let forbidden = forbidden
        .body(json!({"change": "revoked", "reason": "x"}).to_string())
        .send()
        .await
        .unwrap();
    assert_eq!(forbidden.status(), StatusCode::FORBIDDEN);
    succeeded(&spyrales(
        data.path(),
        &["certificate", "suspend", &id, "--reason", "Fraude présumée"],
    ));
    assert_eq!(
        answer(&report(&client, &url, file.clone()).await, "status")["code"],
        "suspended"
    );
    succeeded(&spyrales(
        data.path(),
        &["certificate", "reinstate", &id, "--reason", "Doute levé"],
    ));
    assert_eq!(report(&client, &url, file.clone()).await["outcome"], "valid");
    succeeded(&spyrales(
        data.path(),
        &["certificate", "revoke", &id, "--reason", "Fraude avérée"],
    ));
    assert_eq!(
        answer(&report(&client, &url, file.clone()).await, "status")["code"],
        "revoked"
    );
    let list = client
        .get(format!("{url}/status/revocation/1"))
        .send()
        .await
        .unwrap();
    assert_ne!(list.headers()["etag"], etag);
    let refused = spyrales(data.path(), &["certificate", "reinstate", &id, "--reason", "x"]);
    assert_eq!(refused.status.code(), Some(2));
    let notices = json(camille.get("/api/v1/me/notices").send().await.unwrap()).await;
    assert_eq!(
        (&notices[0]["change"], &notices[0]["reason"]),
        (&json!("revoked"), &json!("Fraude avérée"))
    );
    assert!(succeeded(&spyrales(data.path(), &["log", "audit"])).contains("intact"));
}

#[tokio::test]
async fn a_holder_decides_what_is_seen_and_is_forgotten_on_demand() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start(data.path());
    let (url, client) = (service.url.clone(), Client::new());
    let camille = Agent::new(&service, &add_user(data.path(), "camille"));
    let lea = Agent::new(&service, &add_user(data.path(), "lea"));
    let earned = earn(&camille).await;
    let (certificate, id) = (earned.json, earned.id);
    let page = async |query: &str| text(&client, format!("{url}/verify/{id}{query}")).await;
    let shown = ">camille<";

    // The name: hidden, shown, hidden; by its holder alone.
    let show = async |agent: &Agent, shown: bool| {
        let put = agent
            .put(&format!("/api/v1/me/certificates/{id}/name"))
            .header("content-type", "application/json");
        put.body(json!({ "shown": shown }).to_string())
            .send()
            .await
            .unwrap()
            .status()
    };
    assert!(!page("").await.contains(shown));
    assert_eq!(show(&lea, true).await, StatusCode::NOT_FOUND);
    assert_eq!(show(&camille, true).await, StatusCode::NO_CONTENT);
    assert!(page("").await.contains(shown));
    assert_eq!(show(&camille, false).await, StatusCode::NO_CONTENT);

    // A link shows it, and the transcript, until it is withdrawn.
    let links = format!("/api/v1/me/certificates/{id}/links");
    let made = camille
        .post(&links)
        .header("content-type", "application/json")
        .body("{\"days\": 30}")
        .send()
        .await
        .unwrap();
    assert_eq!(made.status(), StatusCode::CREATED);
    let made = json(made).await;
    let share = format!(
        "?share={}",
        made["url"].as_str().unwrap().split_once("share=").unwrap().1
    );
    assert!(page(&share).await.contains(shown) && !page("").await.contains(shown));
    let transcript = client
        .get(format!("{url}/evidence/{id}{share}"))
        .send()
        .await
        .unwrap();
    assert_eq!(transcript.status(), StatusCode::OK);
    let transcript = transcript.bytes().await.unwrap();
    let file = data.path().join("certificat.json");
    std::fs::write(&file, certificate.to_string()).unwrap();
    std::fs::write(data.path().join("releve.json"), &transcript).unwrap();
    let evidence = data.path().join("releve.json");
    let verified = spyrales(
        data.path(),
        &[
            "verify",
            file.to_str().unwrap(),
            "--allow-private",
            "--json",
            "--evidence",
            evidence.to_str().unwrap(),
        ],
    );
    let verified: Value = serde_json::from_str(&succeeded(&verified)).unwrap();
    assert_eq!(answer(&verified, "evidence")["answer"], "passed");
    assert_eq!(
        client
            .get(format!("{url}/evidence/{id}"))
            .send()
            .await
            .unwrap()
            .status(),
        StatusCode::FORBIDDEN
    );
    let gone = camille
        .delete(&format!("{links}/{}", made["id"].as_str().unwrap()))
        .send()
        .await
        .unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    assert!(!page(&share).await.contains(shown));

    // Everything in one archive, then forgotten; the copy that was kept still verifies, and can still be revoked.
    let archive = camille.get("/api/v1/me/archive").send().await.unwrap();
    assert_eq!(archive.headers()["content-type"], "application/zip");
    let archive = archive.bytes().await.unwrap();
    let within = |name: &str| {
        archive
            .windows(name.len())
            .any(|window| window == name.as_bytes())
    };
    for name in [
        "account.json",
        "certificate.pdf",
        "certificate.png",
        "certificate.svg",
        "offline-bundle.json",
        "transcript.json",
        "record.json",
        "source",
    ] {
        assert!(within(name), "{name}");
    }
    let erase = async |confirm: &str| {
        let sent = camille
            .delete("/api/v1/me")
            .header("content-type", "application/json");
        sent.body(json!({ "confirm": confirm }).to_string())
            .send()
            .await
            .unwrap()
            .status()
    };
    assert_eq!(erase("lea").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(erase("camille").await, StatusCode::NO_CONTENT);
    assert_eq!(
        camille.get("/api/v1/me").send().await.unwrap().status(),
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        client
            .get(format!("{url}/credentials/{id}"))
            .send()
            .await
            .unwrap()
            .status(),
        StatusCode::GONE
    );
    assert_eq!(
        client
            .get(format!("{url}/verify/{id}"))
            .send()
            .await
            .unwrap()
            .status(),
        StatusCode::GONE
    );
    assert_eq!(
        client
            .get(format!("{url}/log/proof/{id}"))
            .send()
            .await
            .unwrap()
            .status(),
        StatusCode::NOT_FOUND
    );
    let kept = report(&client, &url, certificate.to_string().into_bytes()).await;
    assert_eq!(kept["outcome"], "valid", "{kept}");
    let audit = succeeded(&spyrales(data.path(), &["--lang", "en", "log", "audit"]));
    assert!(
        audit.contains("1 entries, 0 certificates found, 1 erased"),
        "{audit}"
    );
    succeeded(&spyrales(
        data.path(),
        &["certificate", "revoke", &id, "--reason", "Fraude"],
    ));
    let revoked = report(&client, &url, certificate.to_string().into_bytes()).await;
    assert_eq!(revoked["outcome"], "invalid");
}

/// Keys are files and change first: a command that was killed before it was on record leaves that to the next start.
#[tokio::test]
async fn a_rotation_that_nobody_recorded_is_on_record_at_the_next_start() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_as(data.path(), 1, &["--no-demo"]);
    let origin = service.url.trim_end_matches('/').to_owned();
    let password = account(data.path(), "andrea", "administrator");
    service.kill();
    // The database as it was before the rotation.
    let database = |name: &str| name.starts_with("spyrales.sqlite3");
    let files: Vec<_> = std::fs::read_dir(data.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| database(&path.file_name().unwrap().to_string_lossy()))
        .map(|path| (path.clone(), std::fs::read(path).unwrap()))
        .collect();
    succeeded(&spyrales(data.path(), &["issuer", "rotate"]));
    for entry in std::fs::read_dir(data.path()).unwrap().map(Result::unwrap) {
        if database(&entry.file_name().to_string_lossy()) {
            std::fs::remove_file(entry.path()).unwrap();
        }
    }
    for (path, bytes) in files {
        std::fs::write(path, bytes).unwrap();
    }
    for _ in 0..2 {
        let service = Service::start_as(data.path(), 1, &["--public-url", &origin]);
        let andrea = Browser::sign_in(&service, "andrea", &password).await;
        let acts = andrea.get("/admin/acts").await.text;
        assert_eq!(
            acts.matches("<td>Clé de signature changée</td>").count(),
            1,
            "{acts}"
        );
        assert!(acts.contains("<td>spyrales serve</td>"), "{acts}");
        service.kill();
    }
}

#[tokio::test]
async fn keys_are_rotated_and_a_stolen_one_spares_what_was_logged_before() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start(data.path());
    // The address names the issuer for ever: later services are told it again.
    let origin = service.url.trim_end_matches('/').to_owned();
    let camille = Agent::new(&service, &add_user(data.path(), "camille"));
    let first = earn(&camille).await.json;
    let before = text(&Client::new(), format!("{origin}/log/checkpoint")).await;
    std::fs::write(data.path().join("hier.txt"), before).unwrap();

    let busy = spyrales(data.path(), &["issuer", "rotate"]);
    assert_eq!(busy.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&busy.stderr).contains("running"),
        "the service has the keys"
    );
    service.kill();
    succeeded(&spyrales(data.path(), &["issuer", "rotate"]));

    // What the retired key signed stays good, and the new one signs.
    let service = Service::start_as(data.path(), 2, &["--public-url", &origin]);
    let (url, client) = (service.url.clone(), Client::new());
    assert_eq!(
        report(&client, &url, first.to_string().into_bytes()).await["outcome"],
        "valid"
    );
    let date = Command::new("date").args(["-u", "+%FT%T.%NZ"]).output().unwrap();
    let since = succeeded(&date).trim().to_owned();
    let lea = Agent::new(&service, &add_user(data.path(), "lea"));
    let second = earn(&lea).await.json;
    assert_ne!(
        first["proof"][0]["verificationMethod"],
        second["proof"][0]["verificationMethod"]
    );
    assert_eq!(
        report(&client, &url, second.to_string().into_bytes()).await["outcome"],
        "valid"
    );
    service.kill();

    // The new key is stolen, after the first certificate was logged and before the second.
    let told = succeeded(&spyrales(
        data.path(),
        &["--lang", "en", "issuer", "compromised", "--since", &since],
    ));
    assert!(
        told.contains("first 1 entries") && told.contains("New key"),
        "{told}"
    );
    let service = Service::start_as(data.path(), 2, &["--public-url", &origin]);
    let url = service.url.clone();
    assert_eq!(
        report(&client, &url, first.to_string().into_bytes()).await["outcome"],
        "valid"
    );
    let refused = report(&client, &url, second.to_string().into_bytes()).await;
    assert_eq!(answer(&refused, "issuer")["code"], "key_compromised", "{refused}");

    let andrea = account(data.path(), "andrea", "administrator");
    let andrea = Browser::sign_in(&service, "andrea", &andrea).await;
    let acts = andrea.get("/admin/acts").await.text;
    assert_eq!(
        acts.matches("<td>Clé de signature changée</td>").count(),
        2,
        "{acts}"
    );
    assert_eq!(
        acts.matches("<td>Clé déclarée compromise</td>").count(),
        1,
        "{acts}"
    );

    // The log goes on from yesterday's checkpoint, and a rewritten database is found out.
    let yesterday = data.path().join("hier.txt");
    succeeded(&spyrales(
        data.path(),
        &["log", "audit", "--checkpoint", yesterday.to_str().unwrap()],
    ));
    let exported = data.path().join("export");
    succeeded(&spyrales(
        data.path(),
        &["issuer", "export", "--out", exported.to_str().unwrap()],
    ));
    let did: Value = serde_json::from_slice(&std::fs::read(exported.join("did.json")).unwrap()).unwrap();
    assert_eq!(did["verificationMethod"].as_array().unwrap().len(), 3);
    assert_eq!(
        did["assertionMethod"].as_array().unwrap().len(),
        2,
        "the stolen one asserts nothing"
    );
    service.kill();
    let forged = "import sqlite3, sys\ndb = sqlite3.connect(sys.argv[1])\ndb.execute(\"UPDATE credentials SET document = CAST(replace(CAST(document AS TEXT), 'palier 1', 'palier 4') AS BLOB)\")\ndb.commit()";
    let python = Command::new("python3")
        .args(["-c", forged])
        .arg(data.path().join("spyrales.sqlite3"))
        .status()
        .unwrap();
    assert!(python.success());
    let audit = spyrales(data.path(), &["log", "audit"]);
    assert_eq!(audit.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&audit.stderr).contains("isn't the one that was logged"));
}
