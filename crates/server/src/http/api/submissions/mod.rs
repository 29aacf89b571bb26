//! `/api/v1/submissions`, and `/submissions` of an exercise: submitting, following, reading.

mod cancel;
mod events;
mod record;
mod submit;
mod view;

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::middleware;
use serde::Deserialize;
use spyrales_core::grading::ExerciseRef;
use spyrales_core::id::SubmissionId;
use spyrales_core::store::Page;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) use self::view::SubmissionView;
use crate::http::edge::auth::Person;
use crate::http::edge::body;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::{InPath, InQuery};
use crate::http::edge::language::Locale;
use crate::http::edge::problem::ProblemDetails;
use crate::http::edge::state::AppState;

/// Longest that a request waits for a grading, in seconds.
const LONGEST_WAIT: u64 = 60;
/// Submissions in one answer, at most and by default.
const PAGE: u32 = 50;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    let code = OpenApiRouter::new()
        .routes(routes!(submit::submit))
        .layer(middleware::from_fn(body::code));
    OpenApiRouter::new()
        .merge(code)
        .routes(routes!(list_submissions))
        .routes(routes!(read_submission))
        .routes(routes!(cancel::cancel_submission))
        .routes(routes!(events::follow_submission))
        .routes(routes!(record::read_record))
        .routes(routes!(record::read_source))
}

#[derive(Debug, Deserialize)]
struct ListQuery {
    /// Only those of this exercise, `pack/exercise`.
    exercise: Option<String>,
    /// Only those older than this one.
    before: Option<SubmissionId>,
    /// At most so many, 1 to 50.
    limit: Option<u32>,
}

/// List your submissions
///
/// Newest first. For the next page, pass the last id as `before`.
#[utoipa::path(
    get, path = "/api/v1/submissions", tag = "submissions", security(("token" = [])),
    params(
        ("exercise" = Option<String>, Query, description = "Only those of this exercise, `pack/exercise`."),
        ("before" = Option<String>, Query, description = "Only those older than this one."),
        ("limit" = Option<u32>, Query, description = "At most so many, 1 to 50."),
    ),
    responses(
        (status = OK, description = "The submissions.", body = Vec<SubmissionView>),
        (status = UNAUTHORIZED, description = "No valid token.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn list_submissions(
    State(state): State<AppState>,
    Locale(lang): Locale,
    person: Person,
    InQuery(query): InQuery<ListQuery>,
) -> Result<Json<Vec<SubmissionView>>, ApiError> {
    let exercise: Option<ExerciseRef> = query
        .exercise
        .map(|name| name.parse())
        .transpose()
        .map_err(|e| malformed(&e))?;
    let page = Page {
        before: query.before,
        limit: query.limit.unwrap_or(PAGE).clamp(1, PAGE),
    };
    let found = state
        .app
        .store
        .reader()
        .await?
        .submissions(person.0.id, exercise.as_ref(), page)
        .await?;
    Ok(Json(
        found
            .iter()
            .map(|submission| SubmissionView::of(submission, lang))
            .collect(),
    ))
}

fn malformed(error: &impl std::fmt::Display) -> ApiError {
    ApiError::Malformed(error.to_string())
}

#[derive(Debug, Deserialize)]
struct WaitQuery {
    /// Seconds to wait for the grading.
    wait: Option<u64>,
}

/// Read a submission
///
/// Its state and, once it is graded, the verdict. With `wait`, the answer comes as soon as nothing more will become
/// of it, or after so many seconds with the state of then.
#[utoipa::path(
    get, path = "/api/v1/submissions/{id}", tag = "submissions", security(("token" = [])),
    params(
        ("id" = String, Path, description = "The submission's id."),
        ("wait" = Option<u64>, Query, description = "Seconds to wait for the grading, 60 at most.", example = 60),
    ),
    responses(
        (status = OK, description = "The submission.", body = SubmissionView),
        (status = UNAUTHORIZED, description = "No valid token.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = NOT_FOUND, description = "You have no such submission.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn read_submission(
    State(state): State<AppState>,
    Locale(lang): Locale,
    person: Person,
    InPath(id): InPath<SubmissionId>,
    InQuery(query): InQuery<WaitQuery>,
) -> Result<Json<SubmissionView>, ApiError> {
    let wait = Duration::from_secs(query.wait.unwrap_or(0).min(LONGEST_WAIT));
    let submission = state.app.settled_submission(id, person.0.id, wait).await?;
    Ok(Json(SubmissionView::of(&submission, lang)))
}
