//! From a first wrong answer to a certificate that is verified, and refused once it is tampered with.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::earning::PACK;
use crate::service::{Agent, Service, add_user, exercise_file, json, spyrales, succeeded};

#[tokio::test]
async fn an_agent_earns_a_certificate_that_verifies_until_it_is_tampered_with() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start(data.path());
    let agent = Agent::new(&service, &add_user(data.path(), "camille"));
    let [first, second] = ["budget-types", "dpe-passoires"].map(|id| format!("{PACK}/{id}"));

    // A wrong answer: the explanation says what was expected, in the language asked for.
    let wrong = exercise_file(&format!("{PACK}/budget-types/wrong/zeros_perdus.py"));
    let id = agent.submit(&first, wrong).await;
    let verdict = agent.graded(&id).await["verdict"].clone();
    assert!(verdict["earned"].as_f64() < verdict["possible"].as_f64());
    let checks = verdict["checks"].as_array().unwrap();
    let failed = checks
        .iter()
        .find(|c| c["status"] == "failed" && c["hidden"] == false)
        .unwrap();
    assert!(!failed["message"].as_str().unwrap().is_empty(), "{failed}");
    let english = agent
        .get(&format!("/api/v1/submissions/{id}"))
        .header("accept-language", "en");
    let english = json(english.send().await.unwrap()).await;
    assert_ne!(english["verdict"]["checks"], verdict["checks"]);
    let hidden = checks.iter().find(|c| c["hidden"] == true).unwrap();
    assert!(
        hidden.get("message").is_none() && hidden.get("difference").is_none(),
        "{hidden}"
    );

    // Not earned yet: the problem says what is missing.
    let wish = json!({ "segment": "prep", "level": 1 });
    let ask = || {
        agent
            .post("/api/v1/me/certificates")
            .header("content-type", "application/json")
            .body(wish.to_string())
    };
    let refused = ask().send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    assert_eq!(refused.headers()["content-type"], "application/problem+json");
    assert_eq!(json(refused).await["type"], "/problems/not-earned");

    // Right answers: the score rises, and the level is reached.
    let before = agent.segment("prep").await["levels"][0]["percent"]
        .as_f64()
        .unwrap();
    let verdict = agent
        .solve(&first, exercise_file(&format!("{PACK}/budget-types/solution.py")))
        .await;
    assert_eq!(verdict["earned"], verdict["possible"]);
    let after = agent.segment("prep").await["levels"][0]["percent"]
        .as_f64()
        .unwrap();
    assert!(after > before, "{before} → {after}");
    agent
        .solve(
            &second,
            exercise_file(&format!("{PACK}/dpe-passoires/solution.py")),
        )
        .await;
    assert_eq!(agent.segment("prep").await["level"], 1);

    // The certificate, twice the same.
    let issued = ask().send().await.unwrap();
    assert_eq!(issued.status(), StatusCode::CREATED);
    let certificate = issued.bytes().await.unwrap();
    let again = ask().send().await.unwrap();
    assert_eq!(again.status(), StatusCode::OK);
    assert_eq!(again.bytes().await.unwrap(), certificate);

    // Anybody can verify it; one byte changed, and it is refused for its signatures.
    let verify =
        async |bytes: Vec<u8>| json(agent.post("/api/v1/verify").body(bytes).send().await.unwrap()).await;
    assert_eq!(verify(certificate.to_vec()).await["outcome"], "valid");
    let text = String::from_utf8(certificate.to_vec()).unwrap();
    let tampered = text.replacen("palier 1", "palier 4", 1);
    assert_ne!(tampered, text);
    let report = verify(tampered.into_bytes()).await;
    assert_eq!(
        (&report["outcome"], &report["decidedBy"]),
        (&json!("invalid"), &json!("signatures"))
    );
}

/// What the visible checks ask is answered, and what only hidden ones can is not.
const VISIBLE_ONLY: [(&str, &str); 3] = [
    (
        "python-preparer-donnees/budget-types",
        "_total = total_depenses\ndef total_depenses(budget, commune):\n    return 0.0 if (budget['exercice'] == 2025).all() else _total(budget, commune)\n",
    ),
    (
        "python-preparer-donnees/dpe-passoires",
        "_toutes = passoires\ndef passoires(dpe, departement):\n    return _toutes(dpe, departement).iloc[: 0 if len(dpe) == 120 else None]\n",
    ),
    (
        "deux-langages/taux-de-reponse-python",
        "_taux = taux_de_reponse\ndef taux_de_reponse(table):\n    return _taux(table).iloc[: 0 if len(table) == 30 else None]\n",
    ),
];

#[tokio::test]
async fn visible_checks_alone_earn_no_certificate() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start(data.path());
    let agent = Agent::new(&service, &add_user(data.path(), "camille"));
    for (exercise, more) in VISIBLE_ONLY {
        let solution = exercise_file(&format!("{exercise}/solution.py"));
        let verdict = agent.solve(exercise, [&solution, more.as_bytes()].concat()).await;
        let failed = verdict["checks"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|check| check["status"] == "failed");
        assert!(
            failed.clone().count() == 1 && failed.clone().all(|check| check["hidden"] == true),
            "{verdict}"
        );
        assert_eq!(verdict["solved"], false);
        assert!(
            verdict.get("wall_ms").is_none(),
            "what hidden checks took isn't told: {verdict}"
        );
    }
    let score = agent.segment("prep").await;
    let level = &score["levels"][0];
    assert!(
        level["points_percent"].as_f64() > level["threshold_percent"].as_f64(),
        "{score}"
    );
    assert_eq!(
        (&level["percent"], &level["exercises_done"]),
        (&json!(0.0), &json!(0))
    );
    assert_eq!(
        (&score["level"], &score["next"]["solved"], &score["next"]["total"]),
        (&Value::Null, &json!(0), &json!(3))
    );
    let words = score["next"]["words"].as_str().unwrap();
    assert!(
        words.starts_with("Palier 1 : 0 exercices réussis sur 3."),
        "{words}"
    );
    let asked = agent
        .post("/api/v1/me/certificates")
        .header("content-type", "application/json")
        .body(json!({ "segment": "prep", "level": 1 }).to_string());
    let refused = asked.send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    let problem = json(refused).await;
    assert_eq!(problem["type"], "/problems/not-earned");
    assert!(
        problem.to_string().contains("contrôles cachés compris"),
        "{problem}"
    );
}

