//! Workers that die in the middle of a grading: it costs a retry, never the service, and never the learner.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use spyrales_core::framework::Framework;
use spyrales_core::grading::NotGraded;
use spyrales_core::pack::{Pack, PackFiles};
use spyrales_grader::worker::{Patience, Preparer, Worker, WorkerCommand};
use spyrales_sandbox::cache::Cache;

use crate::browser::{Browser, account};
use crate::service::{Agent, Service, add_user, exercise_file, json, root};

const EXERCISE: &str = "python-preparer-donnees/revenu-departement";
/// Computes for seconds, then fails for want of the function: long enough to lose a worker in.
const SLOW: &str = "n = 0\nfor i in range(40_000_000):\n    n += i\n";

/// The children of a process, by Linux's `/proc/PID/stat`: its fourth field, the second after the name.
pub(crate) fn children(parent: u32) -> Vec<u32> {
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
pub(crate) async fn counter(agent: &Agent, name: &str) -> u64 {
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
    assert_eq!(view["verdict"]["kind"], "graded");
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

/// A worker on a cache, and the process that makes there what it starts from.
fn worker(cache: &Path, patience: Patience) -> Worker {
    with_preparer(cache, patience, env!("CARGO_BIN_EXE_spyrales"))
}

fn with_preparer(cache: &Path, patience: Patience, preparer: &str) -> Worker {
    let command = |program: &str, more: &[&str]| WorkerCommand {
        program: program.into(),
        arguments: ["--cache".into(), cache.into(), "sandbox".into()]
            .into_iter()
            .chain(more.iter().map(Into::into))
            .collect(),
        patience,
    };
    let preparer = Arc::new(Preparer::new(command(preparer, &["--prepare"])));
    Worker::start(command(env!("CARGO_BIN_EXE_spyrales"), &[]), preparer).unwrap()
}

/// It is held as a fault of ours in the middle of a grade would hold it.
#[test]
fn a_worker_that_falls_silent_is_ended_and_another_one_grades() {
    let (name, exercise) = EXERCISE.split_once('/').unwrap();
    let files = PackFiles::new(files(&root().join("exercises").join(name), "")).unwrap();
    let pack = Pack::parse(&files, &Framework::shipped()).unwrap();
    let exercise = pack.exercise(exercise).unwrap();
    let patience = Patience {
        fuel_per_second: u64::MAX,
        grace: Duration::from_secs(15),
        ..Patience::default()
    };
    let mut worker = worker(&Cache::default_root(), patience);
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
    for more in [&[][..], &["--prepare"]] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_spyrales"))
            .args(["--lang", "en", "sandbox", "--self-test"])
            .args(more)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said}");
        assert_eq!(said.matches("in force").count(), 2, "{said}");
        assert_eq!(said.matches("refused").count(), 8, "{said}");
    }
}

/// What the kernel says of a process.
fn status(process: u32, name: &str) -> String {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix(&format!("{name}:")));
    line.unwrap().trim().to_owned()
}

/// Neither the rights of root, where the service runs as root, nor a file that the service was started with.
#[test]
fn a_worker_inherits_nothing() {
    let secret = tempfile::NamedTempFile::new().unwrap();
    let marked = secret.path().to_owned();
    let data = tempfile::tempdir().unwrap();
    // As a shell or a supervisor leaves it: without the flag that Rust sets.
    let mut service = std::process::Command::new("sh");
    service
        .args([
            "-c",
            "exec 7<\"$1\"; exec \"$2\" serve --listen 127.0.0.1:0 --workers 1 --data \"$3\"",
            "sh",
        ])
        .arg(&marked)
        .arg(env!("CARGO_BIN_EXE_spyrales"))
        .arg(data.path())
        .current_dir(root())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null());
    let mut service = service.spawn().unwrap();
    let welcome = std::io::BufReader::new(service.stdout.take().unwrap());
    let ready = std::io::BufRead::lines(welcome).any(|line| line.unwrap().contains("Ctrl-C"));
    assert!(ready);
    let has_secret = |process: u32| {
        let open = std::fs::read_dir(format!("/proc/{process}/fd")).unwrap();
        open.filter_map(|entry| std::fs::read_link(entry.unwrap().path()).ok())
            .any(|path| path == marked)
    };
    assert!(has_secret(service.id()), "the service has it");
    let [worker] = children(service.id()).try_into().unwrap();
    let seen = (
        has_secret(worker),
        ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"].map(|set| status(worker, set)),
        status(worker, "NoNewPrivs"),
        status(worker, "Seccomp"),
    );
    service.kill().unwrap();
    service.wait().unwrap();
    let none = "0".repeat(16);
    // Who may not change the bounding set keeps it, and can gain nothing from it.
    let may_drop = status(std::process::id(), "CapEff") != none;
    let bounding = if may_drop { none.clone() } else { seen.1[3].clone() };
    let expected = [none.clone(), none.clone(), none.clone(), bounding, none];
    assert_eq!(seen, (false, expected, "1".to_owned(), "2".to_owned()));
}

/// Has some folders of a cache in another one, with what is Python's alone: links, for a worker follows none out of its cache.
fn link(shared: &Path, fresh: &Path, folders: &[&str]) {
    for folder in folders {
        std::fs::create_dir(fresh.join(folder)).unwrap();
        for entry in std::fs::read_dir(shared.join(folder))
            .unwrap()
            .map(Result::unwrap)
        {
            let (from, to) = (entry.path(), fresh.join(folder).join(entry.file_name()));
            if !entry.file_name().to_string_lossy().starts_with("python-") {
                continue;
            }
            if entry.file_type().unwrap().is_file() {
                std::fs::hard_link(from, to).unwrap();
                continue;
            }
            std::fs::create_dir(&to).unwrap();
            for file in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
                std::fs::hard_link(file.path(), to.join(file.file_name())).unwrap();
            }
        }
    }
}

/// On a machine that has never seen the exercise: the preparer makes its snapshot, once, and a worker starts from it.
#[test]
fn a_worker_writes_nothing_and_another_process_makes_what_it_starts_from() {
    let shared = Cache::default_root();
    let fresh = tempfile::tempdir_in(&shared).unwrap();
    link(&shared, fresh.path(), &["code", "guests", "images"]);
    let (name, id) = EXERCISE.split_once('/').unwrap();
    let files = PackFiles::new(files(&root().join("exercises").join(name), "")).unwrap();
    let pack = Pack::parse(&files, &Framework::shipped()).unwrap();
    let exercise = pack.exercise(id).unwrap();
    let made = || {
        let images = std::fs::read_dir(fresh.path().join("images")).unwrap();
        let names = images.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.starts_with(id)).count()
    };
    let mut worker = worker(fresh.path(), Patience::default());
    assert_eq!(made(), 0);
    let run = worker.run(&pack.pack_ref(), exercise, b"print(1)", 1).unwrap();
    assert_eq!(
        (run.output.stdout.as_str(), made()),
        ("1\n", 0),
        "a run needs none"
    );
    let mut alone = with_preparer(fresh.path(), Patience::default(), "/bin/false");
    let refused = alone.grade(&pack.pack_ref(), exercise, exercise.solution.as_bytes(), 1);
    assert!(refused.is_err(), "nobody else makes it: {refused:?}");
    assert_eq!(made(), 0);
    let grading = worker
        .grade(&pack.pack_ref(), exercise, exercise.solution.as_bytes(), 1)
        .unwrap();
    assert!(grading.record.is_full());
    assert_eq!(made(), 2, "a memory and its description");
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
