//! `/account`: one's own account: password, tokens, and being forgotten.

use askama::Template;
use axum::Router;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;
use jiff::SignedDuration;
use rand::Rng as _;
use serde::Deserialize;
use spyrales_core::id::TokenId;
use spyrales_core::store::{Membership, NewToken, StoredIdentity, StoredToken, User};

use super::frame::{Frame, SignedIn, page};
use super::session;
use crate::auth::Token;
use crate::error::ApiError;
use crate::extract::InPath;
use crate::mine;
use crate::state::AppState;

/// Shortest password: length is what makes one hard to guess (NIST SP 800-63B, section 3.1.1.2).
const SHORTEST: usize = 12;
/// Longest password, in bytes.
const LONGEST: usize = 1024;
/// Longest that a token is good for, in days.
const LONGEST_TOKEN: u32 = 366;

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
    let template = AccountPage {
        f,
        user,
        membership: state.app.store.reader().await?.membership(user.id).await?,
        has_password: state.app.store.reader().await?.password(user.id).await?.is_some(),
        provider: state.sign_in.as_deref().map(|sign_in| sign_in.name.as_str()),
        identities: state.app.store.reader().await?.identities(user.id).await?,
        tokens: state.app.store.reader().await?.tokens(user.id).await?,
        new_token,
        error,
        longest_token: LONGEST_TOKEN,
        shortest_password: SHORTEST,
    };
    let status = if error.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok((status, [(header::CACHE_CONTROL, "no-store")], page(&template)?).into_response())
}

#[derive(Deserialize)]
struct Passwords {
    #[serde(default)]
    old: String,
    new: String,
}

/// Ends all sessions of the account but a new one for who did it.
async fn change_password(
    State(state): State<AppState>,
    SignedIn { frame, user }: SignedIn,
    Form(form): Form<Passwords>,
) -> Result<Response, ApiError> {
    if form.new.chars().count() < SHORTEST || form.new.len() > LONGEST {
        return write(&state, &frame, &user, None, Some("password-too-short")).await;
    }
    let known = state.app.store.reader().await?.password(user.id).await?;
    let mut salt = [0; 16];
    state.app.rng.with(|rng| rng.fill_bytes(&mut salt));
    let hashed = state
        .blocking(move || {
            let right = known.is_none() || session::is_password(&form.old, known.as_deref());
            right.then(|| session::hash_password(&form.new, &salt))
        })
        .await?;
    let Some(hash) = hashed else {
        return write(&state, &frame, &user, None, Some("password-wrong")).await;
    };
    let hash = hash.map_err(|error| ApiError::Internal(error.to_string()))?;
    {
        let mut tx = state.app.store.begin("set_password").await?;
        let done = tx.set_password(user.id, &hash).await?;
        tx.commit().await?;
        done
    };
    let cookie = session::open(&state, user.id, None).await?;
    Ok((CookieJar::new().add(cookie), Redirect::to("/account")).into_response())
}

#[derive(Deserialize)]
struct TokenWish {
    label: String,
    scope: String,
    days: u32,
}

async fn make_token(
    State(state): State<AppState>,
    SignedIn { frame, user }: SignedIn,
    Form(wish): Form<TokenWish>,
) -> Result<Response, ApiError> {
    let fits = (1..=LONGEST_TOKEN).contains(&wish.days) && wish.label.chars().count() <= 100;
    let Some(scope) = wish.scope.parse().ok().filter(|_| fits) else {
        return write(&state, &frame, &user, None, Some("token-refused")).await;
    };
    let now = state.app.clock.now();
    let (id, token) = state
        .app
        .rng
        .with(|rng| (TokenId::new(now, rng), Token::new(rng)));
    let new = NewToken {
        id,
        user: user.id,
        digest: token.digest(),
        label: wish.label.trim().to_owned(),
        scope,
        expires: Some(now + SignedDuration::from_hours(24 * i64::from(wish.days))),
    };
    {
        let mut tx = state.app.store.begin("add_token").await?;
        let done = tx.add_token(new, now).await?;
        tx.commit().await?;
        done
    };
    write(&state, &frame, &user, Some(token.reveal().to_owned()), None).await
}

async fn withdraw_token(
    State(state): State<AppState>,
    SignedIn { user, .. }: SignedIn,
    InPath(id): InPath<TokenId>,
) -> Result<Redirect, ApiError> {
    {
        let mut tx = state.app.store.begin("withdraw_token").await?;
        let done = tx.withdraw_token(id, user.id).await?;
        tx.commit().await?;
        done
    };
    Ok(Redirect::to("/account#tokens"))
}

#[derive(Deserialize)]
struct Erasure {
    confirm: String,
}

async fn erase(
    State(state): State<AppState>,
    SignedIn { frame, user }: SignedIn,
    headers: HeaderMap,
    Form(form): Form<Erasure>,
) -> Result<Response, ApiError> {
    if form.confirm.trim() != user.name {
        return write(&state, &frame, &user, None, Some("erase-refused")).await;
    }
    mine::erase(&state, &user).await?;
    let closed = session::close(&state, &headers).await?;
    Ok((CookieJar::new().add(closed.cookie), Redirect::to("/")).into_response())
}
