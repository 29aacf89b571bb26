//! A check was wrong: what was handed in under it is graded once more, looked at, and put in its place, without a script.

use std::path::Path;

use reqwest::StatusCode;
use serde_json::Value;

use crate::browser::{Browser, account};
use crate::service::{Agent, Service, add_user, exercise_file, json, spyrales, succeeded};
use crate::staff::version;

const PACK: &str = "python-preparer-donnees";
const EXERCISE: &str = "python-preparer-donnees/budget-types";

/// The shipped pack with a check that refuses what is right, and another one that lets everything pass.
fn faulty(number: &str) -> Vec<u8> {
    version(number, |path, text| match path {
        "budget-types/check.py" => {
            let refuses = "def montants(sub):\n";
            let passes = "def codes_communes(sub):\n";
            assert!(text.contains(refuses) && text.contains(passes));
            text.replace(refuses, &format!("{refuses}    assert False\n"))
                .replace(passes, &format!("{passes}    return\n"))
        }
        _ => text,
    })
}

/// Reads nothing, and adds up as it should.
const NOTHING_READ: &[u8] = b"def lire_budget(chemin):
    pass

def total_depenses(budget, commune):
    return budget[(budget['commune'] == commune) & (budget['sens'] == 'D')]['montant'].sum()
";

async fn publish(trainer: &Browser, number: &str, pack: &[u8]) {
    let uploaded = trainer.upload("/training", "pack", pack).await;
    assert_eq!(uploaded.status, StatusCode::SEE_OTHER, "{}", uploaded.text);
    let draft = format!("/training/drafts/{PACK}/{number}");
    let page = trainer.get(&draft).await.text;
    let digest = page.split_once("name=\"digest\" value=\"").unwrap().1;
    let digest = digest.split_once('"').unwrap().0;
    let published = trainer
        .post(&format!("{draft}/publish"), &format!("digest={digest}"))
        .await;
    assert_eq!(published.status, StatusCode::SEE_OTHER);
}

/// Somebody with a token who also signs in at the pages.
async fn learner(data: &Path, service: &Service, name: &str) -> (Agent, Browser) {
    let agent = Agent::new(service, &add_user(data, name));
    let password = succeeded(&spyrales(data, &["user", "password", name]));
    (agent, Browser::sign_in(service, name, password.trim()).await)
}

/// The page of a re-grade, once nothing waits any more.
async fn ready(trainer: &Browser, address: &str) -> String {
    loop {
        let page = trainer.get(address).await;
        assert_eq!(page.status, StatusCode::OK);
        if !page.text.contains("data-regrade=\"going\"") {
            return page.text;
        }
        tokio::task::yield_now().await;
    }
}

async fn record(agent: &Agent, id: &str) -> Value {
    let path = format!("/api/v1/submissions/{id}/record");
    json(agent.get(&path).send().await.unwrap()).await
}

