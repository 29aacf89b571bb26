//! Refuses what is announced to be too large so that the client hears of it.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::CONTENT_LENGTH;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::StreamExt as _;

use crate::http::edge::error::ApiError;

/// Largest body that is read, in bytes. Code above the grader's own limit gets a verdict that says so.
pub(crate) const MAX_SOURCE_BYTES: usize = 8 << 20;

/// As much is read of a refused body. A connection that is closed with unread bytes is reset, and most clients
/// then lose the answer; beyond this it isn't worth the reading.
const READ_AWAY: u64 = 64 << 20;

/// Answers a request whose `Content-Length` is over the limit, after its body has been read away.
pub(crate) async fn refuse(request: Request, next: Next) -> Response {
    let length = request.headers().get(CONTENT_LENGTH);
    let length = length.and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    match length {
        Some(length) if length > MAX_SOURCE_BYTES as u64 => {
            if length <= READ_AWAY {
                read_away(request.into_body()).await;
            }
            ApiError::TooLarge(MAX_SOURCE_BYTES).into_response()
        }
        _ => next.run(request).await,
    }
}

async fn read_away(body: Body) {
    // The server gives out no more than was announced.
    let mut chunks = body.into_data_stream();
    while let Some(Ok(_)) = chunks.next().await {}
}
