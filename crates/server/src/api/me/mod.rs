//! `/api/v1/me`: the person whom the token stands for.

mod certificates;
mod scores;

pub(crate) use self::certificates::document;

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::Person;
use crate::error::ApiError;
use crate::problem::ProblemDetails;
use crate::state::AppState;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read_me))
        .routes(routes!(scores::read_scores))
        .routes(routes!(
            certificates::list_certificates,
            certificates::issue_certificate
        ))
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
