//! What went wrong, as a page: for whoever asked for one.

use askama::Template;
use axum::body::Body;
use axum::extract::FromRequestParts as _;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, header};
use axum::response::Response;

use super::frame::{Frame, Viewer, page};
use crate::http::edge::problem::{Problem, ProblemDetails};
use crate::http::edge::state::AppState;

#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage<'a> {
    f: &'a Frame,
    title: &'a str,
    detail: &'a str,
    hint: Option<&'a str>,
}

/// Whether an answer should be a page: a browser asks, and not for the API.
pub(crate) fn is_for_a_page(parts: &Parts) -> bool {
    let accept = parts
        .headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    !parts.uri.path().starts_with("/api/")
        && !parts.headers.contains_key("x-spyrales-script")
        && accept.is_some_and(|accept| accept.contains("text/html"))
}

/// Writes a problem as a page.
pub(crate) async fn write(problem: &Problem, mut parts: Parts, state: &AppState, response: &mut Response) {
    let Ok(Viewer(mut f)) = Viewer::from_request_parts(&mut parts, state).await;
    // A form that was sent can't be asked for again by an address.
    if parts.method != Method::GET {
        f.here = "/".to_owned();
    }
    let ProblemDetails {
        title, detail, hint, ..
    } = problem.details(f.lang);
    let written = page(&FailurePage {
        f: &f,
        title: &title,
        detail: &detail,
        hint: hint.as_deref(),
    });
    if let Ok(html) = written {
        *response.body_mut() = Body::from(html.0);
        let headers = response.headers_mut();
        headers.remove(header::CONTENT_LENGTH);
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        );
    }
}
