//! `POST /exercises/{pack}/{exercise}` and `…/draft`: having code graded, and keeping it.

use axum::Json;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use spyrales_core::store::DraftSaved;

use super::super::frame::Viewer;
use super::super::sign_in;
use super::read::{Shown, Text, address, show};
use crate::error::ApiError;
use crate::extract::InPath;
use crate::hand_in;
use crate::state::AppState;

/// What the editor sends. Browsers end the lines of a text area with CR LF.
#[derive(Deserialize)]
pub(super) struct Written {
    source: String,
    /// Revision of the draft that it was begun on; empty to replace whatever is there.
    #[serde(default)]
    revision: String,
}

impl Written {
    pub(super) fn source(&self) -> String {
        self.source.replace("\r\n", "\n")
    }
}

/// Whether a page's script asks, which wants no page in return.
pub(super) fn is_script(headers: &HeaderMap) -> bool {
    headers.contains_key("x-spyrales-script")
}

/// Grades code. It becomes the draft as well: nothing that was written is lost.
pub(super) async fn hand_in(
    State(state): State<AppState>,
    Viewer(f): Viewer,
    InPath((pack, exercise)): InPath<(String, String)>,
    headers: HeaderMap,
    Form(written): Form<Written>,
) -> Result<Response, ApiError> {
    let (pack, exercise) = state.exercise(pack, exercise).await?;
    let address = address(&pack.id, &exercise.id);
    let source = written.source();
    let Some(user) = &f.user else {
        return sign_in::with_source(&state, &f, &address, source);
    };
    let name = pack.exercise_ref(&exercise);
    state
        .store
        .save_draft(user.id, &name, None, &source, state.clock.now())
        .await?;
    let id = hand_in::hand_in(&state, user, &pack, &exercise, source.into_bytes(), None).await?;
    if is_script(&headers) {
        return Ok((
            StatusCode::ACCEPTED,
            Json(serde_json::json!({ "id": id.to_string() })),
        )
            .into_response());
    }
    Ok(Redirect::to(&format!("{address}?submission={id}#result")).into_response())
}

/// Keeps code without grading it. What another window has saved since isn't replaced: its person chooses.
pub(super) async fn save_draft(
    State(state): State<AppState>,
    Viewer(f): Viewer,
    InPath((pack, exercise)): InPath<(String, String)>,
    headers: HeaderMap,
    Form(written): Form<Written>,
) -> Result<Response, ApiError> {
    let (pack, exercise) = state.exercise(pack, exercise).await?;
    let address = address(&pack.id, &exercise.id);
    let source = written.source();
    let Some(user) = &f.user else {
        return sign_in::with_source(&state, &f, &address, source);
    };
    let name = pack.exercise_ref(&exercise);
    let base = written.revision.parse().ok();
    let now = state.clock.now();
    let saved = state.store.save_draft(user.id, &name, base, &source, now).await?;
    let by_script = is_script(&headers);
    match saved {
        DraftSaved::Saved(revision) if by_script => {
            let saved = f.a("draft-saved", "time", f.time(&now));
            Ok(Json(serde_json::json!({ "revision": revision, "words": saved })).into_response())
        }
        DraftSaved::Saved(_) => Ok(Redirect::to(&address).into_response()),
        DraftSaved::Conflict(theirs) if by_script => {
            let words = f.a("draft-conflict", "time", f.time(&theirs.saved));
            let told =
                serde_json::json!({ "revision": theirs.revision, "source": theirs.source, "words": words });
            Ok((StatusCode::CONFLICT, Json(told)).into_response())
        }
        DraftSaved::Conflict(theirs) => {
            let text = Text {
                source,
                revision: theirs.revision,
                saved: None,
            };
            let shown = Shown {
                conflict: Some(theirs),
                ..Shown::default()
            };
            show(&state, &f, (&pack, &exercise), text, shown).await
        }
    }
}
