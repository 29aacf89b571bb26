//! `/sign-in/oidc`, `/sign-in/oidc/callback`, `/account/identities`, `/account/confirm`, `/signed-out`: signing in through a provider.

mod arrive;
mod employer;
mod purpose;
mod refusal;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::Rng as _;
use serde::Deserialize;
use spyrales_oidc::{Answer, Attempt};

use super::frame::{Frame, SignedIn, Viewer, page};
use super::{account, describe, known, session};
use crate::http::edge::client::Client;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InQuery;
use crate::http::edge::limits::Key;
use crate::http::edge::provider::SignIn;
use crate::http::edge::state::AppState;
use arrive::Arrived;
use purpose::Purpose;
use refusal::{NotArrived, Refusal};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/sign-in/oidc", get(begin))
        .route("/sign-in/oidc/callback", get(complete))
        .route("/account/identities", post(link))
        .route("/account/confirm", post(confirm))
        .route("/signed-out", get(|| async { Redirect::to("/") }))
}

/// The provider; the addresses are unknown where there is none.
fn provider(state: &AppState) -> Result<Arc<SignIn>, ApiError> {
    state.sign_in.clone().ok_or(ApiError::UnknownAddress)
}

#[derive(Deserialize)]
struct Next {
    next: Option<String>,
}

async fn begin(
    State(state): State<AppState>,
    Viewer(f): Viewer,
    InQuery(query): InQuery<Next>,
) -> Result<Response, ApiError> {
    let next = describe::own_path(query.next.as_deref());
    let sign_in = provider(&state)?;
    if f.user.is_some() {
        return Ok(Redirect::to(&next).into_response());
    }
    match set_out(&state, &sign_in, &Purpose::SignIn { next }).await {
        Ok((jar, url)) => Ok((jar, Redirect::to(&url)).into_response()),
        Err(refusal) => refusal.into_page(&f, &sign_in),
    }
}

#[derive(Deserialize)]
struct LinkForm {
    /// The account's, where the session isn't fresh.
    #[serde(default)]
    password: String,
}

/// Begins to link another identity with the account of who is signed in.
async fn link(
    State(state): State<AppState>,
    SignedIn { frame, user }: SignedIn,
    headers: HeaderMap,
    Form(form): Form<LinkForm>,
) -> Result<Response, ApiError> {
    let sign_in = provider(&state)?;
    if let Err(refused) = session::confirm(&state, &headers, &user, form.password).await? {
        return account::refuse(&state, &frame, &headers, &user, refused.key()).await;
    }
    leave_for(&state, &frame, &sign_in, &Purpose::Link { user: user.id }).await
}

/// Begins to show once more that the account is theirs: for accounts without a password, before what outlasts a session.
async fn confirm(
    State(state): State<AppState>,
    SignedIn { frame, user }: SignedIn,
) -> Result<Response, ApiError> {
    let sign_in = provider(&state)?;
    leave_for(&state, &frame, &sign_in, &Purpose::Confirm { user: user.id }).await
}

/// Goes to the provider for something, by way of a page.
async fn leave_for(
    state: &AppState,
    frame: &Frame,
    sign_in: &Arc<SignIn>,
    purpose: &Purpose,
) -> Result<Response, ApiError> {
    match set_out(state, sign_in, purpose).await {
        Ok((jar, url)) => Ok((jar, leave(frame, sign_in, &url)?).into_response()),
        Err(refusal) => refusal.into_page(frame, sign_in),
    }
}

/// The way to the provider, and the cookie that is needed on the way back.
async fn set_out(
    state: &AppState,
    sign_in: &Arc<SignIn>,
    purpose: &Purpose,
) -> Result<(CookieJar, String), NotArrived> {
    let now = state.app.clock.now();
    let attempt = state.app.rng.with(|rng| Attempt::new(&purpose.memo(), now, rng));
    let cookie = cookie(state, attempt.as_str().to_owned());
    let there = Arc::clone(sign_in);
    let url = state
        .blocking(move || there.provider.begin(&attempt, now))
        .await?;
    let url = url.map_err(Refusal::from)?;
    Ok((CookieJar::new().add(cookie), url))
}