#[tokio::test]
async fn a_mended_check_regrades_what_was_handed_in_and_nobody_loses_unless_it_is_wanted() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start(data.path());
    let trainer = account(data.path(), "dominique", "trainer");
    let trainer = Browser::sign_in(&service, "dominique", &trainer).await;
    publish(&trainer, "9.0.0", &faulty("9.0.0")).await;
    let (right, right_page) = learner(data.path(), &service, "camille").await;
    let (wrong, _) = learner(data.path(), &service, "lea").await;
    let right_answer = exercise_file(&format!("{EXERCISE}/solution.py"));
    let submission = right.submit(EXERCISE, right_answer).await;
    assert_eq!(right.graded(&submission).await["verdict"]["earned"], 8.0);
    let lenient = wrong.submit(EXERCISE, NOTHING_READ.to_vec()).await;
    assert_eq!(wrong.graded(&lenient).await["verdict"]["earned"], 5.0);
    let before = record(&right, &submission).await;

    // Nothing to grade by yet; learners have no business here.
    let begin = format!("/training/packs/{PACK}/9.0.0/regrade");
    let alone = trainer.get(&begin).await.text;
    assert!(
        alone.contains("Aucune version plus haute") && !alone.contains("value=\"grade\""),
        "{alone}"
    );
    assert_eq!(right_page.get(&begin).await.status, StatusCode::FORBIDDEN);
    publish(&trainer, "9.1.0", &version("9.1.0", |_, text| text)).await;
    let form = trainer.get(&begin).await.text;
    for told in [
        "2 copies, 2 personnes",
        "value=\"grade\" selected",
        "Seulement ce que les agents ne voient pas",
    ] {
        assert!(form.contains(told), "{told}: {form}");
    }
    let choice = "to=9.1.0&do-budget-types=grade";
    let unreasoned = trainer.post(&begin, &format!("{choice}&reason=+")).await;
    assert_eq!(unreasoned.status, StatusCode::UNPROCESSABLE_ENTITY);
    let idle = trainer.post(&begin, "to=9.1.0&reason=x").await;
    assert_eq!(idle.status, StatusCode::UNPROCESSABLE_ENTITY);
    let reason = "reason=Un+contr%C3%B4le+%3Cb%3E+refusait+%C3%A0+tort";
    let started = trainer.post(&begin, &format!("{choice}&{reason}")).await;
    let address = started.location.unwrap();
    let second = trainer.post(&begin, &format!("{choice}&{reason}")).await;
    assert_eq!(
        second.location.as_deref(),
        Some(address.as_str()),
        "one is open at a time"
    );

    // What would change is seen, and nothing has.
    let page = ready(&trainer, &address).await;
    for told in [
        "8 / 10 points → 10 / 10 points",
        "Une personne y gagne.",
        "Personne n&#39;y perd.",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(!page.contains("<b>"), "{page}");
    assert!(page.contains("Préparer") && !page.contains("lea@"), "{page}");
    let lowering = trainer.get(&format!("{address}?lowering=yes")).await.text;
    assert!(
        lowering.contains("Une personne y perd.") && lowering.contains("5 / 10 points → 3 / 10 points"),
        "{lowering}"
    );
    assert_eq!(record(&right, &submission).await, before);
    assert!(
        !right_page
            .get("/me")
            .await
            .text
            .contains("Votre note a été revue")
    );
    assert_eq!(
        right_page.post(&format!("{address}/apply"), reason).await.status,
        StatusCode::FORBIDDEN
    );

    // Applied, once however often it is asked for.
    for _ in 0..2 {
        let applied = trainer.post(&format!("{address}/apply"), reason).await;
        assert_eq!(applied.location.as_deref(), Some(address.as_str()));
    }
    let done = trainer.get(&address).await.text;
    assert!(
        done.contains("data-regrade=\"applied\"") && done.contains("Sans baisser aucune note"),
        "{done}"
    );
    assert_eq!(right.graded(&submission).await["verdict"]["earned"], 10.0);
    let after = record(&right, &submission).await;
    assert_eq!(after["pack"]["version"], "9.1.0");
    assert_eq!(
        (&after["submission"], &after["seed"], &after["hidden_seed"]),
        (&before["submission"], &before["seed"], &before["hidden_seed"])
    );
    assert_eq!(
        wrong.graded(&lenient).await["verdict"]["earned"],
        5.0,
        "nobody loses"
    );
    // Both records can be replayed, each by its own version.
    for (name, record) in [("before.json", &before), ("after.json", &after)] {
        let path = data.path().join(name);
        std::fs::write(&path, record.to_string()).unwrap();
        let told = succeeded(&spyrales(data.path(), &["replay", path.to_str().unwrap()]));
        assert!(told.contains("Identique"), "{told}");
    }
    // A certificate's transcript may name the earlier record.
    let path = format!("/api/v1/submissions/{submission}/record");
    let named = format!("{path}?digest={}", digest_of(&before));
    assert_eq!(json(right.get(&named).send().await.unwrap()).await, before);
    let unknown = format!("{path}?digest=sha256:{}", "0".repeat(64));
    let unknown = right.get(&unknown).send().await.unwrap();
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);

    // Those concerned are told why, until they have read it; what they had is still shown.
    let me = right_page.get("/me").await.text;
    for told in [
        "Votre note a été revue",
        "8 / 10 points → 10 / 10 points",
        "Un contrôle &#60;b&#62; refusait à tort",
    ] {
        assert!(me.contains(told), "{told}: {me}");
    }
    let id = address.rsplit_once('/').unwrap().1;
    let listed = json(right.get("/api/v1/me/regrades").send().await.unwrap()).await;
    let told = &listed[0];
    assert_eq!(
        (&told["earned_before"], &told["earned"]),
        (&8.0.into(), &10.0.into())
    );
    assert_eq!((&told["regrade"], &told["read"]), (&id.into(), &Value::Null));
    assert_eq!(
        json(wrong.get("/api/v1/me/regrades").send().await.unwrap()).await,
        serde_json::json!([])
    );
    let read = right_page.post(&format!("/me/regrades/{id}/read"), "").await;
    assert_eq!(read.status, StatusCode::SEE_OTHER);
    let me = right_page.get("/me").await.text;
    assert!(
        !me.contains("Votre note a été revue") && me.contains("Notes revues, déjà lues"),
        "{me}"
    );
    let result = right_page
        .get(&format!("/exercises/{EXERCISE}?submission={submission}"))
        .await
        .text;
    assert!(result.contains("c&#39;était 8 / 10 points"), "{result}");
    assert_eq!(
        trainer.post(&format!("/me/regrades/{id}/read"), "").await.status,
        StatusCode::NOT_FOUND
    );

    let andrea = account(data.path(), "andrea", "administrator");
    let andrea = Browser::sign_in(&service, "andrea", &andrea).await;
    let acts = andrea.get("/admin/acts").await.text;
    let deeds = ["Re-notation appliquée", "Re-notation lancée"].map(|deed| acts.find(deed).unwrap());
    assert!(deeds.is_sorted(), "the latest first: {acts}");
    assert!(acts.contains(&format!("{PACK} 9.0.0 → 9.1.0")), "{acts}");
}

