//! `/sign-in`, `/sign-out`, `/language/{lang}`.

use askama::Template;
use axum::Router;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use serde::Deserialize;
use spyrales_app::accounts::{CheckPasswordError, HashError};
use spyrales_core::grading::ExerciseRef;
use spyrales_core::id::UserId;
use spyrales_core::store::AccountState;
use spyrales_core::submission::check_size;
use spyrales_core::text::Lang;

use super::frame::{Frame, Viewer, page};
use super::{describe, known, oidc, session};
use crate::http::edge::body;
use crate::http::edge::client::Client;
use crate::http::edge::error::{ApiError, BUSY_SECONDS};
use crate::http::edge::extract::{InPath, InQuery};
use crate::http::edge::state::AppState;

pub(super) fn routes() -> Router<AppState> {
    // Somebody whose session ended brings their code along.
    let sign_in = Router::new()
        .route("/sign-in", get(show).post(sign_in))
        .layer(middleware::from_fn(body::code));
    Router::new()
        .merge(sign_in)
        .route("/sign-out", post(sign_out))
        .route("/language/{lang}", get(choose_language))
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage<'a> {
    f: &'a Frame,
    next: String,
    name: String,
    /// Code that was sent while nobody was signed in any more, and nobody knows whose it is: it becomes a draft.
    source: String,
    error: Option<String>,
    demo: &'a [&'static str],
    /// Where one can sign in otherwise.
    provider: Option<&'a str>,
}

fn provider_name(state: &AppState) -> Option<&str> {
    state.sign_in.as_deref().map(|sign_in| sign_in.name.as_str())
}

#[derive(Deserialize)]
struct Next {
    next: Option<String>,
    /// A name to begin with.
    name: Option<String>,
}

async fn show(
    State(state): State<AppState>,
    Viewer(f): Viewer,
    InQuery(query): InQuery<Next>,
) -> Result<Response, ApiError> {
    let next = describe::own_path(query.next.as_deref());
    if f.user.is_some() {
        return Ok(Redirect::to(&next).into_response());
    }
    let form = SignInPage {
        f: &f,
        next,
        name: query.name.unwrap_or_default(),
        source: String::new(),
        error: None,
        demo: state.settings.demo,
        provider: provider_name(&state),
    };
    Ok(page(&form)?.into_response())
}

/// The form for one whose session has ended while they wrote; it carries along what isn't kept elsewhere.
pub(super) fn again(state: &AppState, f: &Frame, next: &str, source: String) -> Result<Response, ApiError> {
    let form = SignInPage {
        f,
        next: next.to_owned(),
        name: String::new(),
        source,
        error: Some(f.k("sign-in-error-", "ended")),
        demo: state.settings.demo,
        provider: provider_name(state),
    };
    Ok((StatusCode::UNAUTHORIZED, page(&form)?).into_response())
}

#[derive(Deserialize)]
struct Credentials {
    name: String,
    password: String,
    next: Option<String>,
    source: Option<String>,
}

