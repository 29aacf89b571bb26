//! `/api/v1/verify`: is this certificate genuine?

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use spyrales_credential::Report;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::ApiError;
use crate::problem::ProblemDetails;
use crate::state::AppState;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(verify_certificate))
}

/// Verify a certificate
///
/// Send the certificate's file as it is, whatever its type is called. The answer is a report of eleven steps:
/// `outcome` is `valid`, `invalid` or `incomplete`, and `decidedBy` names the step that decided. A file that is no
/// certificate at all is reported as invalid. Needs no token, and nothing of the file is kept.
#[utoipa::path(
    post, path = "/api/v1/verify", tag = "certificates", security(()),
    request_body(content = Vec<u8>, description = "The certificate's bytes.", content_type = "application/vc"),
    responses(
        (status = OK, description = "The report.", body = serde_json::Value),
        (status = BAD_REQUEST, description = "The body can't be read.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = PAYLOAD_TOO_LARGE, description = "The body is larger than 8 MiB.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn verify_certificate(
    State(state): State<AppState>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Report>, ApiError> {
    let body = body?;
    let now = state.clock.now();
    // Canonicalisation of untrusted bytes takes its time: not on a thread that serves others.
    let report = tokio::task::spawn_blocking(move || state.issuing.verify(&body, now)).await;
    let report = report.map_err(|error| ApiError::Internal(format!("failed to verify: {error}")))?;
    tracing::info!(outcome = report.outcome().as_str(), "verified a certificate");
    Ok(Json(report))
}
