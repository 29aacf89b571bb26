//! `/api/v1/me/archive`: everything that is one's own, as one ZIP file.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use crate::http::edge::auth::Person;
use crate::http::edge::error::ApiError;
use crate::http::edge::problem::ProblemDetails;
use crate::http::edge::state::AppState;

/// Download everything
///
/// A ZIP file: your account; each certificate as JSON, PDF, PNG, SVG and offline bundle, with its transcript; each submission
/// with its code and its grading record.
#[utoipa::path(
    get, path = "/api/v1/me/archive", tag = "me", security(("token" = [])),
    responses(
        (status = OK, description = "The archive.", body = Vec<u8>, content_type = "application/zip"),
        (status = UNAUTHORIZED, description = "No valid token.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn read_archive(
    State(state): State<AppState>,
    Person(user): Person,
) -> Result<impl IntoResponse, ApiError> {
    let headers = [
        (header::CONTENT_TYPE, "application/zip"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"spyrales.zip\"",
        ),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, state.certificates.archive(&user).await?))
}
