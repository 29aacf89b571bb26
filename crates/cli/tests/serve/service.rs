//! A running `spyrales serve`, and an agent who talks to it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::Value;

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file of the shipped packs.
pub(crate) fn exercise_file(path: &str) -> Vec<u8> {
    std::fs::read(root().join("exercises").join(path)).unwrap()
}

/// The server's process; it ends with the test.
pub(crate) struct Service {
    process: Child,
    pub(crate) url: String,
    /// All that it said when it was ready.
    welcome: String,
}

impl Service {
    /// Starts the server on a free port and waits until it says that it is ready.
    pub(crate) fn start(data: &Path) -> Self {
        Self::start_with(data, 2)
    }

    /// As [`Self::start`], with so many workers.
    pub(crate) fn start_with(data: &Path, workers: u32) -> Self {
        Self::start_as(data, workers, &[])
    }

    /// The same with more arguments.
    pub(crate) fn start_as(data: &Path, workers: u32, more: &[&str]) -> Self {
        Self::start_logging(data, workers, more, Stdio::inherit())
    }

    /// The same, with a place for its log.
    pub(crate) fn start_logging(data: &Path, workers: u32, more: &[&str], log: Stdio) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_spyrales"))
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--workers",
                &workers.to_string(),
            ])
            .arg("--data")
            .arg(data)
            .args(more)
            .current_dir(root())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut welcome = String::new();
        for line in lines.by_ref().map(Result::unwrap) {
            welcome.push_str(&line);
            welcome.push('\n');
            // The last word of the welcome says how to end it.
            if line.contains("Ctrl-C") {
                break;
            }
        }
        // What it says after that is read and dropped, so that it never waits for us.
        std::thread::spawn(move || lines.count());
        let url = welcome
            .split_whitespace()
            .find(|word| word.starts_with("http://"))
            .expect("the server says where it is")
            .to_owned();
        Self {
            process,
            url,
            welcome,
        }
    }

    /// The demonstration's accounts and passwords, as the first start shows them.
    pub(crate) fn demo_passwords(&self) -> BTreeMap<String, String> {
        let accounts = self.welcome.lines().filter_map(|line| {
            let (name, password) = line.strip_prefix("  ")?.split_once(' ')?;
            let password = password.trim();
            let fits = name.starts_with("demo") && password.split('-').all(|part| part.len() == 4);
            fits.then(|| (name.to_owned(), password.to_owned()))
        });
        accounts.collect()
    }

    /// The server's process.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    /// SIGKILL: no goodbye.
    pub(crate) fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // Killed already in some stories.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Runs a command of the real binary on a data directory.
pub(crate) fn spyrales(data: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_spyrales"))
        .args(arguments)
        .arg("--data")
        .arg(data)
        .output()
        .unwrap()
}

/// What a command printed that must have succeeded.
pub(crate) fn succeeded(output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Adds an account; its token.
pub(crate) fn add_user(data: &Path, name: &str) -> String {
    add_account(data, name, &[])
}

/// Adds the account of an administrator; its token.
pub(crate) fn add_administrator(data: &Path) -> String {
    add_account(data, "admin", &["--role", "administrator"])
}

fn add_account(data: &Path, name: &str, more: &[&str]) -> String {
    let email = format!("{name}@example.fr");
    let arguments = [&["user", "add", name, "--email", &email], more].concat();
    succeeded(&spyrales(data, &arguments)).trim().to_owned()
}

/// Someone with a token.
pub(crate) struct Agent {
    client: Client,
    pub(crate) url: String,
    token: String,
}

impl Agent {
    pub(crate) fn new(service: &Service, token: &str) -> Self {
        Self {
            client: Client::new(),
            url: service.url.clone(),
            token: token.to_owned(),
        }
    }

    pub(crate) fn get(&self, path: &str) -> RequestBuilder {
        self.client
            .get(format!("{}{path}", self.url))
            .bearer_auth(&self.token)
    }

    pub(crate) fn put(&self, path: &str) -> RequestBuilder {
        self.client
            .put(format!("{}{path}", self.url))
            .bearer_auth(&self.token)
    }

    pub(crate) fn delete(&self, path: &str) -> RequestBuilder {
        self.client
            .delete(format!("{}{path}", self.url))
            .bearer_auth(&self.token)
    }

    pub(crate) fn post(&self, path: &str) -> RequestBuilder {
        self.client
            .post(format!("{}{path}", self.url))
            .bearer_auth(&self.token)
    }

    pub(crate) fn submission(&self, exercise: &str, source: Vec<u8>) -> RequestBuilder {
        let (pack, exercise) = exercise.split_once('/').unwrap();
        self.post(&format!("/api/v1/packs/{pack}/exercises/{exercise}/submissions"))
            .header("content-type", "text/x-python")
            .body(source)
    }

    /// Hands code in; the submission's id.
    pub(crate) async fn submit(&self, exercise: &str, source: Vec<u8>) -> String {
        let response = self.submission(exercise, source).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::ACCEPTED);
        let accepted = json(response).await;
        accepted["id"].as_str().unwrap().to_owned()
    }

    /// Waits until a submission is graded; what is said of it.
    pub(crate) async fn graded(&self, id: &str) -> Value {
        loop {
            let view = json(
                self.get(&format!("/api/v1/submissions/{id}?wait=60"))
                    .send()
                    .await
                    .unwrap(),
            )
            .await;
            match view["state"].as_str().unwrap() {
                "queued" | "grading" => {}
                "graded" => return view,
                other => panic!("{other}: {view}"),
            }
        }
    }

    /// Hands code in and waits for the verdict.
    pub(crate) async fn solve(&self, exercise: &str, source: Vec<u8>) -> Value {
        let id = self.submit(exercise, source).await;
        self.graded(&id).await["verdict"].clone()
    }

    /// A segment of the person's scores.
    pub(crate) async fn segment(&self, segment: &str) -> Value {
        let scores = json(self.get("/api/v1/me/scores").send().await.unwrap()).await;
        let segments = scores["segments"].as_array().unwrap().iter();
        segments
            .clone()
            .find(|s| s["segment"] == segment)
            .unwrap()
            .clone()
    }
}

pub(crate) async fn json(response: Response) -> Value {
    let text = response.text().await.unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}
