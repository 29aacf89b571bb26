//! `/api/v1/me`: the person whom the token stands for.

mod archive;
mod certificates;
mod erasure;
mod links;
mod notices;
mod regrades;
mod scores;

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::edge::auth::Person;
use crate::http::edge::error::ApiError;
use crate::http::edge::problem::ProblemDetails;
use crate::http::edge::state::AppState;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read_me))
        .routes(routes!(scores::read_scores))
        .routes(routes!(
            certificates::list_certificates,
            certificates::issue_certificate
        ))
        .routes(routes!(certificates::show_name))
        .routes(routes!(links::list_links, links::make_link))
        .routes(routes!(links::withdraw_link))
        .routes(routes!(notices::read_notices))
        .routes(routes!(regrades::list_regrades))
        .routes(routes!(regrades::mark_regrade_read))
        .routes(routes!(archive::read_archive))
        .routes(routes!(erasure::erase_me))
}

/// An account.
#[derive(Debug, Serialize, ToSchema)]
struct Me {
    /// The account's name.
    name: String,
    /// What certificates call its owner.
    display_name: String,
    /// What certificates are bound to.
    email: String,
    /// `agent`, `trainer` or `administrator`.
    role: &'static str,
}

/// Who am I?
#[utoipa::path(
    get, path = "/api/v1/me", tag = "me", security(("token" = [])),
    responses(
        (status = OK, description = "The account.", body = Me),
        (status = UNAUTHORIZED, description = "No valid token.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn read_me(Person(user): Person) -> Result<Json<Me>, ApiError> {
    Ok(Json(Me {
        role: user.role.name(),
        name: user.name,
        display_name: user.display_name,
        email: user.email,
    }))
}
