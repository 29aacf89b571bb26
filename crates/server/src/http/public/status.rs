//! `/status/{purpose}/{n}`: the lists that tell which certificates are revoked or suspended.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{self, HeaderMap};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use spyrales_core::digest::Digest;
use spyrales_credential::StatusPurpose;

use super::cached;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::state::AppState;

/// How long others may keep a list without asking, in seconds: a revocation is heard of within this time.
const MAX_AGE: u32 = 60;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/status/{purpose}/{number}", get(read_list))
}

async fn read_list(
    State(state): State<AppState>,
    InPath((purpose, number)): InPath<(String, u32)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let purpose = match purpose.as_str() {
        "revocation" => StatusPurpose::Revocation,
        "suspension" => StatusPurpose::Suspension,
        _ => return Err(ApiError::UnknownAddress),
    };
    let document = state.certificates.status_list(purpose, number).await?;
    let document = document.ok_or(ApiError::UnknownAddress)?;
    let etag = format!("\"{}\"", Digest::of(document.as_bytes()).hex());
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    let headers = (cached("application/vc", MAX_AGE), [(header::ETAG, etag.clone())]);
    if known.is_some_and(|known| {
        known
            .split(',')
            .any(|one| one.trim() == etag || one.trim() == "*")
    }) {
        Ok((StatusCode::NOT_MODIFIED, headers).into_response())
    } else {
        Ok((headers, document.to_string()).into_response())
    }
}
