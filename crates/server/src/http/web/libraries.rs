//! `/libraries`: the languages of this installation, and their libraries.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Html;
use axum::routing::get;
use spyrales_core::grading::RuntimeLibraries;

use super::frame::{Frame, Viewer, page};
use crate::http::edge::error::ApiError;
use crate::http::edge::state::AppState;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/libraries", get(read))
}

#[derive(Template)]
#[template(path = "libraries.html")]
struct LibrariesPage<'a> {
    f: &'a Frame,
    runtimes: &'a [RuntimeLibraries],
}

async fn read(State(state): State<AppState>, Viewer(f): Viewer) -> Result<Html<String>, ApiError> {
    page(&LibrariesPage {
        f: &f,
        runtimes: &state.runtimes,
    })
}
