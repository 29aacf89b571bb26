//! `/api/v1/certificates/{id}/status`: revoking, suspending and reinstating, for administrators.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use spyrales_app::certificates::ReadCertificateError;
use spyrales_core::id::CredentialId;
use spyrales_core::store::{StatusChange, StatusEvent};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::edge::auth::Administrator;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::{InBody, InPath};
use crate::http::edge::problem::ProblemDetails;
use crate::http::edge::state::AppState;
use crate::http::edge::wire::status_word;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read_status, change_status))
}

/// What was done to a certificate.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StatusEventView {
    /// The certificate's id.
    certificate: String,
    /// `revoked`, `suspended` or `reinstated`.
    change: &'static str,
    /// Why.
    reason: String,
    /// When.
    at: String,
    /// Who did it; for administrators.
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<String>,
}

impl StatusEventView {
    fn of(event: &StatusEvent) -> Self {
        Self {
            actor: Some(event.actor.clone()),
            ..Self::of_holder(event)
        }
    }

    /// As the holder is told.
    pub(crate) fn of_holder(event: &StatusEvent) -> Self {
        Self {
            certificate: event.credential.to_string(),
            change: event.change.name(),
            reason: event.reason.clone(),
            at: event.at.to_string(),
            actor: None,
        }
    }
}

/// A certificate's status and how it came to it.
#[derive(Debug, Serialize, ToSchema)]
struct StatusView {
    /// `active`, `suspended` or `revoked`.
    status: &'static str,
    /// What was done, oldest first.
    events: Vec<StatusEventView>,
}

/// What is to be done to a certificate.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = ChangeWish)]
#[serde(deny_unknown_fields)]
struct StatusRequest {
    /// `revoked` (for good), `suspended` or `reinstated`.
    #[schema(example = "suspended")]
    change: String,
    /// Why; the holder reads it. 1 to 1000 characters.
    #[schema(example = "Fraude présumée, en cours d'examen")]
    reason: String,
}

/// Read a certificate's status
#[utoipa::path(
    get, path = "/api/v1/certificates/{id}/status", tag = "administration", security(("token" = [])),
    params(("id" = String, Path, description = "The certificate's id.")),
    responses(
        (status = OK, description = "The status.", body = StatusView),
        (status = FORBIDDEN, description = "You aren't an administrator.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = NOT_FOUND, description = "No such certificate.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn read_status(
    State(state): State<AppState>,
    _administrator: Administrator,
    InPath(id): InPath<CredentialId>,
) -> Result<Json<StatusView>, ApiError> {
    let known = state.app.store.reader().await?.credential(id).await?;
    known.ok_or(ReadCertificateError::Unknown(id))?;
    view(&state, id).await
}

/// Revoke, suspend or reinstate a certificate
///
/// The status list says so within a minute; the holder reads the reason in their notices. Doing it again changes nothing.
#[utoipa::path(
    post, path = "/api/v1/certificates/{id}/status", tag = "administration", security(("token" = [])),
    params(("id" = String, Path, description = "The certificate's id.")),
    request_body = StatusRequest,
    responses(
        (status = OK, description = "The status, as it is now.", body = StatusView),
        (status = FORBIDDEN, description = "You aren't an administrator.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = NOT_FOUND, description = "No such certificate.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = CONFLICT, description = "It is revoked, which can't be taken back.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn change_status(
    State(state): State<AppState>,
    Administrator(administrator): Administrator,
    InPath(id): InPath<CredentialId>,
    InBody(request): InBody<StatusRequest>,
) -> Result<Json<StatusView>, ApiError> {
    let change = StatusChange::named(&request.change)
        .ok_or_else(|| ApiError::Malformed("change: revoked, suspended or reinstated".to_owned()))?;
    state
        .app
        .change_status(id, change, &request.reason, &administrator.name)
        .await?;
    view(&state, id).await
}

async fn view(state: &AppState, id: CredentialId) -> Result<Json<StatusView>, ApiError> {
    let events = state.app.store.reader().await?.status_events(id).await?;
    Ok(Json(StatusView {
        status: status_word(events.last()),
        events: events.iter().map(StatusEventView::of).collect(),
    }))
}
