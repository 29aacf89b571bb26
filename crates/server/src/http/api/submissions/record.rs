//! `/api/v1/submissions/{id}/record` and `/source`: what a grade can be replayed from.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use serde::Deserialize;
use spyrales_core::digest::Digest;
use spyrales_core::id::SubmissionId;

use crate::http::edge::auth::Person;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::{InPath, InQuery};
use crate::http::edge::problem::ProblemDetails;
use crate::http::edge::state::AppState;

#[derive(Deserialize)]
pub(super) struct RecordQuery {
    digest: Option<Digest>,
}

/// Read a grading record
///
/// All that the grade depends on and all that it came to, versioned. Its digest is that of its RFC 8785 form. Records that
/// a re-grade has replaced are still there, by their digest.
#[utoipa::path(
    get, path = "/api/v1/submissions/{id}/record", tag = "submissions", security(("token" = [])),
    params(
        ("id" = String, Path, description = "The submission's id."),
        ("digest" = Option<String>, Query, description = "The record with this digest; else the one that counts."),
    ),
    responses(
        (status = OK, description = "The record.", body = serde_json::Value, headers(("ETag" = String, description = "The record's digest."))),
        (status = NOT_FOUND, description = "You have no such submission, or it has no such record.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = CONFLICT, description = "It isn't graded.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn read_record(
    State(state): State<AppState>,
    person: Person,
    InPath(id): InPath<SubmissionId>,
    InQuery(query): InQuery<RecordQuery>,
) -> Result<impl IntoResponse, ApiError> {
    let record = state.app.grading_record(id, person.0.id, query.digest).await?;
    let etag = format!("\"{}\"", record.digest());
    Ok(([(header::ETAG, etag)], Json(*record)))
}

/// Take your code back
///
/// The submitted bytes, as they came.
#[utoipa::path(
    get, path = "/api/v1/submissions/{id}/source", tag = "submissions", security(("token" = [])),
    params(("id" = String, Path, description = "The submission's id.")),
    responses(
        (status = OK, description = "The code.", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = NOT_FOUND, description = "You have no such submission.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn read_source(
    State(state): State<AppState>,
    person: Person,
    InPath(id): InPath<SubmissionId>,
) -> Result<impl IntoResponse, ApiError> {
    let source = state.app.submission_source(id, person.0.id).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CONTENT_DISPOSITION, "attachment"),
    ];
    Ok((headers, source))
}
