//! `/api/v1/submissions/{id}/events`: a submission as it moves.

use std::convert::Infallible;

use axum::extract::State;
use axum::response::sse::{Event, Sse};
use futures::Stream;
use spyrales_core::id::SubmissionId;

use crate::http::edge::auth::Person;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::language::Locale;
use crate::http::edge::problem::ProblemDetails;
use crate::http::edge::state::AppState;
use crate::http::edge::submission_events::events;

/// Follow a submission
///
/// Server-sent events: `queued` {ahead}, `grading`, `graded` {earned, possible}, `set_aside` {why}, `cancelled`. The first
/// event is the state of now, so a client that reconnects misses nothing; the stream ends with `graded`, `set_aside` or
/// `cancelled`.
#[utoipa::path(
    get, path = "/api/v1/submissions/{id}/events", tag = "submissions", security(("token" = [])),
    params(("id" = String, Path, description = "The submission's id.")),
    responses(
        (status = OK, description = "The events.", body = String, content_type = "text/event-stream"),
        (status = NOT_FOUND, description = "You have no such submission.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn follow_submission(
    State(state): State<AppState>,
    Locale(lang): Locale,
    person: Person,
    InPath(id): InPath<SubmissionId>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, ApiError> {
    events(&state, id, person.0.id, lang).await
}
