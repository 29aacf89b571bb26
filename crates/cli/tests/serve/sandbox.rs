//! Workers that die in the middle of a grading: it costs a retry, never the service, and never the learner.

use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use spyrales_core::framework::Framework;
use spyrales_core::grading::NotGraded;
use spyrales_core::pack::{Pack, PackFiles};
use spyrales_grader::worker::{Patience, Worker, WorkerCommand};
use spyrales_sandbox::cache::Cache;

use crate::browser::{Browser, account};
use crate::service::{Agent, Service, add_user, exercise_file, json, root};

const EXERCISE: &str = "python-preparer-donnees/revenu-departement";
/// Computes until its fuel is used up: long enough to lose a worker in.
const SLOW: &str = "n = 0\nfor i in range(40_000_000):\n    n += i\n";

/// The children of a process, by Linux's `/proc/PID/stat`: its fourth field, the second after the name.
fn children(parent: u32) -> Vec<u32> {
    let processes = std::fs::read_dir("/proc").unwrap();
    let ids = processes.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    ids.filter(|id: &u32| {
        let stat = std::fs::read_to_string(Path::new("/proc").join(id.to_string()).join("stat"));
        stat.is_ok_and(|stat| {
            let after_name = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
            after_name.split(' ').nth(1) == Some(&parent.to_string())
        })
    })
    .collect()
}

/// Ends a process, unless it has just ended by itself.
fn kill(process: u32) {
    signal(process, "-KILL");
}

fn signal(process: u32, signal: &str) {
    let mut kill = std::process::Command::new("kill");
    kill.args([signal, &process.to_string()]).output().unwrap();
}

/// The files of a folder, by their names below it.
fn files(folder: &Path, prefix: &str) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let found = entries.flat_map(|entry| {
        let name = format!("{prefix}{}", entry.file_name().into_string().unwrap());
        if entry.file_type().unwrap().is_dir() {
            files(&entry.path(), &format!("{name}/"))
        } else {
            vec![(name, std::fs::read(entry.path()).unwrap())]
        }
    });
    found.collect()
}

/// A counter of `/metrics`.
async fn counter(agent: &Agent, name: &str) -> u64 {
    let text = agent.get("/metrics").send().await.unwrap().text().await.unwrap();
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(&format!("spyrales_{name}_total ")));
    line.unwrap_or_else(|| panic!("no {name} in {text}"))
        .parse()
        .unwrap()
}

async fn view(agent: &Agent, id: &str) -> Value {
    json(
        agent
            .get(&format!("/api/v1/submissions/{id}"))
            .send()
            .await
            .unwrap(),
    )
    .await
}

/// Waits until a worker is at a submission, and ends every worker.
async fn lose_workers(agent: &Agent, service: &Service, id: &str) {
    let lost = counter(agent, "workers_lost").await;
    while counter(agent, "workers_lost").await == lost {
        if view(agent, id).await["state"] == "grading" {
            children(service.id()).into_iter().for_each(kill);
        }
        assert_ne!(view(agent, id).await["state"], "graded", "ended too late");
    }
}

#[tokio::test]
async fn a_lost_worker_costs_one_retry_and_nothing_else() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_with(data.path(), 1);
    let agent = Agent::new(&service, &add_user(data.path(), "camille"));
    let id = agent.submit(EXERCISE, SLOW.into()).await;
    lose_workers(&agent, &service, &id).await;
    let view = agent.graded(&id).await;
    assert_eq!(view["verdict"]["kind"], "out_of_fuel");
    assert_eq!(counter(&agent, "workers_lost").await, 1);
    assert_eq!(counter(&agent, "gradings_retried").await, 1);
    assert_eq!(counter(&agent, "gradings").await, 1);
}

