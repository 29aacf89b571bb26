//! `POST /api/v1/submissions/{id}/cancel`: taking a submission back before it is graded.

use axum::Json;
use axum::extract::State;
use spyrales_core::id::SubmissionId;

use super::SubmissionView;
use crate::http::edge::auth::Person;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::language::Locale;
use crate::http::edge::problem::ProblemDetails;
use crate::http::edge::state::AppState;

/// Cancel a submission
///
/// Takes it off the queue, or ends its grading. It doesn't count as an attempt. A submission that was cancelled before stays
/// so.
#[utoipa::path(
    post, path = "/api/v1/submissions/{id}/cancel", tag = "submissions", security(("token" = [])),
    params(("id" = String, Path, description = "The submission's id.")),
    responses(
        (status = OK, description = "The submission, which is cancelled.", body = SubmissionView),
        (status = UNAUTHORIZED, description = "No valid token.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = NOT_FOUND, description = "You have no such submission.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = CONFLICT, description = "It is graded already, or was set aside.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn cancel_submission(
    State(state): State<AppState>,
    Locale(lang): Locale,
    person: Person,
    InPath(id): InPath<SubmissionId>,
) -> Result<Json<SubmissionView>, ApiError> {
    state.app.cancel_submission(id, person.0.id).await?;
    let submission = state.app.submission(id, person.0.id).await?;
    Ok(Json(SubmissionView::of(&submission, lang)))
}
