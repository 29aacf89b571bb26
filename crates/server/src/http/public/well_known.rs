//! `/.well-known/did.json` and `/.well-known/jwks.json`: the issuer's keys.

use axum::Router;
use axum::extract::State;
use axum::response::IntoResponse;
use axum::routing::get;

use super::cached;
use crate::http::edge::error::ApiError;
use crate::http::edge::state::AppState;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/.well-known/did.json", get(read_did_document))
        .route("/.well-known/jwks.json", get(read_jwks))
}

async fn read_did_document(State(state): State<AppState>) -> Result<impl IntoResponse, ApiError> {
    let document = state.certificates.issuing.keys().did_document();
    let document = document.map_err(|error| ApiError::Internal(error.to_string()))?;
    Ok((cached("application/did+json", 300), document))
}

async fn read_jwks(State(state): State<AppState>) -> impl IntoResponse {
    (
        cached("application/jwk-set+json", 300),
        state.certificates.issuing.keys().jwks(),
    )
}