#[tokio::test]
async fn what_loses_three_workers_is_set_aside_and_the_next_submission_is_graded() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_with(data.path(), 1);
    let agent = Agent::new(&service, &add_user(data.path(), "camille"));
    let id = agent.submit(EXERCISE, SLOW.into()).await;
    for _ in 0..3 {
        lose_workers(&agent, &service, &id).await;
    }
    let settled = json(
        agent
            .get(&format!("/api/v1/submissions/{id}?wait=60"))
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(settled["state"], "set_aside", "{settled}");
    assert!(
        settled.to_string().contains("cela ne vous coûte rien"),
        "{settled}"
    );
    assert_eq!(counter(&agent, "gradings_set_aside").await, 1);
    assert_eq!(counter(&agent, "workers_lost").await, 3);
    let verdict = agent
        .solve(EXERCISE, exercise_file(&format!("{EXERCISE}/solution.py")))
        .await;
    assert_eq!(verdict["earned"], verdict["possible"]);
}

#[tokio::test]
async fn a_worker_that_died_idle_costs_nobody_a_retry() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_with(data.path(), 1);
    let agent = Agent::new(&service, &add_user(data.path(), "camille"));
    let workers = children(service.id());
    assert_eq!(workers.len(), 1);
    workers.into_iter().for_each(kill);
    let verdict = agent
        .solve(EXERCISE, exercise_file(&format!("{EXERCISE}/solution.py")))
        .await;
    assert_eq!(verdict["earned"], verdict["possible"]);
    assert_eq!(counter(&agent, "workers_lost").await, 0);
}

/// It is held as a fault of ours in the middle of a grade would hold it.
#[test]
fn a_worker_that_falls_silent_is_ended_and_another_one_grades() {
    let (name, exercise) = EXERCISE.split_once('/').unwrap();
    let files = PackFiles::new(files(&root().join("exercises").join(name), "")).unwrap();
    let pack = Pack::parse(&files, &Framework::shipped()).unwrap();
    let exercise = pack.exercise(exercise).unwrap();
    let mut worker = Worker::start(WorkerCommand {
        program: env!("CARGO_BIN_EXE_spyrales").into(),
        arguments: vec!["--cache".into(), Cache::default_root().into(), "sandbox".into()],
        patience: Patience {
            fuel_per_second: u64::MAX,
            grace: Duration::from_secs(15),
            ..Patience::default()
        },
    })
    .unwrap();
    let mut grade = |stop| {
        if let (true, Some(process)) = (stop, worker.id()) {
            signal(process, "-STOP");
        }
        worker.grade(&pack.pack_ref(), exercise, exercise.solution.as_bytes(), 1)
    };
    let before = grade(false).unwrap();
    let silent = grade(true).unwrap_err();
    assert!(matches!(silent, NotGraded::Exceeded(_)), "{silent}");
    assert!(silent.why().fr.contains("dépassé"), "{silent}");
    let after = grade(false).unwrap();
    assert_eq!(after.record.digest(), before.record.digest());
}

#[test]
fn a_worker_can_do_nothing_but_grade() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_spyrales"))
        .args(["--lang", "en", "sandbox", "--self-test"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    assert_eq!(said.matches("in force").count(), 2, "{said}");
    assert_eq!(said.matches("refused").count(), 5, "{said}");
}

/// It is told as what it is, and not as one run too many.
#[tokio::test]
async fn a_run_whose_worker_is_lost_says_so() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start_with(data.path(), 1);
    let agent = Agent::new(&service, &add_user(data.path(), "lea"));
    let password = account(data.path(), "camille", "agent");
    let browser = Browser::sign_in(&service, "camille", &password).await;
    let address = format!("/exercises/{EXERCISE}/run");
    let code = "source=while True: pass";
    let run = tokio::spawn(async move { browser.post(&address, code).await });
    while !run.is_finished() {
        children(service.id()).into_iter().for_each(kill);
        agent.get("/healthz").send().await.unwrap();
    }
    let answer = run.await.unwrap();
    assert_eq!(answer.status.as_u16(), 500, "{}", answer.text);
    assert!(answer.text.contains("rien n&#39;est perdu"), "{}", answer.text);
    assert!(answer.text.contains("votre code est gardé"), "{}", answer.text);
    assert!(!answer.text.contains("en attente"), "{}", answer.text);
}
