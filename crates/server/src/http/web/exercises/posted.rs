//! Code that a browser posts for an exercise.

use axum::extract::{Form, FromRequest, FromRequestParts as _, Request};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use spyrales_app::catalog::ExerciseHandle;
use spyrales_app::drafts::SaveDraftError;
use spyrales_core::grading::ExerciseRef;
use spyrales_core::store::User;
use spyrales_core::submission::check_size;

use super::super::frame::{Frame, Viewer};
use super::super::{session, sign_in};
use super::read::address;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::state::AppState;

/// What the editor sends. Browsers end the lines of a text area with CR LF.
#[derive(Deserialize)]
struct Written {
    source: String,
    /// Revision of the draft that it was begun on; empty to replace whatever is there.
    #[serde(default)]
    revision: String,
}

/// Code for an exercise, from somebody who is signed in. Somebody whose session expired while they wrote has to sign in
/// again, and loses nothing.
pub(super) struct PostedCode {
    pub(super) frame: Frame,
    pub(super) user: User,
    pub(super) exercise: ExerciseHandle,
    pub(super) name: ExerciseRef,
    /// Where the exercise's page is.
    pub(super) address: String,
    pub(super) source: String,
    /// The draft that it was begun on.
    pub(super) base: Option<u32>,
    /// Whether a page's script asks, which wants no page in return.
    pub(super) by_script: bool,
}

impl FromRequest<AppState> for PostedCode {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Ok(Viewer(frame)) = Viewer::from_request_parts(&mut parts, state).await;
        let InPath((pack, exercise)) = InPath::<(String, String)>::from_request_parts(&mut parts, state)
            .await
            .map_err(ApiError::into_response)?;
        let headers = parts.headers.clone();
        let Form(written) = Form::<Written>::from_request(Request::from_parts(parts, body), state)
            .await
            .map_err(axum::response::IntoResponse::into_response)?;
        Self::read(state, frame, &headers, (pack, exercise), written)
            .await
            .map_err(ApiError::into_response)?
    }
}

impl PostedCode {
    async fn read(
        state: &AppState,
        frame: Frame,
        headers: &HeaderMap,
        (pack, exercise): (String, String),
        written: Written,
    ) -> Result<Result<Self, Response>, ApiError> {
        let exercise = state.exercise(pack, exercise).await?;
        let name = exercise.name();
        let address = address(&name.pack, &name.exercise);
        let source = written.source.replace("\r\n", "\n");
        check_size(source.as_bytes())?;
        let base = written.revision.parse().ok();
        let Some(user) = frame.user.clone() else {
            let kept = keep(state, headers, &exercise, base, &source).await?;
            let carried = if kept { String::new() } else { source };
            return Ok(Err(sign_in::again(state, &frame, &address, carried)?));
        };
        Ok(Ok(Self {
            by_script: headers.contains_key("x-spyrales-script"),
            frame,
            user,
            exercise,
            name,
            address,
            source,
            base,
        }))
    }
}

/// Keeps code as the draft of somebody whose session expired while they wrote. False when there is no such session, or
/// when another window of theirs has saved since: they choose between the two once they are signed in.
async fn keep(
    state: &AppState,
    headers: &HeaderMap,
    exercise: &ExerciseHandle,
    base: Option<u32>,
    source: &str,
) -> Result<bool, ApiError> {
    let Some(user) = session::lapsed(state, headers).await? else {
        return Ok(false);
    };
    // A draft is only replaced unseen for somebody who is signed in.
    let base = Some(base.unwrap_or(0));
    match state.app.save_draft(user.id, exercise, base, source).await {
        Ok(_) => Ok(true),
        Err(SaveDraftError::Conflict(_) | SaveDraftError::OverQuota) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
