//! Every address, in three rooms over one edge.

pub mod api;
pub mod edge;
pub(crate) mod health;
mod public;
mod web;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, header};
use axum::middleware;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use self::api::vc_api;
use self::edge::error::ApiError;
use self::edge::state::AppState;
use self::edge::{body, private, trace};
use self::public::openapi;
use self::web::localise;

/// Nothing of another host is ever needed, and nothing here is ever framed.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// All addresses.
pub fn router(state: AppState) -> Router {
    let (api, document) = openapi::describe(api::routes());
    let header = |name, value| SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value));
    let routes = api
        .merge(public::routes())
        .merge(health::routes())
        .merge(vc_api::routes())
        .merge(web::routes())
        .merge(openapi::routes(document))
        .fallback(|| async { ApiError::UnknownAddress })
        .method_not_allowed_fallback(|| async { ApiError::MethodNotAllowed })
        // `body` bounds them, which knows more than a size.
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn_with_state(
            Arc::clone(&state.bodies),
            body::bound,
        ))
        .layer(middleware::from_fn_with_state(state.clone(), localise::localise))
        .layer(middleware::from_fn(private::keep))
        .layer(CompressionLayer::new())
        .layer(header(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(header::REFERRER_POLICY, "no-referrer"));
    trace::requests(routes).with_state(state)
}

/// The addresses of a process that only grades.
pub(crate) fn health(health: health::Health) -> Router {
    health::routes().with_state(health)
}
