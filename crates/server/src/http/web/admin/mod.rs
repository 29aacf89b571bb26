//! `/admin`: accounts, organisations, certificates, the issuer's keys, the queue, and who did what.

mod audit;
mod certificates;
mod closing;
mod keys;
mod organisations;
mod users;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};

use super::frame::{AdministratorPage, Frame, private};
use crate::http::edge::error::ApiError;
use crate::http::edge::state::AppState;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/admin", get(show))
        .route("/admin/users", get(users::list).post(users::add))
        .route("/admin/users/{id}", get(users::show))
        .route("/admin/users/{id}/role", post(users::change_role))
        .route("/admin/users/{id}/organisation", post(users::place))
        .route("/admin/users/{id}/password", post(users::new_password))
        .route("/admin/users/{id}/unlink", post(users::unlink))
        .route("/admin/users/{id}/close", post(closing::close))
        .route("/admin/users/{id}/reopen", post(closing::reopen))
        .route("/admin/users/{id}/sessions/end", post(closing::end_sessions))
        .route(
            "/admin/users/{id}/tokens/{token}/withdraw",
            post(closing::withdraw_token),
        )
        .route("/admin/users/{id}/erase", post(closing::erase))
        .route(
            "/admin/organisations",
            get(organisations::list).post(organisations::add),
        )
        .route(
            "/admin/organisations/{id}",
            get(organisations::show).post(organisations::change),
        )
        .route("/admin/organisations/{id}/remove", post(organisations::remove))
        .route("/admin/certificates", get(certificates::find))
        .route("/admin/certificates/{id}", post(certificates::change))
        .route("/admin/keys", get(keys::show))
        .route("/admin/acts", get(audit::list))
}

#[derive(Template)]
#[template(path = "admin/home.html")]
struct HomePage<'a> {
    f: &'a Frame,
    /// Keys and numbers.
    counts: [(&'static str, u64); 7],
}

async fn show(
    State(state): State<AppState>,
    AdministratorPage { frame, .. }: AdministratorPage,
) -> Result<Response, ApiError> {
    let depth = state.app.store.reader().await?.depth().await?;
    let metrics = &state.metrics;
    let counts = [
        ("queued", depth.queued),
        ("leased", depth.leased),
        ("graded", metrics.graded.get()),
        ("regraded", metrics.regraded.get()),
        ("retried", metrics.retried.get()),
        ("set-aside", metrics.set_aside.get()),
        ("workers-lost", metrics.workers_lost.get()),
    ];
    private(StatusCode::OK, &HomePage { f: &frame, counts })
}
