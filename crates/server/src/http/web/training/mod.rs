//! `/training`: packs from upload to retirement, what submissions say of their exercises, and problem reports.

mod drafts;
mod packs;
mod regrades;
mod reports;
mod statistics;
mod upload;

use axum::Router;
use axum::middleware;
use axum::routing::{get, post};

use crate::http::edge::body;
use crate::http::edge::state::AppState;

pub(super) use reports::{Row, report};

pub(super) fn routes() -> Router<AppState> {
    let draft = "/training/drafts/{pack}/{version}";
    let uploads = Router::new()
        .route("/training", get(packs::list).post(upload::receive))
        .layer(middleware::from_fn(body::pack));
    Router::new()
        .merge(uploads)
        .route("/training/packs/{pack}", get(packs::show))
        .route("/training/packs/{pack}/{exercise}", get(statistics::show))
        .route("/training/packs/{pack}/{version}/retire", post(packs::retire))
        .route("/training/packs/{pack}/{version}/restore", post(packs::restore))
        .route(
            "/training/packs/{pack}/{version}/regrade",
            get(regrades::form).post(regrades::start),
        )
        .route("/training/regrades/{id}", get(regrades::show))
        .route("/training/regrades/{id}/apply", post(regrades::apply))
        .route("/training/regrades/{id}/discard", post(regrades::discard))
        .route(draft, get(drafts::show))
        .route(&format!("{draft}/trial"), post(drafts::try_out))
        .route(&format!("{draft}/publish"), post(drafts::publish))
        .route(&format!("{draft}/discard"), post(drafts::discard))
        .route(&format!("{draft}/exercises/{{exercise}}"), get(drafts::preview))
        .route(
            &format!("{draft}/exercises/{{exercise}}/files/{{name}}"),
            get(drafts::file),
        )
        .route("/training/reports", get(reports::list))
        .route("/training/reports/{id}", post(reports::answer))
        .route("/exercises/{pack}/{exercise}/reports", post(reports::make))
}
