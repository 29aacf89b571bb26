//! The demonstration that a first start makes.

use reqwest::{Client, StatusCode, redirect};

use crate::service::Service;

/// Signs in on the page; the status and the cookies.
async fn sign_in(service: &Service, name: &str, password: &str) -> (StatusCode, String) {
    let client = Client::builder()
        .redirect(redirect::Policy::none())
        .build()
        .unwrap();
    let answer = client
        .post(format!("{}/sign-in", service.url))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("name={name}&password={password}"))
        .send()
        .await
        .unwrap();
    let cookie = answer.headers().get("set-cookie");
    let cookie = cookie.map_or("", |value| value.to_str().unwrap()).to_owned();
    (answer.status(), cookie)
}

#[tokio::test]
async fn a_first_start_makes_an_account_for_each_role_and_shows_their_passwords_once() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start(data.path());
    let accounts = service.demo_passwords();
    let names: Vec<&str> = accounts.keys().map(String::as_str).collect();
    assert_eq!(names, ["demo", "demo-administration", "demo-formation"]);
    for (name, password) in &accounts {
        let (status, cookie) = sign_in(&service, name, password).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        assert!(cookie.contains("HttpOnly; SameSite=Lax"), "{cookie}");
        let (status, cookie) = sign_in(&service, name, "not-the-password").await;
        assert_eq!((status, cookie.as_str()), (StatusCode::UNAUTHORIZED, ""));
    }
    drop(service);
    let again = Service::start(data.path());
    assert!(again.demo_passwords().is_empty(), "shown once");
}

#[tokio::test]
async fn there_is_no_demonstration_where_none_is_wanted() {
    for argument in [&["--no-demo"][..], &["--public-url", "https://spyrales.example"]] {
        let data = tempfile::tempdir().unwrap();
        let service = Service::start_as(data.path(), 1, argument);
        assert!(service.demo_passwords().is_empty());
        let (status, _) = sign_in(&service, "demo", "").await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
    }
}
