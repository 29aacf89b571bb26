//! An account's life at the pages and at the command line: opened by its person, closed by somebody else, erased without a trace.

use std::path::Path;

use reqwest::StatusCode;
use serde_json::Value;

use crate::browser::{Browser, account, zipped};
use crate::service::{Agent, Service, json, spyrales, succeeded};

const EXERCISE: &str = "python-preparer-donnees/revenu-departement";

/// The id of an account, from a page that lists it.
async fn id_of(administrator: &Browser, name: &str) -> String {
    let page = administrator.get(&format!("/admin/users?q={name}")).await.text;
    let (_, table) = page.split_once("<tbody>").unwrap();
    let (before, _) = table.split_once(&format!("\">{name}</a>")).unwrap();
    before.rsplit_once('/').unwrap().1.to_owned()
}

/// Makes a token on the page of who has just signed in.
async fn token(browser: &Browser, form: &str) -> String {
    let page = browser.post("/account/tokens", form).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let (_, after) = page.text.split_once("value=\"spy_").unwrap();
    format!("spy_{}", after.split_once('"').unwrap().0)
}

#[tokio::test]
async fn an_account_is_closed_and_opened_again_and_its_tokens_are_withdrawn() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_as(data.path(), 1, &["--no-demo"]);
    let andrea = account(data.path(), "andrea", "administrator");
    let andrea = Browser::sign_in(&service, "andrea", &andrea).await;
    let password = account(data.path(), "camille", "agent");
    let camille = Browser::sign_in(&service, "camille", &password).await;
    let page = format!("/admin/users/{}", id_of(&andrea, "camille").await);

    // She has just signed in: the token asks for nothing more.
    let agent = Agent::new(&service, &token(&camille, "label=carnet&scope=read&days=9").await);
    let me = async || agent.get("/api/v1/me").send().await.unwrap();
    assert_eq!(me().await.status(), StatusCode::OK);
    let listed = camille.get("/account").await.text;
    assert!(
        listed.contains("<strong>carnet</strong> (lire seulement)"),
        "{listed}"
    );
    assert!(
        listed.contains("utilisé le ") && listed.contains("Retirer le jeton carnet"),
        "{listed}"
    );
    assert!(
        listed.contains("retire tous vos jetons"),
        "it is said before: {listed}"
    );
    let seen = andrea.get(&page).await.text;
    assert!(seen.contains("carnet") && seen.contains("utilisé le "), "{seen}");

    // Closed: no session, no token, no sign-in; and each says why.
    let closed = andrea.post(&format!("{page}/close"), "").await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.text);
    assert_eq!(camille.get("/account").await.status, StatusCode::SEE_OTHER);
    let told = me().await;
    assert_eq!(told.status(), StatusCode::FORBIDDEN);
    let problem: Value = json(told).await;
    assert_eq!(problem["type"], "/problems/account-closed");
    let refused = Browser::try_sign_in(&service, "camille", &password).await;
    assert_eq!(refused.0, StatusCode::FORBIDDEN);
    assert!(refused.1.contains("Ce compte est fermé"), "{}", refused.1);
    let guessed = Browser::try_sign_in(&service, "camille", "wrong").await;
    assert_eq!(guessed.0, StatusCode::UNAUTHORIZED, "nobody else learns of it");
    assert!(andrea.get(&page).await.text.contains("Rouvrir le compte"));
    let own = format!("/admin/users/{}", id_of(&andrea, "andrea").await);
    let refused = andrea.post(&format!("{own}/close"), "").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let last = spyrales(data.path(), &["user", "close", "andrea"]);
    assert!(!last.status.success(), "nobody else runs the service");

    // Opened again, at the command line.
    succeeded(&spyrales(data.path(), &["user", "reopen", "camille"]));
    assert_eq!(me().await.status(), StatusCode::OK);
    let camille = Browser::sign_in(&service, "camille", &password).await;
    assert_eq!(camille.get("/account").await.status, StatusCode::OK);

    // Signed out everywhere: by an administrator, and by herself, on every machine.
    andrea.post(&format!("{page}/sessions/end"), "").await;
    assert_eq!(camille.get("/account").await.status, StatusCode::SEE_OTHER);
    let camille = Browser::sign_in(&service, "camille", &password).await;
    let elsewhere = Browser::sign_in(&service, "camille", &password).await;
    camille.post("/account/sessions/end", "").await;
    assert_eq!(elsewhere.get("/account").await.status, StatusCode::SEE_OTHER);
    assert_eq!(me().await.status(), StatusCode::OK, "a token is no session");

    // An administrator withdraws a token; a new password withdraws all.
    let seen = andrea.get(&page).await.text;
    let (_, after) = seen.rsplit_once("/tokens/").unwrap();
    let (before, _) = seen.split_once(&format!("/tokens/{after}")).unwrap();
    assert!(before.ends_with(&page));
    let withdraw = after.split_once('"').unwrap().0;
    andrea.post(&format!("{page}/tokens/{withdraw}"), "").await;
    let camille = Browser::sign_in(&service, "camille", &password).await;
    let agent = Agent::new(&service, &token(&camille, "label=&scope=all&days=9").await);
    let works = async || agent.get("/api/v1/me").send().await.unwrap().status();
    assert_eq!(works().await, StatusCode::OK);
    andrea.post(&format!("{page}/password"), "").await;
    assert_eq!(works().await, StatusCode::UNAUTHORIZED);

    let acts = andrea.get("/admin/acts").await.text;
    for deed in [
        "Compte fermé",
        "Compte rouvert",
        "Personne déconnectée partout",
        "Jeton d&#39;accès retiré",
    ] {
        assert!(acts.contains(&format!("<td>{deed}</td>")), "{deed}: {acts}");
    }
}

