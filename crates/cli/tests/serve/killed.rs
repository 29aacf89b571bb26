//! A server killed in the middle of a grading: nothing is lost, and nothing is graded twice.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::service::{Agent, Service, add_user, exercise_file, json};

const EXERCISE: &str = "python-preparer-donnees/revenu-departement";
/// Computes for seconds, then fails for want of the function: long enough to be killed in.
const SLOW: &str = "n = 0\nfor i in range(40_000_000):\n    n += i\n";

async fn record(agent: &Agent, id: &str) -> Value {
    json(
        agent
            .get(&format!("/api/v1/submissions/{id}/record"))
            .send()
            .await
            .unwrap(),
    )
    .await
}

#[tokio::test]
async fn a_killed_server_resumes_with_nothing_lost_and_nothing_graded_twice() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start(data.path());
    let token = add_user(data.path(), "camille");
    let agent = Agent::new(&service, &token);

    let done = agent
        .submit(EXERCISE, exercise_file(&format!("{EXERCISE}/solution.py")))
        .await;
    agent.graded(&done).await;
    let before = record(&agent, &done).await;

    // Both workers are busy, and two more wait.
    let mut ids = vec![done.clone()];
    for number in 0..4 {
        let slow = number < 2;
        let source = if slow {
            format!("{SLOW}# {number}\n").into_bytes()
        } else {
            format!("x = {number}\n").into_bytes()
        };
        ids.push(agent.submit(EXERCISE, source).await);
    }
    // The stream ends only with the grading, so the first event that says "grading" is in its middle.
    let mut events = agent
        .get(&format!("/api/v1/submissions/{}/events", ids[1]))
        .send()
        .await
        .unwrap();
    let mut heard = String::new();
    while !heard.contains("event: grading") {
        let chunk = events.chunk().await.unwrap().expect("an event before the end");
        heard.push_str(std::str::from_utf8(&chunk).unwrap());
    }
    assert!(!heard.contains("event: graded"), "killed too late: {heard}");
    service.kill();

    let service = Service::start(data.path());
    let agent = Agent::new(&service, &token);
    for id in &ids {
        let view = agent.graded(id).await;
        assert_eq!(view["id"], id.as_str());
    }
    // What was graded before is as it was; each is there once.
    assert_eq!(record(&agent, &done).await, before);
    let listed = json(agent.get("/api/v1/submissions").send().await.unwrap()).await;
    let listed: Vec<&str> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["id"].as_str().unwrap())
        .collect();
    assert_eq!(listed.len(), ids.len());
    assert_eq!(
        listed.into_iter().collect::<BTreeSet<_>>(),
        ids.iter().map(String::as_str).collect()
    );
    assert_eq!(
        json(agent.get("/healthz").send().await.unwrap()).await["queued"],
        0
    );
}
