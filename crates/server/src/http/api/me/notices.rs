//! `/api/v1/me/notices`: what was done to one's certificates.

use axum::Json;
use axum::extract::State;

use crate::http::api::certificates::StatusEventView;
use crate::http::edge::auth::Person;
use crate::http::edge::error::ApiError;
use crate::http::edge::problem::ProblemDetails;
use crate::http::edge::state::AppState;

/// What was done to your certificates?
///
/// Revocations, suspensions and reinstatements, with their reasons, newest first.
#[utoipa::path(
    get, path = "/api/v1/me/notices", tag = "me", security(("token" = [])),
    responses(
        (status = OK, description = "The notices.", body = Vec<StatusEventView>),
        (status = UNAUTHORIZED, description = "No valid token.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn read_notices(
    State(state): State<AppState>,
    Person(user): Person,
) -> Result<Json<Vec<StatusEventView>>, ApiError> {
    let events = state.app.store.reader().await?.status_events_of(user.id).await?;
    Ok(Json(events.iter().map(StatusEventView::of_holder).collect()))
}
