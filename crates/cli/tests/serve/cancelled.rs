//! What takes too long is cancelled by its owner: the grading ends there and then, and the worker is free for others.

use reqwest::StatusCode;
use serde_json::Value;

use crate::browser::{Browser, account};
use crate::sandbox::{children, counter};
use crate::service::{Agent, Service, add_user, exercise_file, json};

const EXERCISE: &str = "python-preparer-donnees/revenu-departement";
/// Its fuel lasts for half a minute.
const ENDLESS: &str = "while True:\n    pass\n";

/// Half of the processor's time, in ticks, that the fuel of an endless loop lasts for at the least.
const HALF: u64 = 1_000;

/// The processor's time that a process has had, in ticks: the 14th field of Linux's `/proc/PID/stat`. Nothing once it is gone.
fn ticks(process: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let after_name = stat.rsplit_once(") ")?.1;
    after_name.split(' ').nth(11)?.parse().ok()
}

/// Waits until a process is gone; the processor's time that it had.
async fn time_of(process: u32, service: &Service) -> u64 {
    let mut had = 0;
    while let Some(now) = ticks(process) {
        had = now;
        reqwest::get(format!("{}/metrics", service.url)).await.unwrap();
    }
    had
}

async fn cancel(agent: &Agent, id: &str) -> (StatusCode, Value) {
    let answer = agent
        .post(&format!("/api/v1/submissions/{id}/cancel"))
        .send()
        .await
        .unwrap();
    (answer.status(), json(answer).await)
}

/// Waits until a worker is at a submission.
async fn is_graded_now(agent: &Agent, id: &str) {
    let address = format!("/api/v1/submissions/{id}/events");
    let mut events = agent.get(&address).send().await.unwrap();
    let mut heard = String::new();
    while !heard.contains("event: grading") {
        let chunk = events.chunk().await.unwrap().expect("an event before the end");
        heard.push_str(std::str::from_utf8(&chunk).unwrap());
    }
}

#[tokio::test]
async fn a_grading_that_its_owner_cancels_ends_at_once_and_is_no_attempt() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_with(data.path(), 1);
    let agent = Agent::new(&service, &add_user(data.path(), "camille"));
    let other = Agent::new(&service, &add_user(data.path(), "dominique"));
    let worker = children(service.id())[0];
    let idle = ticks(worker).unwrap();

    let endless = agent.submit(EXERCISE, ENDLESS.into()).await;
    let waiting = agent.submit(EXERCISE, format!("{ENDLESS}# 2\n").into()).await;
    is_graded_now(&agent, &endless).await;
    assert_eq!(cancel(&other, &endless).await.0, StatusCode::NOT_FOUND);
    for id in [&waiting, &endless, &endless] {
        let (status, view) = cancel(&agent, id).await;
        assert_eq!(
            (status, &view["state"]),
            (StatusCode::OK, &"cancelled".into()),
            "{view}"
        );
    }

    assert!(time_of(worker, &service).await < idle + HALF, "it ran to its end");

    let solution = exercise_file(&format!("{EXERCISE}/solution.py"));
    let solved = agent.submit(EXERCISE, solution).await;
    let view = agent.graded(&solved).await;
    assert_eq!(view["verdict"]["earned"], view["verdict"]["possible"]);
    assert_eq!(counter(&agent, "workers_lost").await, 0);
    assert_eq!(counter(&agent, "gradings").await, 1);
    let (status, problem) = cancel(&agent, &solved).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert_eq!(problem["type"], "/problems/already-settled");
}

/// The page's script gives a run up by closing the connection.
#[tokio::test]
async fn a_run_that_nobody_waits_for_any_more_ends() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_with(data.path(), 1);
    let password = account(data.path(), "camille", "agent");
    let browser = Browser::sign_in(&service, "camille", &password).await;
    let address = format!("/exercises/{EXERCISE}/run");
    let [worker] = children(service.id())[..] else {
        panic!("not one worker")
    };
    let idle = ticks(worker).unwrap();
    let is_at_it = async {
        while ticks(worker).unwrap() < idle + 100 {
            browser.get("/").await;
        }
    };
    tokio::select! {
        _ = browser.post(&address, "source=while+True%3A%0A++++pass%0A&revision=0") => panic!("it came to an end"),
        () = is_at_it => {}
    }
    assert!(time_of(worker, &service).await < idle + HALF, "it ran to its end");
    let answer = browser.post(&address, "source=print%286+*+7%29&revision=1").await;
    assert!(answer.text.contains("42"), "{}", answer.text);
}
