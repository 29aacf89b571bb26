//! `/accessibilite`: how far the pages conform, said truthfully.

use askama::Template;
use axum::Router;
use axum::response::Html;
use axum::routing::get;

use super::frame::{Frame, Viewer, page};
use crate::http::edge::error::ApiError;
use crate::http::edge::state::AppState;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/accessibilite", get(accessibility))
}

#[derive(Template)]
#[template(path = "accessibility.html")]
struct AccessibilityPage<'a> {
    f: &'a Frame,
}

async fn accessibility(Viewer(f): Viewer) -> Result<Html<String>, ApiError> {
    page(&AccessibilityPage { f: &f })
}
