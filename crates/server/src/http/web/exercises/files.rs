//! `/exercises/{pack}/{exercise}/files/{name}`: an exercise's data.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::state::AppState;

/// Always as a download: whatever a trainer puts there, no browser shows it as a page of ours.
pub(super) async fn download(
    State(state): State<AppState>,
    InPath((pack, exercise, name)): InPath<(String, String, String)>,
) -> Result<impl IntoResponse, ApiError> {
    let exercise = state.exercise(pack, exercise).await?;
    let found = exercise.data.iter().find(|(file, _)| *file == name);
    let (_, content) = found.ok_or(ApiError::UnknownFile(name))?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CONTENT_DISPOSITION, "attachment"),
    ];
    Ok((headers, content.clone()))
}
