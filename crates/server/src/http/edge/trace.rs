//! One span for each request, and one line when it is answered.
//!
//! A span has the method, the route (its pattern: addresses hold ids, and sometimes secrets), the status, the time in
//! milliseconds and the id of the account that asks; never an e-mail address, a token, or code.

use std::time::Duration;

use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::response::Response;
use spyrales_core::id::UserId;
use tower_http::trace::TraceLayer;
use tracing::Span;
use tracing::field::{Empty, display};

use crate::http::edge::state::AppState;

/// Wraps every route.
pub(crate) fn requests(router: Router<AppState>) -> Router<AppState> {
    router.layer(
        TraceLayer::new_for_http()
            .make_span_with(span)
            .on_request(())
            .on_response(answered)
            .on_failure(()),
    )
}

/// Says whose request this is.
pub(crate) fn identify(account: UserId) {
    Span::current().record("account", display(account));
}

fn span(request: &Request) -> Span {
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("(none)", MatchedPath::as_str);
    tracing::info_span!("request", method = %request.method(), route, account = Empty, status = Empty, ms = Empty)
}

fn answered(response: &Response, latency: Duration, span: &Span) {
    let ms = u64::try_from(latency.as_millis()).unwrap_or(u64::MAX);
    span.record("status", response.status().as_u16());
    span.record("ms", ms);
    if response.status().is_server_error() {
        tracing::error!(parent: span, "answered");
    } else {
        tracing::info!(parent: span, "answered");
    }
}
