//! The JSON API under `/api/v1`, its description, and the job runner that grades.
//!
//! Invariant: the server names no database and no grader. It works on
//! [`Store`](spyrales_core::store::Store) and [`Grade`], which the binary hands in, and takes the
//! time and all randomness from there too.

mod api;
mod auth;
mod client;
mod error;
mod examine;
mod extract;
mod language;
mod limits;
mod listen;
mod localise;
mod metrics;
mod openapi;
mod oversize;
mod problem;
mod public;
mod runner;
mod statement;
mod submission_events;
mod trace;
mod vc_api;
mod verification;
mod web;

pub mod provider;
pub mod shutdown;
pub mod state;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, header};
use axum::middleware;
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::error::ApiError;
use crate::listen::Patience;
use crate::shutdown::Shutdown;
use crate::state::AppState;
use spyrales_app::grade::Grade;

/// Largest body that is read, in bytes. Code above the grader's own limit gets a verdict that says so.
pub(crate) const MAX_SOURCE_BYTES: usize = 8 << 20;

/// Nothing of another host is ever needed, and nothing here is ever framed.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// All addresses.
pub fn router(state: AppState) -> Router {
    let (api, document) = openapi::describe(api::routes());
    let header = |name, value| SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value));
    let routes = api
        .merge(public::routes())
        .merge(vc_api::routes())
        .merge(web::routes())
        .merge(metrics::routes())
        .merge(openapi::routes(document))
        .fallback(|| async { ApiError::UnknownAddress })
        .method_not_allowed_fallback(|| async { ApiError::MethodNotAllowed })
        .layer(DefaultBodyLimit::max(MAX_SOURCE_BYTES))
        .layer(middleware::from_fn(oversize::refuse))
        .layer(middleware::from_fn_with_state(state.clone(), localise::localise))
        .layer(CompressionLayer::new())
        .layer(header(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(header::REFERRER_POLICY, "no-referrer"));
    trace::requests(routes).with_state(state)
}

/// Serves, and grades with so many workers as there are graders, until the end is asked for; what runs then is
/// finished, but for a client that doesn't come to its end.
///
/// # Errors
///
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    state: AppState,
    graders: Vec<Box<dyn Grade>>,
    shutdown: Shutdown,
) -> std::io::Result<()> {
    let runner = tokio::spawn(runner::run(state.clone(), graders, shutdown.clone()));
    // Before anybody can look: a draft is never shown as one that wasn't tried.
    state.app.try_out_stored_drafts().await;
    let notices = Arc::clone(&state.app.notices);
    let mut ending = shutdown;
    let end = async move {
        ending.requested().await;
        notices.close();
    };
    let served = listen::listen(listener, router(state), Patience::default(), end).await;
    if let Err(error) = runner.await {
        tracing::error!(%error, "the job runner ended badly");
    }
    served
}
