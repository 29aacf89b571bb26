//! `/api/v1/me/regrades`: results that were revised after a check was mended or an exercise neutralised.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use spyrales_core::id::RegradeId;
use spyrales_core::store::RegradeNotice;
use utoipa::ToSchema;

use crate::http::edge::auth::Person;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::problem::ProblemDetails;
use crate::http::edge::state::AppState;
use crate::http::edge::wire::points;

/// A result that was revised.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RegradeView {
    /// The re-grade's id; several results may have the same.
    regrade: String,
    /// The exercise.
    #[schema(example = "python-preparer-donnees/depenses-epci")]
    exercise: String,
    /// Points of the best result before.
    earned_before: f64,
    /// Points that could be earned then.
    possible_before: f64,
    /// Points of the best result after.
    earned: f64,
    /// Points that can be earned.
    possible: f64,
    /// Whether the exercise no longer counts against you.
    neutralised: bool,
    /// Why.
    reason: String,
    /// When.
    revised: String,
    /// When you said that you had read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    read: Option<String>,
}

impl From<&RegradeNotice> for RegradeView {
    fn from(notice: &RegradeNotice) -> Self {
        Self {
            regrade: notice.regrade.to_string(),
            exercise: notice.exercise.to_string(),
            earned_before: points(notice.before.earned),
            possible_before: points(notice.before.possible),
            earned: points(notice.after.earned),
            possible: points(notice.after.possible),
            neutralised: notice.neutralised,
            reason: notice.reason.clone(),
            revised: notice.at.to_string(),
            read: notice.read.map(|read| read.to_string()),
        }
    }
}

/// Which of your results were revised?
///
/// After a check was mended or an exercise neutralised: your best results before and after, and why, newest first. The
/// records that they replaced are still there.
#[utoipa::path(
    get, path = "/api/v1/me/regrades", tag = "me", security(("token" = [])),
    responses(
        (status = OK, description = "The revised results.", body = Vec<RegradeView>),
        (status = UNAUTHORIZED, description = "No valid token.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn list_regrades(
    State(state): State<AppState>,
    Person(user): Person,
) -> Result<Json<Vec<RegradeView>>, ApiError> {
    let notices = state.app.store.reader().await?.regrade_notices(user.id).await?;
    Ok(Json(notices.iter().map(RegradeView::from).collect()))
}

/// Say that you have read of a revision
///
/// Doing it again changes nothing.
#[utoipa::path(
    put, path = "/api/v1/me/regrades/{id}/read", tag = "me", security(("token" = [])),
    params(("id" = String, Path, description = "The re-grade's id.")),
    responses(
        (status = NO_CONTENT, description = "It is noted."),
        (status = UNAUTHORIZED, description = "No valid token.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = NOT_FOUND, description = "It changed nothing of yours.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn mark_regrade_read(
    State(state): State<AppState>,
    Person(user): Person,
    InPath(id): InPath<RegradeId>,
) -> Result<StatusCode, ApiError> {
    state.app.read_regrade_notice(id, user.id).await?;
    Ok(StatusCode::NO_CONTENT)
}
