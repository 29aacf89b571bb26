//! `/vc-api/…`: what the W3C's conformance suites drive (VC-API). For administrators, and only if the service was told to.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::middleware;
use axum::routing::post;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use spyrales_credential::{Cryptosuite, VcError, issue_credential, verify_credential, verify_presentation};

use crate::http::edge::auth::Administrator;
use crate::http::edge::body;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InBody;
use crate::http::edge::state::AppState;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/vc-api/credentials/issue", post(issue))
        .route("/vc-api/credentials/verify", post(verify))
        .route("/vc-api/presentations/verify", post(verify_presented))
        .layer(middleware::from_fn(body::file))
}

#[derive(Deserialize)]
struct IssueRequest {
    credential: Value,
    #[serde(default)]
    options: IssueOptions,
}

#[derive(Default, Deserialize)]
struct IssueOptions {
    cryptosuite: Option<Cryptosuite>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct VerifyRequest {
    verifiable_credential: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PresentationRequest {
    verifiable_presentation: Value,
}

fn enabled(state: &AppState) -> Result<(), ApiError> {
    if state.settings.vc_api {
        Ok(())
    } else {
        Err(ApiError::UnknownAddress)
    }
}

/// Signs what it is given, under this issuer's name and with one proof.
async fn issue(
    State(state): State<AppState>,
    administrator: Administrator,
    InBody(request): InBody<IssueRequest>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    enabled(&state)?;
    let suite = request.options.cryptosuite.unwrap_or(Cryptosuite::EddsaRdfc2022);
    let (issuing, now) = (Arc::clone(&state.certificates.issuing), state.app.clock.now());
    let seat = state.verification.enter().await?;
    let issued = seat
        .run(move |_| {
            issue_credential(
                request.credential,
                suite,
                issuing.keys(),
                issuing.signer().as_ref(),
                now,
            )
        })
        .await?;
    tracing::info!(administrator = %administrator.0.id, "signed a credential over the VC-API");
    issued
        .map(|credential| (StatusCode::CREATED, Json(credential)))
        .map_err(|error| ApiError::Malformed(error.to_string()))
}

async fn verify(
    State(state): State<AppState>,
    _administrator: Administrator,
    InBody(request): InBody<VerifyRequest>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    enabled(&state)?;
    let (issuing, now) = (Arc::clone(&state.certificates.issuing), state.app.clock.now());
    let seat = state.verification.enter().await?;
    let verified = seat
        .run(move |_| verify_credential(&request.verifiable_credential, issuing.keys(), now))
        .await?;
    Ok(answer(verified))
}

async fn verify_presented(
    State(state): State<AppState>,
    _administrator: Administrator,
    InBody(request): InBody<PresentationRequest>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    enabled(&state)?;
    let (issuing, now) = (Arc::clone(&state.certificates.issuing), state.app.clock.now());
    let seat = state.verification.enter().await?;
    let verified = seat
        .run(move |_| verify_presentation(&request.verifiable_presentation, issuing.keys(), now))
        .await?;
    Ok(answer(verified))
}

/// 200 or 400, as the VC-API has it.
fn answer(verified: Result<(), VcError>) -> (StatusCode, Json<Value>) {
    match verified {
        Ok(()) => (StatusCode::OK, Json(json!({ "verified": true, "errors": [] }))),
        Err(error) => (
            StatusCode::BAD_REQUEST,
            Json(json!({ "verified": false, "errors": [error.to_string()] })),
        ),
    }
}
