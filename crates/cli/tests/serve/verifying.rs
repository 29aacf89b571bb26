//! Files from strangers: what `/api/v1/verify` and its sisters make of what is made to hurt.

use reqwest::{Client, StatusCode};
use serde_json::Value;

use crate::service::{Service, json};

/// The code with which the first step refused it.
fn code(report: &Value) -> &str {
    assert_eq!(report["outcome"], "invalid", "{report}");
    assert_eq!(report["steps"][0]["step"], "document", "{report}");
    report["steps"][0]["code"].as_str().unwrap()
}

#[tokio::test]
async fn a_hostile_file_is_answered_and_a_question_is_read_as_it_was_sent() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::start(data.path());
    let (url, client) = (service.url.clone(), Client::new());

    let attributes: String = (0..400_000).map(|n| format!(" a{n}=\"\"")).collect();
    let picture = format!("<svg xmlns=\"http://www.w3.org/2000/svg\"{attributes}/>");
    let sent = client.post(format!("{url}/api/v1/verify")).body(picture);
    assert_eq!(code(&json(sent.send().await.unwrap()).await), "file_too_complex");

    let ask = async |body: String| {
        let sent = client.post(format!("{url}/api/v1/verify/recipient"));
        let sent = sent.header("content-type", "application/json").body(body);
        sent.send().await.unwrap()
    };
    // A key that is there twice isn't resolved on the way to the verifier.
    let twice = r#"{"credential": {"id": "a", "id": "b"}, "email": "camille@example.fr"}"#;
    assert_eq!(code(&json(ask(twice.to_owned()).await).await), "duplicate_key");
    let large = format!(
        "{{\"credential\": [{}0], \"email\": \"a@example.fr\"}}",
        "0,".repeat(300_000)
    );
    assert_eq!(ask(large).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
}
