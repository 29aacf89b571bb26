//! From an account to its first certificate: how several stories begin.

use serde_json::{Value, json};

use crate::service::{Agent, exercise_file};

/// The pack whose first level is earned.
pub(crate) const PACK: &str = "python-preparer-donnees";

/// The exercises that earn it.
pub(crate) const EXERCISES: [&str; 2] = ["budget-types", "dpe-passoires"];

/// A certificate as its holder got it.
pub(crate) struct Earned {
    pub(crate) bytes: Vec<u8>,
    pub(crate) json: Value,
    /// The end of its address.
    pub(crate) id: String,
}

/// Hands in what earns the first level, and asks for its certificate.
pub(crate) async fn earn(agent: &Agent) -> Earned {
    for exercise in EXERCISES {
        let exercise = format!("{PACK}/{exercise}");
        agent
            .solve(&exercise, exercise_file(&format!("{exercise}/solution.py")))
            .await;
    }
    let wish = json!({ "segment": "prep", "level": 1 }).to_string();
    let asked = agent
        .post("/api/v1/me/certificates")
        .header("content-type", "application/json")
        .body(wish);
    let issued = asked.send().await.unwrap();
    assert_eq!(issued.status(), 201);
    let bytes = issued.bytes().await.unwrap().to_vec();
    let json: Value = serde_json::from_slice(&bytes).unwrap();
    let (_, id) = json["id"].as_str().unwrap().rsplit_once('/').unwrap();
    Earned {
        id: id.to_owned(),
        bytes,
        json,
    }
}
