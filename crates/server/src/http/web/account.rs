//! `/account`: one's own account: password, sessions, tokens, and being forgotten.

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
        .route("/account/sessions/end", post(end_sessions))
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
    /// Whether they signed in a moment ago, and aren't asked for the password again.
    is_fresh: bool,
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

impl AccountPage<'_> {
    /// Whether what outlasts a session has to wait for another sign-in, through the provider.
    fn needs_sign_in(&self) -> bool {
        !self.is_fresh && !self.has_password
    }

    /// What a token is called.
    fn name_of(&self, token: &StoredToken) -> String {
        name_of(token)
    }

    /// Whether it is asked for with the password.
    fn needs_password(&self) -> bool {
        !self.is_fresh && self.has_password
    }
}

async fn show(
    State(state): State<AppState>,
    SignedIn { frame, user }: SignedIn,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    write(&state, &frame, &headers, &user, None, None).await
}

/// What a token is called: by its person, or else by its id.
pub(super) fn name_of(token: &StoredToken) -> String {
    if token.label.is_empty() {
        token.id.to_string()
    } else {
        token.label.clone()
    }
}

/// The page, with what was wrong with what was sent.
pub(super) async fn refuse(
    state: &AppState,
    f: &Frame,
    headers: &HeaderMap,
    user: &User,
    error: &'static str,
) -> Result<Response, ApiError> {
    write(state, f, headers, user, None, Some(error)).await
}

async fn write(
    state: &AppState,
    f: &Frame,
    headers: &HeaderMap,
    user: &User,
    new_token: Option<String>,
    error: Option<&'static str>,
) -> Result<Response, ApiError> {
    let is_fresh = session::is_fresh(state, headers, user.id).await?;
    let mut reader = state.app.store.reader().await?;
    let template = AccountPage {
        f,
        user,
        membership: reader.membership(user.id).await?,
        has_password: reader.password(user.id).await?.is_some(),
        is_fresh,
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
    headers: HeaderMap,
    Form(PasswordForm { old, new }): Form<PasswordForm>,
) -> Result<Response, ApiError> {
    let refuse = async |error| refuse(&state, &frame, &headers, &user, error).await;
    let (limit, key) = (&state.limits.own_passwords, Key::of(&[user.id.uuid().as_bytes()]));
    limit.count(key).map_err(ApiError::TooManyPasswords)?;
    let confirmed = session::confirm_by_session(&state, &headers, user.id).await?;
    let changed = state
        .app
        .change_password(user.id, confirmed.as_ref(), old, new)
        .await;
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
        Err(ChangePasswordError::Unconfirmed) => refuse("confirm-stale").await,
        Err(ChangePasswordError::NotLive(error)) => Err(error.into()),
        Err(ChangePasswordError::Hash(error)) => Err(error.into()),
        Err(ChangePasswordError::Store(error)) => Err(error.into()),
    }
}

#[derive(Deserialize)]
struct TokenForm {
    label: String,
    scope: String,
    days: u32,
    /// The account's, where the session isn't fresh.
    #[serde(default)]
    password: String,
}

async fn make_token(
    State(state): State<AppState>,
    SignedIn { frame, user }: SignedIn,
    headers: HeaderMap,
    Form(form): Form<TokenForm>,
) -> Result<Response, ApiError> {
    let refuse = async |error| refuse(&state, &frame, &headers, &user, error).await;
    let Ok(scope) = form.scope.parse() else {
        return refuse("token-refused").await;
    };
    let confirmed = match session::confirm(&state, &headers, &user, form.password).await? {
        Ok(confirmed) => confirmed,
        Err(refused) => return refuse(refused.key()).await,
    };
    let made = state
        .app
        .make_token(&confirmed, &form.label, scope, form.days)
        .await;
    match made {
        Ok(token) => {
            let token = Some(token.reveal().to_owned());
            write(&state, &frame, &headers, &user, token, None).await
        }
        Err(MakeTokenError::Refused) => refuse("token-refused").await,
        Err(MakeTokenError::NotLive(error)) => Err(error.into()),
        Err(MakeTokenError::Store(error)) => Err(error.into()),
    }
}

async fn withdraw_token(
    State(state): State<AppState>,
    SignedIn { user, .. }: SignedIn,
    InPath(id): InPath<TokenId>,
) -> Result<Redirect, ApiError> {
    state.app.withdraw_token(None, user.id, id).await?;
    Ok(Redirect::to("/account#tokens"))
}

/// Ends this session as well.
async fn end_sessions(
    State(state): State<AppState>,
    SignedIn { user, .. }: SignedIn,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    state.app.end_sessions(None, user.id).await?;
    let closed = session::close(&state, &headers).await?;
    Ok((CookieJar::new().add(closed.cookie), Redirect::to("/sign-in")).into_response())
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
    match state.app.erase_account(None, user.id, form.confirm.trim()).await {
        Ok(()) => {}
        Err(EraseAccountError::NotConfirmed) => {
            return refuse(&state, &frame, &headers, &user, "erase-refused").await;
        }
        Err(error) => return Err(error.into()),
    }
    let closed = session::close(&state, &headers).await?;
    Ok((CookieJar::new().add(closed.cookie), Redirect::to("/")).into_response())
}
