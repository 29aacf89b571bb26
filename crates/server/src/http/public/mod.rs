//! What employers and their programs open, without an account: one file per address.

mod achievements;
mod counted;
mod credentials;
mod log;
pub(crate) mod openapi;
mod status;
mod verify;
mod well_known;

use axum::Router;

use crate::http::edge::state::AppState;

/// A media type's header and a document that may be kept for so many seconds.
fn cached(kind: &'static str, seconds: u32) -> [(axum::http::HeaderName, String); 2] {
    use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
    [
        (CONTENT_TYPE, kind.to_owned()),
        (CACHE_CONTROL, format!("public, max-age={seconds}")),
    ]
}

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .merge(achievements::routes())
        .merge(credentials::routes())
        .merge(log::routes())
        .merge(status::routes())
        .merge(verify::routes())
        .merge(well_known::routes())
}
