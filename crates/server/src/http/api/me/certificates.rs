//! `/api/v1/me/certificates`: what is one's own.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};
use spyrales_core::id::CredentialId;
use utoipa::ToSchema;

use crate::http::edge::auth::Person;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::{InBody, InPath};
use crate::http::edge::problem::ProblemDetails;
use crate::http::edge::state::AppState;
use crate::http::edge::wire::document;
use crate::http::edge::wire::status_word;

/// A certificate in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CertificateSummary {
    /// Its id.
    id: String,
    /// Its segment.
    segment: String,
    /// Its level.
    level: u8,
    /// When it was issued.
    issued: String,
    /// Where the file is.
    url: String,
    /// `active`, `suspended` or `revoked`.
    status: &'static str,
    /// Whether its page says your name to everybody.
    name_shown: bool,
}

/// What a certificate is asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = CertificateWish)]
#[serde(deny_unknown_fields)]
pub(super) struct AwardRequest {
    /// The segment's id.
    #[schema(example = "prep")]
    segment: String,
    /// The level, 1 to 4.
    #[schema(example = 1)]
    level: u8,
}

/// List your certificates
#[utoipa::path(
    get, path = "/api/v1/me/certificates", tag = "certificates", security(("token" = [])),
    responses(
        (status = OK, description = "The certificates, newest first.", body = Vec<CertificateSummary>),
        (status = UNAUTHORIZED, description = "No valid token.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn list_certificates(
    State(state): State<AppState>,
    Person(user): Person,
) -> Result<Json<Vec<CertificateSummary>>, ApiError> {
    let mut reader = state.app.store.reader().await?;
    let held = reader.credentials(user.id).await?;
    let mut summaries = Vec::new();
    for credential in &held {
        let last = reader.status_events(credential.id).await?.pop();
        summaries.push(CertificateSummary {
            id: credential.id.to_string(),
            segment: credential.segment.clone(),
            level: credential.level.number(),
            issued: credential.issued.to_string(),
            url: format!("/credentials/{}", credential.id),
            status: status_word(last.as_ref()),
            name_shown: reader.name_is_shown(credential.id).await?,
        });
    }
    Ok(Json(summaries))
}

/// Ask for a certificate
///
/// For a level that is reached. The answer is the certificate's file, an Open Badges 3.0 credential: keep it, it is
/// yours. Asking again gives the same file. While the level isn't reached, the problem says what is missing.
#[utoipa::path(
    post, path = "/api/v1/me/certificates", tag = "certificates", security(("token" = [])),
    request_body = AwardRequest,
    responses(
        (status = CREATED, description = "The certificate, issued now.", body = Vec<u8>, content_type = "application/vc"),
        (status = OK, description = "The certificate, issued before.", body = Vec<u8>, content_type = "application/vc"),
        (status = NOT_FOUND, description = "No such segment or level.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = CONFLICT, description = "The level isn't reached.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn issue_certificate(
    State(state): State<AppState>,
    Person(user): Person,
    InBody(request): InBody<AwardRequest>,
) -> Result<impl IntoResponse, ApiError> {
    let delivery = state
        .certificates
        .award(&user, &request.segment, request.level)
        .await?;
    let status = if delivery.new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, document(&state, delivery.certificate)))
}

/// Whether a certificate's page says its holder's name.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NameChoice {
    /// `true` shows it to everybody; `false`, the default, to nobody but those with a link of yours.
    shown: bool,
}

/// Show or hide your name on a certificate
#[utoipa::path(
    put, path = "/api/v1/me/certificates/{id}/name", tag = "certificates", security(("token" = [])),
    params(("id" = String, Path, description = "The certificate's id.")),
    request_body = NameChoice,
    responses(
        (status = NO_CONTENT, description = "Done."),
        (status = NOT_FOUND, description = "You have no such certificate.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn show_name(
    State(state): State<AppState>,
    Person(user): Person,
    InPath(id): InPath<CredentialId>,
    InBody(choice): InBody<NameChoice>,
) -> Result<StatusCode, ApiError> {
    state.app.show_name(id, user.id, choice.shown).await?;
    Ok(StatusCode::NO_CONTENT)
}
