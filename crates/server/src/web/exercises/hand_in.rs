//! `POST /exercises/{pack}/{exercise}` and `…/draft`: having code graded, and keeping it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use spyrales_app::drafts::SaveDraftError;

use super::read::{Shown, Text, show};
use super::sent::Sent;
use crate::error::ApiError;
use crate::hand_in;
use crate::state::AppState;

/// Grades code. It becomes the draft as well: nothing that was written is lost.
pub(super) async fn hand_in(State(state): State<AppState>, sent: Sent) -> Result<Response, ApiError> {
    state
        .app
        .save_draft(sent.user.id, &sent.name, None, &sent.source)
        .await?;
    let source = sent.source.into_bytes();
    let id = hand_in::hand_in(&state, &sent.user, &sent.pack, &sent.exercise, source, None).await?;
    if sent.by_script {
        return Ok((
            StatusCode::ACCEPTED,
            Json(serde_json::json!({ "id": id.to_string() })),
        )
            .into_response());
    }
    Ok(Redirect::to(&format!("{}?submission={id}#result", sent.address)).into_response())
}

/// Keeps code without grading it. What another window has saved since isn't replaced: its person chooses.
pub(super) async fn save_draft(State(state): State<AppState>, sent: Sent) -> Result<Response, ApiError> {
    let now = state.app.clock.now();
    let saved = state
        .app
        .save_draft(sent.user.id, &sent.name, sent.base, &sent.source)
        .await;
    let (f, by_script) = (&sent.frame, sent.by_script);
    match saved {
        Ok(revision) if by_script => {
            let saved = f.a("draft-saved", "time", f.time(&now));
            Ok(Json(serde_json::json!({ "revision": revision, "words": saved })).into_response())
        }
        Ok(_) => Ok(Redirect::to(&sent.address).into_response()),
        Err(SaveDraftError::Conflict(theirs)) if by_script => {
            let words = f.a("draft-conflict", "time", f.time(&theirs.saved));
            let told =
                serde_json::json!({ "revision": theirs.revision, "source": theirs.source, "words": words });
            Ok((StatusCode::CONFLICT, Json(told)).into_response())
        }
        Err(SaveDraftError::Conflict(theirs)) => {
            let text = Text {
                source: sent.source,
                revision: theirs.revision,
                saved: None,
            };
            let shown = Shown {
                conflict: Some(theirs),
                ..Shown::default()
            };
            show(&state, f, (&sent.pack, &sent.exercise), text, shown).await
        }
        Err(error @ SaveDraftError::Store(_)) => Err(error.into()),
    }
}
