//! `POST /api/v1/packs/{pack}/exercises/{exercise}/submissions`: submitting code.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::header::{self, HeaderMap};
use axum::http::{HeaderName, StatusCode};
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};
use spyrales_app::submissions::SubmitRequest;
use utoipa::ToSchema;

use super::view::Links;
use crate::http::edge::auth::Person;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::problem::ProblemDetails;
use crate::http::edge::state::AppState;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Code in JSON.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourceBody {
    /// The code.
    source: String,
}

/// A submission that was taken.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Accepted {
    /// The submission's id.
    id: String,
    /// `queued`; for a replayed request, ask the submission's own address.
    state: &'static str,
    /// Where it is read, and followed.
    links: Links,
}

/// Submit code
///
/// Send the file as it is (`text/x-python`, `text/plain`, `application/octet-stream`), or as JSON. The answer
/// comes at once, with the address where the grading is followed. A request that is sent again with the same
/// `Idempotency-Key`, exercise and code makes no second submission: it gets the first one's id. At most
/// 256 KiB of code are taken.
#[utoipa::path(
    post, path = "/api/v1/packs/{pack}/exercises/{exercise}/submissions", tag = "submissions", security(("token" = [])),
    params(
        ("pack" = String, Path, description = "The pack's id.", example = "python-preparer-donnees"),
        ("exercise" = String, Path, description = "The exercise's id.", example = "revenu-departement"),
        ("Idempotency-Key" = Option<String>, Header, description = "Your own key for this request, 1 to 255 visible ASCII characters."),
    ),
    request_body(content((String = "text/x-python"), (Vec<u8> = "application/octet-stream"), (SourceBody = "application/json"))),
    responses(
        (status = ACCEPTED, description = "It is queued.", body = Accepted, headers(("Location" = String, description = "Where it is read."))),
        (status = UNAUTHORIZED, description = "No valid token.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = NOT_FOUND, description = "No such exercise.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = PAYLOAD_TOO_LARGE, description = "The code is larger than 256 KiB.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = UNPROCESSABLE_ENTITY, description = "The key was used for another request.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = TOO_MANY_REQUESTS, description = "You have as many submissions waiting as you may, or have used up your attempts at this exercise for now.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn submit(
    State(state): State<AppState>,
    person: Person,
    InPath((pack, exercise)): InPath<(String, String)>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<impl IntoResponse, ApiError> {
    let key = idempotency_key(&headers)?;
    let source = source(&headers, body?)?;
    let exercise = state.exercise(pack, exercise).await?;
    let request = SubmitRequest {
        user: person.0.id,
        exercise: &exercise,
        source,
        key,
        queue_limit: state.settings.queue_limit,
    };
    let id = state.app.submit(request).await?;
    let links = Links::of(&id.to_string());
    let location = [(header::LOCATION, links.submission.clone())];
    Ok((
        StatusCode::ACCEPTED,
        location,
        Json(Accepted {
            id: id.to_string(),
            state: "queued",
            links,
        }),
    ))
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, ApiError> {
    let Some(value) = headers.get(IDEMPOTENCY_KEY) else {
        return Ok(None);
    };
    let text = value.to_str().map_err(|_| ApiError::InvalidIdempotencyKey)?;
    let fits = (1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    if fits {
        Ok(Some(text.to_owned()))
    } else {
        Err(ApiError::InvalidIdempotencyKey)
    }
}

/// The code's bytes: out of JSON, or the body as it is.
fn source(headers: &HeaderMap, body: Bytes) -> Result<Vec<u8>, ApiError> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    let essence = kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/json" => {
            let body: SourceBody =
                serde_json::from_slice(&body).map_err(|error| ApiError::Malformed(error.to_string()))?;
            Ok(body.source.into_bytes())
        }
        "text/x-python" | "text/x-r" | "application/sql" | "text/plain" | "application/octet-stream" => {
            Ok(body.into())
        }
        _ => Err(ApiError::UnsupportedMediaType),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn a_key_is_visible_ascii() {
        assert_eq!(idempotency_key(&HeaderMap::new()).unwrap(), None);
        assert_eq!(
            idempotency_key(&with(IDEMPOTENCY_KEY, "k-1")).unwrap().as_deref(),
            Some("k-1")
        );
        for wrong in ["", "a b", &"k".repeat(256)] {
            assert!(
                idempotency_key(&with(IDEMPOTENCY_KEY, wrong)).is_err(),
                "{wrong:?}"
            );
        }
    }

    #[test]
    fn a_raw_body_keeps_its_bytes_and_json_gives_its_text() {
        let raw = Bytes::from_static(b"x = 1\n\xff");
        let python = with(header::CONTENT_TYPE, "text/x-python; charset=utf-8");
        assert_eq!(source(&python, raw.clone()).unwrap(), raw);
        let json = with(header::CONTENT_TYPE, "application/json");
        assert_eq!(
            source(&json, Bytes::from_static(br#"{"source":"y"}"#)).unwrap(),
            b"y"
        );
        assert!(matches!(source(&json, raw.clone()), Err(ApiError::Malformed(_))));
        let form = with(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        assert!(matches!(source(&form, raw), Err(ApiError::UnsupportedMediaType)));
    }
}