async fn sign_in(
    State(state): State<AppState>,
    Viewer(f): Viewer,
    client: Client,
    headers: HeaderMap,
    Form(form): Form<Credentials>,
) -> Result<Response, ApiError> {
    let next = describe::own_path(form.next.as_deref());
    let source = form.source.filter(|source| !source.is_empty());
    check_size(source.as_deref().unwrap_or_default().as_bytes())?;
    let name = form.name.trim().to_lowercase();
    let refuse = |status, why: &str| {
        let form = SignInPage {
            f: &f,
            next: next.clone(),
            name: name.clone(),
            source: source.clone().unwrap_or_default(),
            error: Some(f.k("sign-in-error-", why)),
            demo: state.settings.demo,
            provider: provider_name(&state),
        };
        page(&form).map(|page| (status, page).into_response())
    };
    let later = |status, why: &str, seconds: u64| {
        let refused = refuse(status, why)?;
        Ok(([(header::RETRY_AFTER, seconds.to_string())], refused).into_response())
    };
    let browser = known_browser(&state, &headers, &name).await?;
    let guess = match state.limits.guess(&name, client, browser.as_deref()) {
        Ok(guess) => guess,
        Err(wait) => return later(StatusCode::TOO_MANY_REQUESTS, "too-many", wait.seconds()),
    };
    let user = match state.app.check_password(&name, form.password).await {
        Ok(Some(user)) => user,
        Ok(None) => return refuse(StatusCode::UNAUTHORIZED, "wrong"),
        Err(CheckPasswordError::Hash(HashError::Busy(_))) => {
            guess.was_none();
            return later(StatusCode::SERVICE_UNAVAILABLE, "busy", BUSY_SECONDS);
        }
        Err(error) => return Err(error.into()),
    };
    guess.was_none();
    if user.state != AccountState::Open {
        return refuse(StatusCode::FORBIDDEN, "closed");
    }
    if let (Some(source), Some(exercise)) = (source, exercise_of(&next)) {
        keep_draft(&state, user.id, exercise, &source).await?;
    }
    let cookie = session::open(&state, user.id, None).await?;
    let jar = CookieJar::new().add(cookie).add(known::cookie(&state, user.id));
    Ok((jar, Redirect::to(&next)).into_response())
}

/// What a browser is known as in which the account with this name was signed in before.
async fn known_browser(
    state: &AppState,
    headers: &HeaderMap,
    name: &str,
) -> Result<Option<String>, ApiError> {
    let Some(browser) = known::browser(state, headers) else {
        return Ok(None);
    };
    let user = state.app.store.reader().await?.user(browser.user).await?;
    Ok(user.filter(|user| user.name == name).map(|_| browser.name))
}

/// Keeps code that was brought along. An address without an exercise keeps nothing.
async fn keep_draft(
    state: &AppState,
    user: UserId,
    exercise: ExerciseRef,
    source: &str,
) -> Result<(), ApiError> {
    match state.exercise(exercise.pack, exercise.exercise).await {
        Ok(exercise) => Ok(state.app.keep_draft(user, &exercise, source).await?),
        Err(ApiError::UnknownPack(_) | ApiError::UnknownExercise(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// The exercise that an address of the pages is of.
fn exercise_of(path: &str) -> Option<ExerciseRef> {
    let rest = path.strip_prefix("/exercises/")?;
    let mut parts = rest.split(['/', '?', '#']);
    Some(ExerciseRef {
        pack: parts.next()?.to_owned(),
        exercise: parts.next()?.to_owned(),
    })
}

async fn sign_out(
    State(state): State<AppState>,
    Viewer(f): Viewer,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let closed = session::close(&state, &headers).await?;
    let jar = CookieJar::new().add(closed.cookie);
    let answer = match closed.id_token {
        Some(id_token) => oidc::sign_out(&state, f, id_token).await?,
        None => Redirect::to("/").into_response(),
    };
    Ok((jar, answer).into_response())
}

async fn choose_language(
    State(state): State<AppState>,
    InPath(lang): InPath<String>,
    InQuery(query): InQuery<Next>,
) -> Result<Response, ApiError> {
    let lang: Lang = lang.parse().map_err(|_| ApiError::UnknownAddress)?;
    let cookie = Cookie::build(("lang", lang.code()))
        .path("/")
        .secure(session::is_https(&state))
        .same_site(SameSite::Lax)
        .permanent()
        .build();
    let next = describe::own_path(query.next.as_deref());
    Ok((CookieJar::new().add(cookie), Redirect::to(&next)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_goes_to_the_exercise_that_it_was_written_for() {
        let of = |path: &str| exercise_of(path).map(|exercise| exercise.to_string());
        assert_eq!(
            of("/exercises/prep/budget?submission=1").as_deref(),
            Some("prep/budget")
        );
        assert_eq!(of("/exercises"), None);
        assert_eq!(of("/me"), None);
    }
}
