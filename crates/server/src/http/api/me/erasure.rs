//! `DELETE /api/v1/me`: being forgotten.

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::http::edge::auth::Person;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InBody;
use crate::http::edge::problem::ProblemDetails;
use crate::http::edge::state::AppState;

/// The account's name again, so that nobody is erased by accident.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Erasure {
    /// The account's name.
    #[schema(example = "camille")]
    confirm: String,
}

/// Erase your account
///
/// Removes your name, address, tokens and links, your code and what it printed, the certificates' files and transcripts kept
/// here, and what ties you to entries of the log. Download your archive first: the files that you keep still verify. This can't be undone.
#[utoipa::path(
    delete, path = "/api/v1/me", tag = "me", security(("token" = [])),
    request_body = Erasure,
    responses(
        (status = NO_CONTENT, description = "Done; the token is no longer valid."),
        (status = CONFLICT, description = "Nobody else administers the service.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = UNPROCESSABLE_ENTITY, description = "The name isn't the account's.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn erase_me(
    State(state): State<AppState>,
    Person(user): Person,
    InBody(erasure): InBody<Erasure>,
) -> Result<StatusCode, ApiError> {
    state.app.erase_account(None, user.id, &erasure.confirm).await?;
    Ok(StatusCode::NO_CONTENT)
}
