//! `/api/v1/verify`: is this certificate genuine?

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::middleware;
use serde::Deserialize;
use serde_json::value::RawValue;
use spyrales_credential::{Email, Report};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::edge::body;
use crate::http::edge::client::VerifyingClient;
use crate::http::edge::error::ApiError;
use crate::http::edge::examine::{EmailCheck, examine};
use crate::http::edge::extract::InBody;
use crate::http::edge::problem::ProblemDetails;
use crate::http::edge::state::AppState;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    let recipient = OpenApiRouter::new()
        .routes(routes!(verify_recipient))
        .layer(middleware::from_fn(body::question));
    OpenApiRouter::new()
        .routes(routes!(verify_certificate))
        .layer(middleware::from_fn(body::file))
        .merge(recipient)
}

/// Verify a certificate
///
/// Send the certificate's file as it is: JSON, baked PNG or SVG, PDF, or offline bundle, whatever its type is called. The
/// answer is a report of eleven steps: `outcome` is `valid`, `invalid` or `incomplete`, and `decidedBy` names the step that
/// decided. A file that is no certificate at all is reported as invalid. Needs no token, and nothing of the file is kept.
#[utoipa::path(
    post, path = "/api/v1/verify", tag = "certificates", security(()),
    request_body(content = Vec<u8>, description = "The certificate's bytes.", content_type = "application/vc"),
    responses(
        (status = OK, description = "The report.", body = serde_json::Value),
        (status = BAD_REQUEST, description = "The body can't be read.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = TOO_MANY_REQUESTS, description = "Too many files were verified from your address.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = PAYLOAD_TOO_LARGE, description = "The body is larger than 8 MiB.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = SERVICE_UNAVAILABLE, description = "Too many files are being verified at the same time.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn verify_certificate(
    State(state): State<AppState>,
    _: VerifyingClient,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Report>, ApiError> {
    Ok(Json(examine(&state, body?.to_vec(), None).await?))
}

/// A certificate and the person whom it may be of.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RecipientQuestion {
    /// The certificate, as JSON: its text, for a key that is there twice must not be lost before it is looked at.
    #[schema(value_type = Object)]
    credential: Box<RawValue>,
    /// The person's e-mail address.
    #[schema(example = "camille@example.fr")]
    email: String,
}

/// Is this certificate of this person?
///
/// The report of `/api/v1/verify`, whose step `recipient` compares the address with the salted hash in the certificate. At
/// most ten addresses an hour are compared with one certificate for one place that asks.
#[utoipa::path(
    post, path = "/api/v1/verify/recipient", tag = "certificates", security(()),
    request_body = RecipientQuestion,
    responses(
        (status = OK, description = "The report.", body = serde_json::Value),
        (status = BAD_REQUEST, description = "The body can't be read, or the address is malformed.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = TOO_MANY_REQUESTS, description = "Too many addresses were tried on this certificate.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = PAYLOAD_TOO_LARGE, description = "The body is larger than 528 KiB.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = SERVICE_UNAVAILABLE, description = "Too many files are being verified at the same time.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn verify_recipient(
    State(state): State<AppState>,
    VerifyingClient(client): VerifyingClient,
    InBody(question): InBody<RecipientQuestion>,
) -> Result<Json<Report>, ApiError> {
    let email: Email = question
        .email
        .parse()
        .map_err(|error: spyrales_credential::EmailError| ApiError::Malformed(error.to_string()))?;
    let file = question.credential.get().as_bytes().to_vec();
    Ok(Json(
        examine(&state, file, Some(EmailCheck { email, client })).await?,
    ))
}