/// The digest of a record in JSON.
fn digest_of(record: &Value) -> String {
    let record: spyrales_core::grading::GradingRecord = serde_json::from_value(record.clone()).unwrap();
    record.digest().to_string()
}

#[tokio::test]
async fn a_certificate_outlives_a_lowered_result_and_a_neutralised_exercise_counts_against_nobody() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start(data.path());
    let trainer = account(data.path(), "dominique", "trainer");
    let trainer = Browser::sign_in(&service, "dominique", &trainer).await;
    // Whatever is handed in passes.
    let lenient = version("9.0.0", |path, text| match path {
        "budget-types/check.py" => text.replace("(sub):\n", "(sub):\n    return\n"),
        _ => text,
    });
    publish(&trainer, "9.0.0", &lenient).await;
    let agent = Agent::new(&service, &add_user(data.path(), "camille"));
    agent.solve(EXERCISE, NOTHING_READ.to_vec()).await;
    let other = "python-preparer-donnees/dpe-passoires";
    agent
        .solve(other, exercise_file(&format!("{other}/solution.py")))
        .await;
    assert_eq!(agent.segment("prep").await["level"], 1);
    let wish = serde_json::json!({"segment": "prep", "level": 1});
    let asked = agent
        .post("/api/v1/me/certificates")
        .json(&wish)
        .send()
        .await
        .unwrap();
    assert!(asked.status().is_success());
    let certificate = asked.text().await.unwrap();

    publish(&trainer, "9.1.0", &version("9.1.0", |_, text| text)).await;
    let begin = format!("/training/packs/{PACK}/9.0.0/regrade");
    let regrade = async |choice: &str, lowering: &str| {
        let sent = format!("to=9.1.0&do-budget-types={choice}&reason=Trop+facile");
        let address = trainer.post(&begin, &sent).await.location.unwrap();
        ready(&trainer, &address).await;
        let page = trainer.get(&format!("{address}?lowering={lowering}")).await.text;
        let sent = format!("lowering={lowering}&reason=Trop+facile");
        trainer.post(&format!("{address}/apply"), &sent).await;
        page
    };
    let page = regrade("grade", "yes").await;
    for told in [
        "10 / 10 points → 3 / 10 points",
        "Palier 1 → Aucun palier",
        "Certificat déjà délivré, qui reste valable",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert_eq!(agent.segment("prep").await["level"], Value::Null);
    let verified = agent
        .post("/api/v1/verify")
        .body(certificate)
        .send()
        .await
        .unwrap();
    assert_eq!(json(verified).await["outcome"], "valid");

    let page = regrade("neutralise", "").await;
    assert!(page.contains("ne compte plus contre qui l&#39;a rendu"), "{page}");
    assert!(page.contains("Palier 1\u{a0}: 38,4 % → 62,5 %"), "{page}");
    let level = &agent.segment("prep").await["levels"][0];
    assert_eq!(
        (&level["percent"], &level["exercises_done"]),
        (&62.5.into(), &1.into())
    );
    let results = json(agent.get("/api/v1/me/regrades").send().await.unwrap()).await;
    let told: Vec<_> = results
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["neutralised"])
        .collect();
    assert_eq!(
        told,
        [&Value::Bool(true), &Value::Bool(false)],
        "the latest first"
    );
}