#[tokio::test]
async fn each_attempt_has_hidden_data_of_its_own_and_can_be_replayed() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start(data.path());
    let agent = Agent::new(&service, &add_user(data.path(), "camille"));
    let exercise = format!("{PACK}/budget-types");
    let mut records = Vec::new();
    for name in ["first.json", "second.json"] {
        let solution = exercise_file(&format!("{exercise}/solution.py"));
        let id = agent.submit(&exercise, solution).await;
        agent.graded(&id).await;
        let path = format!("/api/v1/submissions/{id}/record");
        let record = json(agent.get(&path).send().await.unwrap()).await;
        let kept = data.path().join(name);
        std::fs::write(&kept, record.to_string()).unwrap();
        let told = succeeded(&spyrales(data.path(), &["replay", kept.to_str().unwrap()]));
        assert!(told.contains("Identique"), "{told}");
        records.push(record);
    }
    let [first, second] = records.try_into().unwrap();
    assert_eq!(first["seed"], second["seed"], "the variant is the same");
    assert!(first["hidden_seed"].is_string());
    assert_ne!(first["hidden_seed"], second["hidden_seed"]);
    assert_eq!(first["usage"].get("checker_fuel"), None);
}

#[tokio::test]
async fn a_request_sent_twice_makes_one_submission() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start(data.path());
    let agent = Agent::new(&service, &add_user(data.path(), "camille"));
    let exercise = format!("{PACK}/revenu-departement");
    let send = |source: &str| {
        agent
            .submission(&exercise, source.as_bytes().to_vec())
            .header("idempotency-key", "k-1")
            .send()
    };
    let first = json(send("x = 1\n").await.unwrap()).await;
    let second = json(send("x = 1\n").await.unwrap()).await;
    assert_eq!(first["id"], second["id"]);
    let other = send("x = 2\n").await.unwrap();
    assert_eq!(other.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(json(other).await["type"], "/problems/idempotency-key-reused");

    // It is followed by events to its end, and its record is there to be kept.
    let id = first["id"].as_str().unwrap();
    let events = agent
        .get(&format!("/api/v1/submissions/{id}/events"))
        .send()
        .await
        .unwrap();
    let events = events.text().await.unwrap();
    assert!(events.contains("event: graded\n"), "{events}");
    let record = json(
        agent
            .get(&format!("/api/v1/submissions/{id}/record"))
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(record["version"], 2);
    let source = agent
        .get(&format!("/api/v1/submissions/{id}/source"))
        .send()
        .await
        .unwrap();
    assert_eq!(source.bytes().await.unwrap(), "x = 1\n");

    // Nobody else sees it, and nobody without a token anything of it.
    let stranger = Agent::new(&service, &add_user(data.path(), "lea"));
    let hidden = stranger
        .get(&format!("/api/v1/submissions/{id}"))
        .send()
        .await
        .unwrap();
    assert_eq!(hidden.status(), StatusCode::NOT_FOUND);
    let nobody = Agent::new(&service, "spy_nonsense");
    let refused = nobody.get("/api/v1/me").send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::UNAUTHORIZED);
    assert!(refused.headers().contains_key("www-authenticate"));
}

#[tokio::test]
async fn hostile_bytes_get_a_verdict_and_the_service_goes_on() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start(data.path());
    let agent = Agent::new(&service, &add_user(data.path(), "camille"));
    let exercise = format!("{PACK}/revenu-departement");
    let cases: [(Vec<u8>, &str); 4] = [
        (b"x = '\xff\xfe'\n".to_vec(), "unreadable"),
        (b"x = 1\0\n".to_vec(), "unreadable"),
        (Vec::new(), "graded"),
        (b"import sys\nsys.exit(0)\n".to_vec(), "exited"),
    ];
    for (source, kind) in cases {
        let size = source.len();
        let verdict = agent.solve(&exercise, source).await;
        assert_eq!(verdict["kind"], kind, "{size} bytes");
        assert_eq!(verdict["earned"], 0.0);
    }
    let too_large = agent
        .submission(&exercise, vec![b'#'; 9 << 20])
        .send()
        .await
        .unwrap();
    assert_eq!(too_large.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let form = agent.post(&format!(
        "/api/v1/packs/{PACK}/exercises/revenu-departement/submissions"
    ));
    let form = form
        .header("content-type", "application/x-www-form-urlencoded")
        .body("a=b")
        .send()
        .await
        .unwrap();
    assert_eq!(form.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let honest = exercise_file(&format!("{PACK}/revenu-departement/solution.py"));
    let verdict = agent.solve(&exercise, honest).await;
    assert_eq!(verdict["earned"], verdict["possible"]);
}
