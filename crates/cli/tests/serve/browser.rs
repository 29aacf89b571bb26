//! Somebody at the pages: a cookie, forms, and no script.

use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::Command;

use reqwest::header::{ACCEPT, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};

use crate::service::{Service, root};

/// Makes an account with the real commands; its password.
pub(crate) fn account(data: &Path, name: &str, role: &str) -> String {
    let run = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_spyrales"))
            .args(args)
            .arg("--data")
            .arg(data)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let email = format!("{name}@example.fr");
    run(&["user", "add", name, "--email", &email, "--role", role]);
    run(&["user", "password", name])
}

/// A page, or where one was sent on to.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: Option<String>,
    pub(crate) text: String,
}

/// Somebody who is signed in.
pub(crate) struct Browser {
    client: Client,
    url: String,
    cookie: String,
}

impl Browser {
    /// Signs in.
    pub(crate) async fn sign_in(service: &Service, name: &str, password: &str) -> Self {
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        let response = client
            .post(format!("{}/sign-in", service.url))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(format!("name={name}&password={password}"))
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{name} signs in");
        let mut set = response.headers().get_all(SET_COOKIE).iter();
        let cookie = set
            .find_map(|cookie| cookie.to_str().unwrap().strip_prefix("spyrales="))
            .expect("a session");
        Self {
            client,
            url: service.url.clone(),
            cookie: format!("spyrales={}", cookie.split(';').next().unwrap()),
        }
    }

    /// Tries to sign in; what the page says.
    pub(crate) async fn try_sign_in(service: &Service, name: &str, password: &str) -> (StatusCode, String) {
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        let response = client
            .post(format!("{}/sign-in", service.url))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(format!("name={name}&password={password}"))
            .send()
            .await
            .unwrap();
        (response.status(), response.text().await.unwrap())
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request
            .header(COOKIE, &self.cookie)
            .header(ACCEPT, "text/html")
            .send()
            .await
            .unwrap();
        let location = response.headers().get(LOCATION);
        Answer {
            status: response.status(),
            location: location.map(|to| to.to_str().unwrap().to_owned()),
            text: response.text().await.unwrap(),
        }
    }

    /// Opens a page.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(self.client.get(format!("{}{path}", self.url))).await
    }

    /// Sends a form, its fields encoded already.
    pub(crate) async fn post(&self, path: &str, form: &str) -> Answer {
        let request = self
            .client
            .post(format!("{}{path}", self.url))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form.to_owned());
        self.send(request).await
    }

    /// Sends a file with a form.
    pub(crate) async fn upload(&self, path: &str, field: &str, content: &[u8]) -> Answer {
        let mut body = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"<b>.zip\"\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let request = self
            .client
            .post(format!("{}{path}", self.url))
            .header(CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .body(body);
        self.send(request).await
    }
}

/// A shipped pack as a ZIP file, each of its files as a function leaves it.
pub(crate) fn zipped(pack: &str, change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let folder = root().join("exercises").join(pack);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut folders = vec![folder.clone()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(&folder).unwrap().to_str().unwrap();
            let content = change(name, std::fs::read_to_string(&path).unwrap());
            writer
                .start_file(format!("{pack}/{name}"), zip::write::SimpleFileOptions::default())
                .unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}
