//! Who is signed in: a cookie, of which the store keeps the digest.

use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use spyrales_app::accounts::{ConfirmError, Confirmed, SessionSecret};
use spyrales_core::id::UserId;
use spyrales_core::store::User;

use crate::http::edge::error::ApiError;
use crate::http::edge::limits::Key;
use crate::http::edge::state::AppState;

/// Over HTTPS the name begins with `__Host-`, which browsers take from this very host alone (RFC 6265bis, section
/// 4.1.3.2). Over plain HTTP, as on a laptop, that name wouldn't be kept.
fn cookie_name(state: &AppState) -> &'static str {
    if is_https(state) {
        "__Host-spyrales"
    } else {
        "spyrales"
    }
}

pub(super) fn is_https(state: &AppState) -> bool {
    state
        .certificates
        .issuing
        .origin()
        .as_str()
        .starts_with("https://")
}

/// The secret in a request's cookie.
fn secret(state: &AppState, headers: &HeaderMap) -> Option<String> {
    let jar = CookieJar::from_headers(headers);
    jar.get(cookie_name(state))
        .map(|cookie| cookie.value().to_owned())
}

/// Who a request's cookie stands for.
pub(super) async fn user(state: &AppState, headers: &HeaderMap) -> Result<Option<User>, ApiError> {
    Ok(match secret(state, headers) {
        Some(secret) => state.app.signed_in(&secret).await?,
        None => None,
    })
}

/// Whether a request's cookie stands for a session of this person's that began a moment ago.
pub(super) async fn is_fresh(state: &AppState, headers: &HeaderMap, user: UserId) -> Result<bool, ApiError> {
    Ok(confirm_by_session(state, headers, user).await?.is_some())
}

/// Confirms that the person of a request is there: by a session that began a moment ago, or by their password.
pub(super) async fn confirm(
    state: &AppState,
    headers: &HeaderMap,
    user: &User,
    password: String,
) -> Result<Result<Confirmed, NotConfirmed>, ApiError> {
    let (limit, key) = (&state.limits.own_passwords, Key::of(&[user.id.uuid().as_bytes()]));
    if limit.count(key).is_err() {
        return Ok(Err(NotConfirmed::TooMany));
    }
    let secret = secret(state, headers).unwrap_or_default();
    match state.app.confirm(user.id, &secret, password).await {
        Ok(confirmed) => {
            limit.forgive(key);
            Ok(Ok(confirmed))
        }
        Err(ConfirmError::WrongPassword) => Ok(Err(NotConfirmed::WrongPassword)),
        Err(ConfirmError::NotFresh) => Ok(Err(NotConfirmed::NotFresh)),
        Err(ConfirmError::Hash(error)) => Err(error.into()),
        Err(ConfirmError::Store(error)) => Err(error.into()),
    }
}

/// Confirms that the person of a request is there by a session that began a moment ago, where it did.
pub(super) async fn confirm_by_session(
    state: &AppState,
    headers: &HeaderMap,
    user: UserId,
) -> Result<Option<Confirmed>, ApiError> {
    let Some(secret) = secret(state, headers) else {
        return Ok(None);
    };
    Ok(state.app.confirm_by_session(user, &secret).await?)
}

/// Why it isn't confirmed who asks.
#[derive(Clone, Copy, Debug)]
pub(super) enum NotConfirmed {
    /// Another password is theirs.
    WrongPassword,
    /// They have none, and signed in too long ago.
    NotFresh,
    /// Tried too often.
    TooMany,
}

impl NotConfirmed {
    /// As the end of a message's key.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::WrongPassword => "confirm-wrong",
            Self::NotFresh => "confirm-stale",
            Self::TooMany => "too-many",
        }
    }
}

/// Who a request's cookie stood for until their session expired: good for keeping what they wrote, and for nothing else.
pub(super) async fn lapsed(state: &AppState, headers: &HeaderMap) -> Result<Option<User>, ApiError> {
    Ok(match secret(state, headers) {
        Some(secret) => state.app.was_signed_in(&secret).await?,
        None => None,
    })
}

/// Opens a session, with the ID token of a person who came from a provider; the cookie that stands for it.
pub(super) async fn open(
    state: &AppState,
    user: UserId,
    id_token: Option<String>,
) -> Result<Cookie<'static>, ApiError> {
    let secret = state.app.open_session(user, id_token).await?;
    Ok(cookie_of(state, &secret))
}

/// The cookie that stands for a session.
pub(super) fn cookie_of(state: &AppState, secret: &SessionSecret) -> Cookie<'static> {
    cookie(state, secret.reveal().to_owned())
}

/// A session that was ended.
pub(super) struct Closed {
    /// Takes the browser's cookie away.
    pub(super) cookie: Cookie<'static>,
    /// What the session's provider is shown, when it came from one.
    pub(super) id_token: Option<String>,
}

/// Ends the session of a request.
pub(super) async fn close(state: &AppState, headers: &HeaderMap) -> Result<Closed, ApiError> {
    let id_token = match secret(state, headers) {
        Some(secret) => state.app.end_session(&secret).await?,
        None => None,
    };
    let mut cookie = cookie(state, String::new());
    cookie.make_removal();
    Ok(Closed { cookie, id_token })
}

/// Without an age of its own: it goes with the browser, at the latest when the session ends here.
fn cookie(state: &AppState, value: String) -> Cookie<'static> {
    Cookie::build((cookie_name(state), value))
        .path("/")
        .http_only(true)
        .secure(is_https(state))
        .same_site(SameSite::Lax)
        .build()
}
