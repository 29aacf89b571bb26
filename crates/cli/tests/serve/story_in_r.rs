//! The same story in R, up to a certificate in "Programmer en R".

use reqwest::StatusCode;
use serde_json::json;

use crate::service::{Agent, Service, add_user, exercise_file, json};

const PACK: &str = "r-premiers-pas";
const EXERCISES: [&str; 4] = [
    "ozone-moyen",
    "densite-communes",
    "ecarts-successifs",
    "jours-de-depassement",
];

#[tokio::test]
async fn an_agent_who_writes_r_earns_a_certificate_in_programming_in_r() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start(data.path());
    let agent = Agent::new(&service, &add_user(data.path(), "camille"));

    // Wrong: missing values spread to the mean. The explanation is for a learner of R, in both languages.
    let wrong = exercise_file(&format!("{PACK}/ozone-moyen/wrong/manque_propage.R"));
    let id = agent.submit(&format!("{PACK}/ozone-moyen"), wrong).await;
    let verdict = agent.graded(&id).await["verdict"].clone();
    assert_eq!(verdict["kind"], "graded");
    assert!(verdict["earned"].as_f64() < verdict["possible"].as_f64());
    let checks = verdict["checks"].as_array().unwrap();
    let failed = checks.iter().find(|check| check["id"] == "ozone").unwrap();
    assert_eq!(failed["status"], "failed");
    let message = failed["message"].as_str().unwrap();
    assert!(
        message.contains("NA") && message.contains("il fallait"),
        "{message}"
    );
    let english = agent
        .get(&format!("/api/v1/submissions/{id}"))
        .header("accept-language", "en");
    let english = json(english.send().await.unwrap()).await;
    assert_ne!(english["verdict"]["checks"], verdict["checks"]);

    // Code that isn't R, and code that leaves R, are verdicts, and the service goes on.
    for (source, kind) in [
        ("x <- (\n", "syntax_error"),
        ("quit(status = 0)\n", "exited"),
        ("stop('x')\n", "raised"),
    ] {
        let verdict = agent.solve(&format!("{PACK}/ozone-moyen"), source.into()).await;
        assert_eq!(
            (&verdict["kind"], &verdict["earned"]),
            (&json!(kind), &json!(0.0))
        );
    }

    let wish = json!({ "segment": "r", "level": 1 });
    let ask = || {
        agent
            .post("/api/v1/me/certificates")
            .header("content-type", "application/json")
            .body(wish.to_string())
    };
    assert_eq!(ask().send().await.unwrap().status(), StatusCode::CONFLICT);

    // Right, all of the pack.
    for exercise in EXERCISES {
        let source = exercise_file(&format!("{PACK}/{exercise}/solution.R"));
        let verdict = agent.solve(&format!("{PACK}/{exercise}"), source).await;
        assert_eq!(verdict["earned"], verdict["possible"], "{exercise}");
    }
    assert_eq!(agent.segment("r").await["level"], 1);

    let issued = ask().send().await.unwrap();
    assert_eq!(issued.status(), StatusCode::CREATED);
    let certificate = issued.bytes().await.unwrap();
    let text = String::from_utf8(certificate.to_vec()).unwrap();
    assert!(text.contains("Programmer en R"), "{text}");
    let verified = agent.post("/api/v1/verify").body(certificate);
    assert_eq!(json(verified.send().await.unwrap()).await["outcome"], "valid");
}
