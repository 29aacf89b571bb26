//! What every page stands in: the language, who looks, and the words.

use std::convert::Infallible;

use askama::Template;
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use fluent_bundle::FluentValue;
use spyrales_core::pack::Texts;
use spyrales_core::store::{Role, User};
use spyrales_core::text::{Bilingual, Lang};

use super::{assets, describe, session, words};
use crate::http::edge::error::ApiError;
use crate::http::edge::language::Locale;
use crate::http::edge::state::AppState;
use crate::http::edge::uri;

/// What every page stands in.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// The language of the page.
    pub(crate) lang: Lang,
    /// Who is signed in.
    pub(crate) user: Option<User>,
    /// The address of the page, for coming back to it.
    pub(crate) here: String,
}

impl Frame {
    /// A page that nobody in particular looks at.
    #[cfg(test)]
    pub(crate) fn anonymous(lang: Lang) -> Self {
        Self {
            lang,
            user: None,
            here: "/".to_owned(),
        }
    }

    /// A message.
    pub(crate) fn t(&self, key: &str) -> String {
        words::message(self.lang, key, &[])
    }

    /// A message of a family: the key is a prefix and what was found.
    pub(crate) fn k(&self, family: &str, member: impl AsRef<str>) -> String {
        words::message(self.lang, &format!("{family}{}", member.as_ref()), &[])
    }

    /// A pack's text.
    pub(crate) fn text<'t>(&self, texts: &'t Texts) -> &'t str {
        texts.get(self.lang)
    }

    /// A text of the service's own.
    pub(crate) fn bilingual<'t>(&self, text: &'t Bilingual) -> &'t str {
        text.get(self.lang)
    }

    /// A message with a number, `$n`.
    pub(crate) fn n(&self, key: &str, n: impl std::borrow::Borrow<usize>) -> String {
        // Counts on a page are far from where a double loses ones.
        words::message(self.lang, key, &[("n", FluentValue::from(*n.borrow() as f64))])
    }

    /// A message with a text.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "templates hand over values and references alike"
    )]
    pub(crate) fn a(&self, key: &str, name: &str, value: impl ToString) -> String {
        words::message(self.lang, key, &[(name, FluentValue::from(value.to_string()))])
    }

    /// A message of a family, with a text.
    pub(crate) fn ka(
        &self,
        family: &str,
        member: impl AsRef<str>,
        name: &str,
        value: impl ToString,
    ) -> String {
        self.a(&format!("{family}{}", member.as_ref()), name, value)
    }

    /// A message with two texts.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "templates hand over values and references alike"
    )]
    pub(crate) fn two(
        &self,
        key: &str,
        first: &str,
        value: impl ToString,
        second: &str,
        other: impl ToString,
    ) -> String {
        let values = [(first, value.to_string()), (second, other.to_string())];
        words::message(
            self.lang,
            key,
            &values.map(|(name, value)| (name, FluentValue::from(value))),
        )
    }

    /// A time, to the minute.
    pub(crate) fn time(&self, at: &jiff::Timestamp) -> String {
        describe::time(*at, self.lang)
    }

    /// Points, with the comma or point of the language.
    pub(crate) fn points(&self, points: &spyrales_core::grading::Points) -> String {
        describe::decimal(points, self.lang)
    }

    /// Where an asset is, by its name.
    pub(crate) fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// The other language, and its name in itself.
    pub(crate) fn other(&self) -> (&'static str, &'static str) {
        match self.lang {
            Lang::Fr => ("en", "English"),
            Lang::En => ("fr", "Français"),
        }
    }

    /// Where the language is changed, and which page comes next.
    pub(crate) fn other_address(&self) -> String {
        format!(
            "/language/{}?{}",
            self.other().0,
            uri::query(&[("next", &self.here)])
        )
    }

    /// Whether a part of the service is the one that is looked at.
    pub(crate) fn at(&self, prefix: &str) -> bool {
        self.here
            .strip_prefix(prefix)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    }

    /// Whether this very page is the one that is looked at.
    pub(crate) fn is(&self, path: &str) -> bool {
        self.here.split('?').next() == Some(path)
    }

    /// Whether who looks may see the trainers' pages.
    pub(crate) fn trains(&self) -> bool {
        let role = self.user.as_ref().map(|user| user.role);
        matches!(role, Some(Role::Trainer | Role::Administrator))
    }

    /// Whether who looks runs the service.
    pub(crate) fn runs(&self) -> bool {
        self.user
            .as_ref()
            .is_some_and(|user| user.role == Role::Administrator)
    }
}

