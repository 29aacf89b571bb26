//! Several processes on one PostgreSQL: a service that serves, and workers that grade for it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use spyrales_tests::postgres::server;

use crate::service::{Agent, Service, exercise_file, json, root, spyrales, succeeded};

const EXERCISE: &str = "python-preparer-donnees/revenu-departement";
/// Computes for seconds: long enough to be killed in.
const SLOW: &str = "n = 0\nfor i in range(40_000_000):\n    n += i\n";

/// `spyrales worker`, which ends with the test.
struct Worker {
    process: Child,
}

impl Worker {
    /// Starts one and waits until it is ready.
    fn start(database: &str) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_spyrales"))
            .args(["--lang", "en", "worker", "--workers", "1", "--database", database])
            .current_dir(root())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let ready = lines
            .by_ref()
            .map(Result::unwrap)
            .any(|line| line.contains("Ready to grade"));
        assert!(ready, "the worker ended before it was ready");
        std::thread::spawn(move || lines.count());
        Self { process }
    }

    /// SIGKILL: no goodbye.
    fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Killed already in some stories.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[tokio::test]
async fn workers_on_other_machines_grade_for_a_service_and_may_die() {
    let database = server().database();
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_as(data.path(), 0, &["--database", &database]);
    let account = [
        "user",
        "add",
        "camille",
        "--email",
        "camille@example.fr",
        "--database",
        &database,
    ];
    let token = succeeded(&spyrales(data.path(), &account));
    let agent = Agent::new(&service, token.trim());

    let first = Worker::start(&database);
    let mut ids = Vec::new();
    ids.push(agent.submit(EXERCISE, SLOW.into()).await);
    let mut events = agent
        .get(&format!("/api/v1/submissions/{}/events", ids[0]))
        .send()
        .await
        .unwrap();
    let mut heard = String::new();
    while !heard.contains("event: grading") {
        let chunk = events.chunk().await.unwrap().expect("an event before the end");
        heard.push_str(std::str::from_utf8(&chunk).unwrap());
    }
    let solution = exercise_file(&format!("{EXERCISE}/solution.py"));
    ids.push(agent.submit(EXERCISE, solution).await);
    first.kill();
    // Its lease runs out by the clock of the server, and the next worker takes the job over.
    let _second = Worker::start(&database);
    for id in &ids {
        agent.graded(id).await;
    }
    let last = agent.graded(&ids[1]).await;
    assert_eq!(last["verdict"]["earned"], last["verdict"]["possible"], "{last}");
    let listed = json(agent.get("/api/v1/submissions").send().await.unwrap()).await;
    assert_eq!(listed.as_array().unwrap().len(), ids.len());
    assert_eq!(
        json(agent.get("/healthz").send().await.unwrap()).await["grading"],
        Value::from(0)
    );
    let gradings = server().run(
        &database,
        "SELECT count(*), count(DISTINCT submission_id) FROM gradings",
    );
    assert_eq!(gradings, "2|2", "each is graded once");
}
