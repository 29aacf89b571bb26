//! `/credentials/{id}` in every form, `/offline-bundle/{id}` and `/evidence/{id}`.

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use spyrales_app::certificates::Form;
use spyrales_core::id::CredentialId;

use crate::http::edge::auth::Visitor;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::{InPath, InQuery};
use crate::http::edge::state::AppState;
use crate::http::edge::wire::document;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/credentials/{file}", get(read_credential))
        .route("/offline-bundle/{id}", get(read_bundle))
        .route("/evidence/{id}", get(read_evidence))
}

/// The secret of a share link, in an address.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct ShareQuery {
    share: Option<String>,
}

impl ShareQuery {
    pub(super) fn secret(&self) -> Option<&str> {
        self.share.as_deref()
    }
}

fn media_type(form: Form) -> &'static str {
    match form {
        Form::Json => "application/vc",
        Form::Pdf => "application/pdf",
        Form::Png => "image/png",
        Form::Svg => "image/svg+xml",
    }
}

async fn read_credential(
    State(state): State<AppState>,
    Visitor(visitor): Visitor,
    InPath(file): InPath<String>,
    InQuery(share): InQuery<ShareQuery>,
) -> Result<Response, ApiError> {
    let (id, extension) = file.split_once('.').unwrap_or((&file, "json"));
    let form = Form::ALL.into_iter().find(|form| form.extension() == extension);
    let (Ok(id), Some(form)) = (id.parse(), form) else {
        return Err(ApiError::UnknownAddress);
    };
    let certificate = state.app.certificate(id).await?;
    if form == Form::Json {
        return Ok(document(&state, certificate).into_response());
    }
    let visitor = visitor.map(|visitor| visitor.id);
    let holder = state.app.holder_of(&certificate, visitor, share.secret()).await?;
    let bytes = state.certificates.draw(&certificate, form, holder.name()).await?;
    let headers = [
        (header::CONTENT_TYPE, media_type(form).to_owned()),
        // The name may be shown today and hidden tomorrow.
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("inline; filename=\"spyrales-{id}.{extension}\""),
        ),
    ];
    Ok((headers, bytes).into_response())
}

async fn read_bundle(
    State(state): State<AppState>,
    InPath(id): InPath<CredentialId>,
) -> Result<impl IntoResponse, ApiError> {
    let certificate = state.app.certificate(id).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"spyrales-{id}.bundle.json\""),
        ),
    ];
    Ok((headers, state.certificates.bundle(&certificate).await?.to_json()))
}

/// What the digest in a certificate is of, for its holder and for whoever has a link of theirs.
async fn read_evidence(
    State(state): State<AppState>,
    Visitor(visitor): Visitor,
    InPath(id): InPath<CredentialId>,
    InQuery(share): InQuery<ShareQuery>,
) -> Result<impl IntoResponse, ApiError> {
    let visitor = visitor.map(|visitor| visitor.id);
    let transcript = state.app.evidence(id, visitor, share.secret()).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], transcript))
}