/// Writes a page.
pub(crate) fn page(template: &impl Template) -> Result<Html<String>, ApiError> {
    template
        .render()
        .map(Html)
        .map_err(|error| ApiError::Internal(error.to_string()))
}

/// Writes a page that no cache between us keeps.
pub(crate) fn private(status: StatusCode, template: &impl Template) -> Result<Response, ApiError> {
    Ok((status, [(header::CACHE_CONTROL, "no-store")], page(template)?).into_response())
}

/// A page that who looks at it must be signed in for; others are sent to sign in, and come back.
pub(crate) struct SignedIn {
    /// What the page stands in.
    pub(crate) frame: Frame,
    /// Who looks.
    pub(crate) user: User,
}

/// Whoever looks, signed in or not.
pub(crate) struct Viewer(pub(crate) Frame);

impl<S> FromRequestParts<S> for Viewer
where
    AppState: FromRef<S>,
    S: Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let state = AppState::from_ref(state);
        let user = session::user(&state, &parts.headers)
            .await
            .unwrap_or_else(|error| {
                tracing::error!(%error, "failed to look a session up");
                None
            });
        if let Some(user) = &user {
            crate::http::edge::trace::identify(user.id);
        }
        Ok(Self(Frame {
            lang: Locale::of(parts).0,
            user,
            here: here(&parts.uri),
        }))
    }
}

/// The address that was asked for, without a wish for a language.
fn here(uri: &Uri) -> String {
    let query = uri.query().unwrap_or_default();
    let rest: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("lang="))
        .collect();
    if rest.is_empty() {
        uri.path().to_owned()
    } else {
        format!("{}?{}", uri.path(), rest.join("&"))
    }
}

impl<S> FromRequestParts<S> for SignedIn
where
    AppState: FromRef<S>,
    S: Sync,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let Ok(Viewer(frame)) = Viewer::from_request_parts(parts, state).await;
        match frame.user.clone() {
            Some(user) => Ok(Self { frame, user }),
            None if parts.headers.contains_key("x-spyrales-script") => {
                Err((StatusCode::UNAUTHORIZED, [(header::CACHE_CONTROL, "no-store")]).into_response())
            }
            None => {
                let next = uri::query(&[("next", &frame.here)]);
                Err(Redirect::to(&format!("/sign-in?{next}")).into_response())
            }
        }
    }
}

/// Who is signed in, if they may see a page; others are told why not.
async fn signed_in<S>(
    parts: &mut Parts,
    state: &S,
    may: fn(&Frame) -> bool,
    refusal: ApiError,
) -> Result<SignedIn, Response>
where
    AppState: FromRef<S>,
    S: Sync,
{
    let page = SignedIn::from_request_parts(parts, state).await?;
    if may(&page.frame) {
        Ok(page)
    } else {
        Err(refusal.into_response())
    }
}

/// A page for trainers, and for administrators.
pub(crate) struct TrainerPage {
    /// What the page stands in.
    pub(crate) frame: Frame,
    /// Who looks.
    pub(crate) user: User,
}

impl<S> FromRequestParts<S> for TrainerPage
where
    AppState: FromRef<S>,
    S: Sync,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let SignedIn { frame, user } = signed_in(parts, state, Frame::trains, ApiError::ForTrainers).await?;
        Ok(Self { frame, user })
    }
}

/// A page for administrators.
pub(crate) struct AdministratorPage {
    /// What the page stands in.
    pub(crate) frame: Frame,
    /// Who looks.
    pub(crate) user: User,
}

impl<S> FromRequestParts<S> for AdministratorPage
where
    AppState: FromRef<S>,
    S: Sync,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let SignedIn { frame, user } = signed_in(parts, state, Frame::runs, ApiError::Forbidden).await?;
        Ok(Self { frame, user })
    }
}