/// Computes for long enough to be killed in, then fails for want of the function.
const SLOW: &str = "n = 0\nfor i in range(10_000_000):\n    n += i\n";

#[tokio::test]
async fn a_killed_server_goes_on_with_a_regrade_where_it_was() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_with(data.path(), 1);
    let password = account(data.path(), "dominique", "trainer");
    let trainer = Browser::sign_in(&service, "dominique", &password).await;
    publish(&trainer, "9.0.0", &faulty("9.0.0")).await;
    let token = add_user(data.path(), "camille");
    let agent = Agent::new(&service, &token);
    for number in 0..3 {
        let id = agent
            .submit(EXERCISE, format!("{SLOW}# {number}\n").into_bytes())
            .await;
        agent.graded(&id).await;
    }
    let right = agent
        .submit(EXERCISE, exercise_file(&format!("{EXERCISE}/solution.py")))
        .await;
    agent.graded(&right).await;
    publish(&trainer, "9.1.0", &version("9.1.0", |_, text| text)).await;
    let begin = format!("/training/packs/{PACK}/9.0.0/regrade");
    let started = trainer
        .post(&begin, "to=9.1.0&do-budget-types=grade&reason=Panne")
        .await;
    let address = started.location.unwrap();
    loop {
        let page = trainer.get(&address).await.text;
        assert!(page.contains("data-regrade=\"going\""), "killed too late: {page}");
        if page.contains("corrigées de nouveau\u{a0}: 1 sur 4") {
            break;
        }
        tokio::task::yield_now().await;
    }
    service.kill();

    let service = Service::start_with(data.path(), 1);
    let trainer = Browser::sign_in(&service, "dominique", &password).await;
    let page = ready(&trainer, &address).await;
    assert!(
        page.contains("data-regrade=\"ready\"") && page.contains("8 / 10 points → 10 / 10 points"),
        "{page}"
    );
    trainer.post(&format!("{address}/apply"), "reason=Panne").await;
    let agent = Agent::new(&service, &token);
    assert_eq!(agent.graded(&right).await["verdict"]["earned"], 10.0);
    assert_eq!(
        json(agent.get("/healthz").send().await.unwrap()).await["queued"],
        0
    );
}
