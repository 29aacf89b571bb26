//! What employers open: `/credentials/{id}` and the issuer's keys.

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use spyrales_core::id::CredentialId;

use crate::api::me::document;
use crate::error::ApiError;
use crate::extract::InPath;
use crate::state::AppState;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/credentials/{id}", get(read_credential))
        .route("/.well-known/did.json", get(read_did_document))
}

async fn read_credential(
    State(state): State<AppState>,
    InPath(id): InPath<CredentialId>,
) -> Result<impl IntoResponse, ApiError> {
    let found = state
        .store
        .credential(id)
        .await?
        .ok_or(ApiError::UnknownCredential(id))?;
    Ok(document(&state, found))
}

async fn read_did_document(State(state): State<AppState>) -> Result<impl IntoResponse, ApiError> {
    let document = state
        .issuing
        .did_document()
        .map_err(|error| ApiError::Internal(error.to_string()))?;
    Ok(([(header::CONTENT_TYPE, "application/did+json")], document))
}
