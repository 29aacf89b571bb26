//! Answers that depend on who asks: no cache keeps them, neither on the way nor in a browser that others use later.

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, COOKIE, SET_COOKIE};
use axum::middleware::Next;
use axum::response::Response;

/// Says so of every answer to a request with a token or a cookie, and of every one that sets a cookie, where its address doesn't
/// say how it may be kept. The language is a cookie as well: what is kept for less work than asking again isn't much.
pub(crate) async fn keep(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let is_known = headers.contains_key(AUTHORIZATION) || headers.contains_key(COOKIE);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if (is_known || headers.contains_key(SET_COOKIE)) && !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}
