//! `/achievements/{slug}/v{n}` and its `/criteria`: what certificates are awarded for. A version never changes.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::header::{self, HeaderMap};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use spyrales_credential::{Achievement, Alignment};

use super::cached;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::state::AppState;
use crate::http::web::{Frame, Viewer, page};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/achievements/{slug}/{version}", get(read_achievement))
        .route("/achievements/{slug}/{version}/criteria", get(read_criteria))
}

/// JSON, or the criteria's page for whoever asks for HTML.
async fn read_achievement(
    State(state): State<AppState>,
    Viewer(f): Viewer,
    InPath((slug, version)): InPath<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let document = find(&state, &slug, &version).await?;
    let accepted = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .unwrap_or_default();
    if accepted.contains("text/html") {
        return write(&state, &f, &document);
    }
    Ok((cached("application/ld+json", 3600), document).into_response())
}

async fn read_criteria(
    State(state): State<AppState>,
    Viewer(f): Viewer,
    InPath((slug, version)): InPath<(String, String)>,
) -> Result<Response, ApiError> {
    let document = find(&state, &slug, &version).await?;
    write(&state, &f, &document)
}

#[derive(Template)]
#[template(path = "achievement.html")]
struct AchievementPage<'a> {
    f: &'a Frame,
    name: &'a str,
    description: &'a str,
    criteria: &'a str,
    required: String,
    version: u32,
    issuer: &'a str,
    alignments: &'a [Alignment],
}

fn write(state: &AppState, f: &Frame, document: &[u8]) -> Result<Response, ApiError> {
    let achievement: Achievement = serde_json::from_slice(document)
        .map_err(|error| ApiError::Internal(format!("a published achievement: {error}")))?;
    let page = page(&AchievementPage {
        f,
        name: achievement.name().as_str(),
        description: achievement.description().as_str(),
        criteria: achievement.criteria().as_str(),
        required: achievement.required_score().to_string(),
        version: achievement.version().number(),
        issuer: state.certificates.issuing.name().as_str(),
        alignments: achievement.alignments(),
    })?;
    Ok(page.into_response())
}

/// A published achievement.
async fn find(state: &AppState, slug: &str, version: &str) -> Result<Vec<u8>, ApiError> {
    let number = version
        .strip_prefix('v')
        .and_then(|number| number.parse::<u32>().ok());
    let number = number
        .filter(|number| format!("v{number}") == version)
        .ok_or(ApiError::UnknownAddress)?;
    let document = state.certificates.achievement(slug, number).await?;
    document.ok_or(ApiError::UnknownAddress)
}
