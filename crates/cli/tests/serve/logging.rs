//! The log as a collector reads it.

use std::fs::File;
use std::process::Stdio;

use serde_json::Value;

use crate::service::{Agent, Service, add_user, exercise_file};

const EXERCISE: &str = "python-preparer-donnees/revenu-departement";

#[tokio::test]
async fn every_line_of_the_log_is_json_and_a_grade_has_a_span() {
    let data = tempfile::tempdir().unwrap();
    let path = data.path().join("log.jsonl");
    let log = Stdio::from(File::create(&path).unwrap());
    let service = Service::start_logging(data.path(), 1, &["--log-format", "json"], log);
    let token = add_user(data.path(), "camille");
    let agent = Agent::new(&service, &token);
    let solution = exercise_file(&format!("{EXERCISE}/solution.py"));
    let id = agent.submit(EXERCISE, solution.clone()).await;
    agent.graded(&id).await;
    service.kill();

    let log = std::fs::read_to_string(path).unwrap();
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    assert!(lines.iter().all(|line| line["level"] != "DEBUG"), "{log}");
    let graded = lines.iter().find(|line| line["message"] == "graded");
    let span = &graded.unwrap_or_else(|| panic!("no grade in {log}"))["span"];
    assert_eq!(span["name"], "grade");
    assert_eq!(span["pack"], "python-preparer-donnees");
    assert_eq!(span["exercise"], "revenu-departement");
    assert_eq!(span["submission"], id.as_str());
    assert_eq!(span["runtime"], "python");
    assert_eq!(span["outcome"], "graded");
    assert!(span["fuel"].as_u64().unwrap() > 0, "{span}");
    assert!(span["ms"].is_u64(), "{span}");
    let requests = lines.iter().filter(|line| line["span"]["name"] == "request");
    assert!(requests.count() >= 2, "{log}");
    for secret in [token.as_str(), "camille@example.fr", "def "] {
        assert!(!log.contains(secret), "{secret} is in {log}");
    }
}
