//! A submission as it moves, as server-sent events: the same from the API and from the pages.

use std::convert::Infallible;

use axum::response::sse::{Event, KeepAlive, Sse};
use futures::Stream;
use spyrales_core::id::{SubmissionId, UserId};
use spyrales_core::store::SubmissionState;
use spyrales_core::text::Lang;

use crate::http::edge::error::ApiError;
use crate::http::edge::state::AppState;
use crate::http::edge::wire::points;

/// A person's submission as it moves: `queued`, `grading`, `graded`, `set_aside`, `cancelled`. The first event is the state of now; the
/// last is the one that settles it.
pub(crate) async fn events(
    state: &AppState,
    id: SubmissionId,
    user: UserId,
    lang: Lang,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>> + use<>>, ApiError> {
    let progress = state.app.follow_submission(id, user).await?;
    let stream = futures::stream::unfold(progress, move |mut progress| async move {
        let state = progress.next().await?;
        Some((Ok(event(&state, lang)), progress))
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::default()))
}

fn event(state: &SubmissionState, lang: Lang) -> Event {
    let (name, data) = match state {
        SubmissionState::Queued { ahead } => ("queued", serde_json::json!({ "ahead": ahead })),
        SubmissionState::Grading => ("grading", serde_json::json!({})),
        SubmissionState::Graded { record, .. } => {
            let (earned, possible) = (points(record.earned), points(record.possible));
            (
                "graded",
                serde_json::json!({ "earned": earned, "possible": possible }),
            )
        }
        SubmissionState::SetAside { why } => ("set_aside", serde_json::json!({ "why": why.get(lang) })),
        SubmissionState::Cancelled => ("cancelled", serde_json::json!({})),
    };
    Event::default().event(name).data(data.to_string())
}