fn cookie_name(state: &AppState) -> &'static str {
    if session::is_https(state) {
        "__Host-spyrales-attempt"
    } else {
        "spyrales-attempt"
    }
}

/// `Lax`: the provider's redirection back is another site's, and must bring it along.
fn cookie(state: &AppState, value: String) -> Cookie<'static> {
    Cookie::build((cookie_name(state), value))
        .path("/")
        .http_only(true)
        .secure(session::is_https(state))
        .same_site(SameSite::Lax)
        .build()
}

#[derive(Deserialize)]
struct Returned {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

async fn complete(
    State(state): State<AppState>,
    Viewer(f): Viewer,
    client: Client,
    headers: HeaderMap,
    InQuery(returned): InQuery<Returned>,
) -> Result<Response, ApiError> {
    let sign_in = provider(&state)?;
    // Others at the same place are no reason to refuse a browser in which somebody has signed in before.
    let (limit, known) = (&state.limits.provider_answers, known::browser(&state, &headers));
    let key = match known {
        Some(browser) => Key::of(&[b"browser", browser.name.as_bytes()]),
        None => Key::of(&[b"place", &client.place()]),
    };
    if let Err(wait) = limit.count(key) {
        return Refusal::TooMany(wait).into_page(&f, &sign_in);
    }
    let kept = CookieJar::from_headers(&headers);
    let attempt = kept
        .get(cookie_name(&state))
        .and_then(|cookie| Attempt::read(cookie.value()));
    let answer = Answer {
        state: returned.state,
        code: returned.code,
        error: returned.error,
        issuer: returned.iss,
    };
    let mut gone = cookie(&state, String::new());
    gone.make_removal();
    let jar = CookieJar::new().add(gone);
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    let arrived = arrive::arrive(&state, &sign_in, f.user.as_ref(), attempt, answer).await;
    // An answer that isn't ours costs nothing, and a provider that can't be asked is nobody's fault: what counts is an answer
    // that the provider was asked about and doesn't stand for.
    if !matches!(arrived, Err(NotArrived::Refused(Refusal::Invalid))) {
        limit.forgive(key);
    }
    Ok(match arrived {
        Ok(Arrived::SignedIn { user, cookie, next }) => {
            let jar = jar.add(cookie).add(known::cookie(&state, user));
            (jar, no_store, Redirect::to(&next)).into_response()
        }
        Ok(Arrived::Confirmed { cookie }) => {
            (jar.add(cookie), no_store, Redirect::to("/account#tokens")).into_response()
        }
        Ok(Arrived::Linked) => (jar, no_store, Redirect::to("/account#identities")).into_response(),
        Err(refusal) => (jar, no_store, refusal.into_page(&f, &sign_in)?).into_response(),
    })
}

/// Ends the session at the provider as well, where it can be.
pub(super) async fn sign_out(state: &AppState, mut f: Frame, id_token: String) -> Result<Response, ApiError> {
    f.user = None;
    let Some(sign_in) = state.sign_in.clone() else {
        return Ok(Redirect::to("/").into_response());
    };
    // The session here has ended: nothing hangs on the state when it comes back.
    let mut random = [0; 32];
    state.app.rng.with(|rng| rng.fill_bytes(&mut random));
    let (there, now) = (Arc::clone(&sign_in), state.app.clock.now());
    let url = state
        .blocking(move || {
            there
                .provider
                .sign_out(&id_token, &URL_SAFE_NO_PAD.encode(random), now)
        })
        .await?;
    match url {
        Some(url) => leave(&f, &sign_in, &url),
        None => Ok(Redirect::to("/").into_response()),
    }
}

#[derive(Template)]
#[template(path = "leave.html")]
struct LeavePage<'a> {
    f: &'a Frame,
    provider: &'a str,
    url: &'a str,
}

/// Goes on to the provider after a form was sent, by way of a page. A redirection would still be the form's, and browsers
/// hold every step of it to `form-action`: the provider's, and those of the ministry's own provider behind it, which
/// nobody can list.
fn leave(f: &Frame, sign_in: &SignIn, url: &str) -> Result<Response, ApiError> {
    let html = page(&LeavePage {
        f,
        provider: &sign_in.name,
        url,
    })?;
    Ok(([(header::CACHE_CONTROL, "no-store")], html).into_response())
}
