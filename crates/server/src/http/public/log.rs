//! `/log/…`: the transparency log, as C2SP `tlog-tiles` lays it out, and a certificate's proof.

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use spyrales_app::certificates::ReadCertificateError;
use spyrales_core::id::CredentialId;
use spyrales_credential::log::Tile;

use super::cached;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::state::AppState;

/// Tiles never change: a cache may keep them for as long as it can say.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/log/checkpoint", get(read_checkpoint))
        .route("/log/key", get(read_key))
        .route("/log/tile/{*path}", get(read_tile))
        .route("/log/proof/{id}", get(read_proof))
}

async fn read_checkpoint(State(state): State<AppState>) -> Result<impl IntoResponse, ApiError> {
    let checkpoint = state.certificates.checkpoint().await?;
    Ok((cached("text/plain; charset=utf-8", 5), checkpoint.note))
}

/// The verifier key that checkpoints are read with (C2SP `signed-note`); the DID document has it too.
async fn read_key(State(state): State<AppState>) -> impl IntoResponse {
    (
        cached("text/plain; charset=utf-8", 300),
        format!("{}\n", state.certificates.issuing.log_key()),
    )
}

async fn read_tile(
    State(state): State<AppState>,
    InPath(path): InPath<String>,
) -> Result<Response, ApiError> {
    let tile = Tile::parse(&path).ok_or(ApiError::UnknownAddress)?;
    let bytes = state.certificates.tile(&tile).await?;
    let bytes = bytes.ok_or(ApiError::UnknownAddress)?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CACHE_CONTROL, FOR_EVER),
    ];
    Ok((headers, bytes).into_response())
}

async fn read_proof(
    State(state): State<AppState>,
    InPath(id): InPath<CredentialId>,
) -> Result<impl IntoResponse, ApiError> {
    let proof = state.certificates.proof(id).await?;
    let proof = proof.ok_or(ReadCertificateError::Unknown(id))?;
    Ok((cached("text/plain; charset=utf-8", 60), proof.to_string()))
}
