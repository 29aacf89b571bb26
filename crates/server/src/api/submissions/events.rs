//! `/api/v1/submissions/{id}/events`: a submission as it moves.

use std::convert::Infallible;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::Stream;
use spyrales_core::id::SubmissionId;
use spyrales_core::store::SubmissionState;

use crate::api::points;
use crate::auth::Person;
use crate::error::ApiError;
use crate::extract::InPath;
use crate::language::Locale;
use crate::notices::Watch;
use crate::problem::ProblemDetails;
use crate::state::AppState;

/// Follow a submission
///
/// Server-sent events: `queued` {ahead}, `grading`, `graded` {earned, possible}, `set_aside` {why}. The first event is
/// the state of now, so a client that reconnects misses nothing; the stream ends with `graded` or `set_aside`.
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
    let watch = state.notices.watch(id);
    super::find(&state, id, &person).await?;
    let follower = Follower {
        state,
        person,
        id,
        lang,
        watch,
        last: None,
        ended: false,
    };
    let stream = futures::stream::unfold(follower, |mut follower| async move {
        let event = follower.next().await?;
        Some((Ok(event), follower))
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::default()))
}

struct Follower {
    state: AppState,
    person: Person,
    id: SubmissionId,
    lang: spyrales_core::text::Lang,
    watch: Watch,
    /// What was told last: only changes are told.
    last: Option<(&'static str, serde_json::Value)>,
    ended: bool,
}

impl Follower {
    async fn next(&mut self) -> Option<Event> {
        while !self.ended {
            // A store that fails ends the stream; the client comes back and sees the state of then.
            let submission = super::find(&self.state, self.id, &self.person).await.ok()?;
            let told = match &submission.state {
                SubmissionState::Queued { ahead } => ("queued", serde_json::json!({ "ahead": ahead })),
                SubmissionState::Grading => ("grading", serde_json::json!({})),
                SubmissionState::Graded { record, .. } => {
                    let (earned, possible) = (points(record.earned), points(record.possible));
                    (
                        "graded",
                        serde_json::json!({ "earned": earned, "possible": possible }),
                    )
                }
                SubmissionState::SetAside { why } => {
                    ("set_aside", serde_json::json!({ "why": why.get(self.lang) }))
                }
            };
            self.ended = super::is_settled(&submission);
            if self.last.as_ref() != Some(&told) {
                let event = Event::default().event(told.0).data(told.1.to_string());
                self.last = Some(told);
                return Some(event);
            }
            if !self.watch.changed().await {
                return None;
            }
        }
        None
    }
}
