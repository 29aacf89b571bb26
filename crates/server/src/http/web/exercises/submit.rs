//! `POST /exercises/{pack}/{exercise}` and `…/draft`: having code graded, and keeping it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use spyrales_app::drafts::SaveDraftError;
use spyrales_app::submissions::SubmitRequest;

use super::posted::PostedCode;
use super::read::{Shown, Text, show};
use crate::http::edge::error::ApiError;
use crate::http::edge::state::AppState;

/// Grades code. It becomes the draft as well: nothing that was written is lost.
pub(super) async fn submit(State(state): State<AppState>, posted: PostedCode) -> Result<Response, ApiError> {
    state
        .app
        .keep_draft(posted.user.id, &posted.exercise, &posted.source)
        .await?;
    let request = SubmitRequest {
        user: posted.user.id,
        exercise: &posted.exercise,
        source: posted.source.into_bytes(),
        key: None,
        queue_limit: state.settings.queue_limit,
    };
    let id = state.app.submit(request).await?;
    if posted.by_script {
        return Ok((
            StatusCode::ACCEPTED,
            Json(serde_json::json!({ "id": id.to_string() })),
        )
            .into_response());
    }
    Ok(Redirect::to(&format!("{}?submission={id}#result", posted.address)).into_response())
}

/// Keeps code without grading it. A draft that another window has saved since isn't replaced: its person chooses.
pub(super) async fn save_draft(
    State(state): State<AppState>,
    posted: PostedCode,
) -> Result<Response, ApiError> {
    let now = state.app.clock.now();
    let saved = state
        .app
        .save_draft(posted.user.id, &posted.exercise, posted.base, &posted.source)
        .await;
    let (f, by_script) = (&posted.frame, posted.by_script);
    match saved {
        Ok(revision) if by_script => {
            let saved = f.a("draft-saved", "time", f.time(&now));
            Ok(Json(serde_json::json!({ "revision": revision, "words": saved })).into_response())
        }
        Ok(_) => Ok(Redirect::to(&posted.address).into_response()),
        Err(SaveDraftError::Conflict(theirs)) if by_script => {
            let words = f.a("draft-conflict", "time", f.time(&theirs.saved));
            let told =
                serde_json::json!({ "revision": theirs.revision, "source": theirs.source, "words": words });
            Ok((StatusCode::CONFLICT, Json(told)).into_response())
        }
        Err(SaveDraftError::Conflict(theirs)) => {
            let text = Text {
                source: posted.source,
                revision: theirs.revision,
                saved: None,
            };
            let shown = Shown {
                conflict: Some(theirs),
                ..Shown::default()
            };
            show(&state, f, &posted.exercise, text, shown).await
        }
        Err(
            error @ (SaveDraftError::NotLive(_)
            | SaveDraftError::TooLarge(_)
            | SaveDraftError::OverQuota
            | SaveDraftError::Store(_)),
        ) => Err(error.into()),
    }
}
