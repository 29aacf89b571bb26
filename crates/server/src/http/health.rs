//! `GET /healthz`, `/readyz` and `/metrics`: for whoever watches over a process.

use std::sync::Arc;

use axum::extract::{FromRef, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use prometheus_client::encoding::text::encode;
use spyrales_app::App;

use super::edge::error::ApiError;
use super::edge::state::AppState;
use crate::runner::metrics::Metrics;

/// The media type of OpenMetrics 1.0.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What is needed to say how a process is.
#[derive(Clone)]
pub(crate) struct Health {
    pub(crate) app: App,
    pub(crate) metrics: Arc<Metrics>,
}

impl FromRef<AppState> for Health {
    fn from_ref(state: &AppState) -> Self {
        Self {
            app: state.app.clone(),
            metrics: Arc::clone(&state.metrics),
        }
    }
}

pub(super) fn routes<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    Health: FromRef<S>,
{
    Router::new()
        .route("/healthz", get(health))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
}

/// How busy the service is.
async fn health(State(health): State<Health>) -> Result<impl IntoResponse, ApiError> {
    let depth = health.app.store.reader().await?.depth().await?;
    let health = serde_json::json!({ "status": "ok", "queued": depth.queued, "grading": depth.leased });
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(health)))
}

/// Whether the database answers: a balancer sends requests elsewhere meanwhile.
async fn ready(State(health): State<Health>) -> impl IntoResponse {
    let depth = async { health.app.store.reader().await?.depth().await };
    match depth.await {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database doesn't answer\n")
        }
    }
}

async fn metrics(State(health): State<Health>) -> Result<impl IntoResponse, ApiError> {
    let depth = health.app.store.reader().await?.depth().await?;
    let mut text = String::new();
    encode(&mut text, &health.metrics.registry(depth.queued, depth.leased))
        .map_err(|error| ApiError::Internal(error.to_string()))?;
    Ok(([(header::CONTENT_TYPE, OPEN_METRICS)], text))
}
