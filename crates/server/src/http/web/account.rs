//! `/account`: one's own account: password, tokens, and being forgotten.

use askama::Template;
use axum::Router;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;
use serde::Deserialize;
use spyrales_app::accounts::{ChangePasswordError, EraseAccountError, MakeTokenError};
use spyrales_core::account::{LONGEST_TOKEN_DAYS, PasswordFault, SHORTEST_PASSWORD};
use spyrales_core::id::TokenId;
use spyrales_core::store::{Membership, StoredIdentity, StoredToken, User};

use super::frame::{Frame, SignedIn, page};
use super::session;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::limits::Key;
use crate::http::edge::state::AppState;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/account", get(show))
        .route("/account/password", post(change_password))
        .route("/account/tokens", post(make_token))
        .route("/account/tokens/{id}/withdraw", post(withdraw_token))
        .route("/account/erase", post(erase))
}

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage<'a> {
    f: &'a Frame,
    user: &'a User,
    /// Where they belong.
    membership: Option<Membership>,
    has_password: bool,
    /// The provider that one can sign in through, where there is one.
    provider: Option<&'a str>,
    /// What opens the account there.
    identities: Vec<StoredIdentity>,
    tokens: Vec<StoredToken>,
    /// A token that was made just now; it is never shown again.
    new_token: Option<String>,
    /// What was wrong with what was sent, as a key.
    error: Option<&'static str>,
    longest_token: u32,
    shortest_password: usize,
}

async fn show(
    State(state): State<AppState>,
    SignedIn { frame, user }: SignedIn,
) -> Result<Response, ApiError> {
    write(&state, &frame, &user, None, None).await
}

async fn write(
    state: &AppState,
    f: &Frame,
    user: &User,
    new_token: Option<String>,
    error: Option<&'static str>,
) -> Result<Response, ApiError> {
    let mut reader = state.app.store.reader().await?;
    let template = AccountPage {
        f,
        user,
        membership: reader.membership(user.id).await?,
        has_password: reader.password(user.id).await?.is_some(),
        provider: state.sign_in.as_deref().map(|sign_in| sign_in.name.as_str()),
        identities: reader.identities(user.id).await?,
        tokens: reader.tokens(user.id).await?,
        new_token,
        error,
        longest_token: LONGEST_TOKEN_DAYS,
        shortest_password: SHORTEST_PASSWORD,
    };
    drop(reader);
    let status = if error.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok((status, [(header::CACHE_CONTROL, "no-store")], page(&template)?).into_response())
}

#[derive(Deserialize)]
struct PasswordForm {
    #[serde(default)]
    old: String,
    new: String,
}

/// Ends all sessions of the account but a new one for the person who did it.
async fn change_password(
    State(state): State<AppState>,
    SignedIn { frame, user }: SignedIn,
    Form(PasswordForm { old, new }): Form<PasswordForm>,
) -> Result<Response, ApiError> {
    let refuse = async |error| write(&state, &frame, &user, None, Some(error)).await;
    let (limit, key) = (&state.limits.own_passwords, Key::of(&[user.id.uuid().as_bytes()]));
    limit.count(key).map_err(ApiError::TooManyPasswords)?;
    let changed = state.app.change_password(user.id, old, new).await;
    if !matches!(changed, Err(ChangePasswordError::Wrong)) {
        limit.forgive(key);
    }
    match changed {
        Ok(secret) => {
            let cookie = session::cookie_of(&state, &secret);
            Ok((CookieJar::new().add(cookie), Redirect::to("/account")).into_response())
        }
        Err(ChangePasswordError::Unacceptable(fault)) => {
            let why = match fault {
                PasswordFault::Length => "password-too-short",
                PasswordFault::Common => "password-common",
                PasswordFault::Personal => "password-personal",
            };
            refuse(why).await
        }
        Err(ChangePasswordError::Wrong) => refuse("password-wrong").await,
        Err(ChangePasswordError::UnknownAccount(error)) => Err(error.into()),
        Err(ChangePasswordError::Hash(error)) => Err(error.into()),
        Err(ChangePasswordError::Store(error)) => Err(error.into()),
    }
}

#[derive(Deserialize)]
struct TokenForm {
    label: String,
    scope: String,
    days: u32,
}

async fn make_token(
    State(state): State<AppState>,
    SignedIn { frame, user }: SignedIn,
    Form(form): Form<TokenForm>,
) -> Result<Response, ApiError> {
    let refuse = async || write(&state, &frame, &user, None, Some("token-refused")).await;
    let Ok(scope) = form.scope.parse() else {
        return refuse().await;
    };
    let made = state.app.make_token(user.id, &form.label, scope, form.days).await;
    match made {
        Ok(token) => write(&state, &frame, &user, Some(token.reveal().to_owned()), None).await,
        Err(MakeTokenError::Refused) => refuse().await,
        Err(MakeTokenError::UnknownAccount(error)) => Err(error.into()),
        Err(MakeTokenError::Store(error)) => Err(error.into()),
    }
}

async fn withdraw_token(
    State(state): State<AppState>,
    SignedIn { user, .. }: SignedIn,
    InPath(id): InPath<TokenId>,
) -> Result<Redirect, ApiError> {
    state.app.withdraw_token(user.id, id).await?;
    Ok(Redirect::to("/account#tokens"))
}

#[derive(Deserialize)]
struct ErasureForm {
    confirm: String,
}

async fn erase(
    State(state): State<AppState>,
    SignedIn { frame, user }: SignedIn,
    headers: HeaderMap,
    Form(form): Form<ErasureForm>,
) -> Result<Response, ApiError> {
    match state.app.erase_account(user.id, form.confirm.trim()).await {
        Ok(()) => {}
        Err(EraseAccountError::NotConfirmed) => {
            return write(&state, &frame, &user, None, Some("erase-refused")).await;
        }
        Err(error) => return Err(error.into()),
    }
    let closed = session::close(&state, &headers).await?;
    Ok((CookieJar::new().add(closed.cookie), Redirect::to("/")).into_response())
}