/// Words that nothing else has, one for each thing that somebody leaves behind.
const MARKED: [&str; 10] = [
    "zqname",
    "zqdisplay",
    "zqmail",
    "zqprinted",
    "zqraised",
    "zqreturned",
    "zqdraft",
    "zqreport",
    "zqkey",
    "zqlabel",
];

/// What a trainer leaves behind.
const TRAINER: &str = "zqtrainer";

/// The words that a service's files say, whatever their case.
fn said(folder: &Path, log: &Path) -> Vec<&'static str> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    assert!(files.iter().any(|path| path.to_string_lossy().ends_with("-wal")));
    files.push(log.to_owned());
    let texts: Vec<_> = files
        .iter()
        .map(|path| std::fs::read(path).unwrap().to_ascii_lowercase())
        .collect();
    let is_said = |word: &&str| {
        let word = word.as_bytes();
        texts
            .iter()
            .any(|text| text.windows(word.len()).any(|at| at == word))
    };
    MARKED.into_iter().chain([TRAINER]).filter(is_said).collect()
}

#[tokio::test]
async fn an_erased_person_is_in_no_file_of_the_service() {
    let folder = tempfile::tempdir().unwrap();
    let (data, log) = (folder.path().join("data"), folder.path().join("log"));
    let stderr = std::fs::File::create(&log).unwrap();
    let service = Service::start_logging(&data, 1, &["--no-demo"], stderr.into());
    let run = |arguments: &[&str]| succeeded(&spyrales(&data, arguments)).trim().to_owned();
    let andrea = account(&data, "andrea", "administrator");
    let andrea = Browser::sign_in(&service, "andrea", &andrea).await;
    let trainer = account(&data, TRAINER, "trainer");
    let trainer = Browser::sign_in(&service, TRAINER, &trainer).await;
    run(&[
        "user",
        "add",
        "zqname",
        "--email",
        "zqmail@example.fr",
        "--display-name",
        "ZQDisplay",
    ]);
    let password = run(&["user", "password", "zqname"]);
    run(&[
        "user",
        "link",
        "zqname",
        "--issuer",
        "https://idp.example",
        "--sub",
        "zqname-there",
    ]);
    let browser = Browser::sign_in(&service, "zqname", &password).await;
    let agent = Agent::new(&service, &token(&browser, "label=zqlabel&scope=all&days=9").await);

    // Code that prints and raises, and code whose answer is quoted.
    let raises = "print('zqprinted')\nraise ValueError('zqraised')\n";
    let answers = "def revenu_par_departement(communes):\n    return 'zqreturned'\n";
    for (number, code) in [raises, answers].into_iter().enumerate() {
        let sent = agent
            .submission(EXERCISE, code.as_bytes().to_vec())
            .header("idempotency-key", format!("zqkey-{number}"))
            .send()
            .await
            .unwrap();
        let id = json(sent).await["id"].as_str().unwrap().to_owned();
        agent.graded(&id).await;
    }
    browser
        .post(
            &format!("/exercises/{EXERCISE}/draft"),
            "source=%23%20zqdraft&base=0",
        )
        .await;
    let about = format!("/exercises/{EXERCISE}/reports");
    browser.post(&about, "category=checks&text=zqreport").await;
    // Another one's report, which the trainer answers; and a pack of theirs.
    andrea.post(&about, "category=data&text=vu").await;
    let reports = trainer.get("/training/reports").await.text;
    for part in reports.split("action=\"/training/reports/").skip(1) {
        let id = part.split_once('"').unwrap().0;
        trainer
            .post(&format!("/training/reports/{id}"), "text=merci")
            .await;
    }
    let pack = zipped("python-preparer-donnees", |path, text| match path {
        "pack.toml" => text.replacen("version = \"1.0.0\"", "version = \"9.9.9\"", 1),
        _ => text,
    });
    let uploaded = trainer.upload("/training", "pack", &pack).await;
    assert_eq!(uploaded.status, StatusCode::SEE_OTHER, "{}", uploaded.text);

    let before = said(&data, &log);
    assert_eq!(before.len(), MARKED.len() + 1, "each is there: {before:?}");
    let erased = agent
        .delete("/api/v1/me")
        .json(&serde_json::json!({ "confirm": "zqname" }))
        .send()
        .await
        .unwrap();
    assert_eq!(erased.status(), StatusCode::NO_CONTENT);
    assert_eq!(said(&data, &log), [TRAINER], "at once");

    // By an administrator, who names the account.
    let page = format!("/admin/users/{}", id_of(&andrea, TRAINER).await);
    let unconfirmed = andrea.post(&format!("{page}/erase"), "confirm=andrea").await;
    assert_eq!(unconfirmed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(said(&data, &log), [TRAINER]);
    let erased = andrea
        .post(&format!("{page}/erase"), &format!("confirm={TRAINER}"))
        .await;
    assert_eq!(erased.status, StatusCode::SEE_OTHER, "{}", erased.text);
    assert_eq!(said(&data, &log), [""; 0]);
    let acts = andrea.get("/admin/acts").await.text;
    assert!(
        acts.contains("<td>Compte effacé</td>") && acts.contains("<td>erased-"),
        "{acts}"
    );

    // At the command line, beside a service that runs.
    account(&data, "zqname", "agent");
    assert!(
        !spyrales(&data, &["user", "erase", "zqname", "--confirm", "andrea"])
            .status
            .success()
    );
    assert_eq!(said(&data, &log), ["zqname"]);
    run(&["user", "erase", "zqname", "--confirm", "zqname"]);
    assert_eq!(said(&data, &log), [""; 0]);
}
