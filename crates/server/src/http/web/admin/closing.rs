//! `/admin/users/{id}/close`, `…/reopen`, `…/sessions/end`, `…/tokens/{token}/withdraw`, `…/erase`: what ends an account or what
//! it opens.

use axum::extract::{Form, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use spyrales_app::accounts::EraseAccountError;
use spyrales_core::id::{TokenId, UserId};

use super::users::{Shown, write_one};
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::state::AppState;
use crate::http::web::frame::AdministratorPage;

/// Back to the account's page, at a section.
fn back(id: UserId, section: &str) -> Response {
    Redirect::to(&format!("/admin/users/{id}#{section}")).into_response()
}

pub(super) async fn close(
    State(state): State<AppState>,
    AdministratorPage { user, .. }: AdministratorPage,
    InPath(id): InPath<UserId>,
) -> Result<Response, ApiError> {
    state.app.close_account(&user.name, Some(user.id), id).await?;
    Ok(back(id, "state"))
}

pub(super) async fn reopen(
    State(state): State<AppState>,
    AdministratorPage { user, .. }: AdministratorPage,
    InPath(id): InPath<UserId>,
) -> Result<Response, ApiError> {
    state.app.reopen_account(&user.name, id).await?;
    Ok(back(id, "state"))
}

pub(super) async fn end_sessions(
    State(state): State<AppState>,
    AdministratorPage { user, .. }: AdministratorPage,
    InPath(id): InPath<UserId>,
) -> Result<Response, ApiError> {
    state.app.end_sessions(Some(&user.name), id).await?;
    Ok(back(id, "sessions"))
}

pub(super) async fn withdraw_token(
    State(state): State<AppState>,
    AdministratorPage { user, .. }: AdministratorPage,
    InPath((id, token)): InPath<(UserId, TokenId)>,
) -> Result<Response, ApiError> {
    // Its person may have been faster: the page shows what is left.
    state.app.withdraw_token(Some(&user.name), id, token).await?;
    Ok(back(id, "tokens"))
}

#[derive(Deserialize)]
pub(super) struct ErasureForm {
    /// The account's name.
    confirm: String,
}

pub(super) async fn erase(
    State(state): State<AppState>,
    AdministratorPage { frame, user }: AdministratorPage,
    InPath(id): InPath<UserId>,
    Form(form): Form<ErasureForm>,
) -> Result<Response, ApiError> {
    let erased = state
        .app
        .erase_account(Some(&user.name), id, form.confirm.trim())
        .await;
    match erased {
        Ok(()) => Ok(Redirect::to("/admin/users").into_response()),
        Err(EraseAccountError::NotConfirmed) => {
            write_one(&state, &frame, &user, id, Shown::unconfirmed()).await
        }
        Err(error) => Err(error.into()),
    }
}
