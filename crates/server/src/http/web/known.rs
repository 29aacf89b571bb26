//! The cookie by which a browser is known in which an account was signed in before.

use std::time::Duration;

use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use spyrales_core::id::UserId;

use super::session;
use crate::http::edge::known_browser::KnownBrowser;
use crate::http::edge::state::AppState;

/// How long a browser is known after the last time.
const KEPT: Duration = Duration::from_hours(180 * 24);

fn cookie_name(state: &AppState) -> &'static str {
    if session::is_https(state) {
        "__Host-spyrales-known"
    } else {
        "spyrales-known"
    }
}

/// What a request's browser is known as.
pub(super) fn browser(state: &AppState, headers: &HeaderMap) -> Option<KnownBrowser> {
    let jar = CookieJar::from_headers(headers);
    state.known_browsers.read(jar.get(cookie_name(state))?.value())
}

/// The cookie for a browser in which an account has just been signed in. It opens nothing: a password is still asked for.
pub(super) fn cookie(state: &AppState, user: UserId) -> Cookie<'static> {
    let value = state.app.rng.with(|rng| state.known_browsers.sign(user, rng));
    Cookie::build((cookie_name(state), value))
        .path("/")
        .http_only(true)
        .secure(session::is_https(state))
        .same_site(SameSite::Lax)
        .max_age(KEPT.try_into().unwrap_or_default())
        .build()
}
