//! Why somebody isn't signed in, as a page: who may, why not they, and what to do.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use spyrales_core::store::Identity;
use spyrales_oidc::Failure;

use crate::http::edge::error::ApiError;
use crate::http::edge::limits::Wait;
use crate::http::edge::provider::{AGENTS, SignIn};
use crate::http::web::frame::{Frame, page};

/// Why somebody isn't signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The provider can't be reached.
    Unavailable,
    /// What came back belongs to no attempt of this browser.
    Stale,
    /// Tried too often from here.
    TooMany(Wait),
    /// The person, or the provider for them, said no.
    Denied,
    /// The provider answered with another error.
    Provider(String),
    /// The provider's answer doesn't hold.
    Invalid,
    /// Signed in less strongly than is asked for.
    Weak(String),
    /// None of the roles that are admitted; those that were stated.
    Role(Vec<String>),
    /// No e-mail address that certificates could be bound to.
    NoEmail,
    /// Somebody has an account with their address.
    EmailKnown(Identity),
    /// Who they are there opens another account.
    LinkedElsewhere,
    /// Their account is closed.
    Closed,
    /// Who they are there doesn't open the account that they are signed in to.
    AnotherPerson,
    /// The person who asked for a link isn't the one who is signed in.
    LinkSession,
}

/// Why nobody is signed in or linked.
pub(super) enum NotArrived {
    /// It isn't to be.
    Refused(Refusal),
    /// Another problem.
    Failed(ApiError),
}

impl NotArrived {
    pub(super) fn into_page(self, f: &Frame, sign_in: &SignIn) -> Result<Response, ApiError> {
        match self {
            Self::Refused(refusal) => refusal.into_page(f, sign_in),
            Self::Failed(error) => Err(error),
        }
    }
}

impl From<Refusal> for NotArrived {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<ApiError> for NotArrived {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

/// A role as people call it; what an operator added, as it is.
fn role_name(f: &Frame, role: &str) -> String {
    if AGENTS.contains(&role) {
        f.k("agent-role-", role)
    } else {
        role.to_owned()
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Unavailable(_) => Self::Unavailable,
            Failure::Stale => Self::Stale,
            Failure::Refused(code) if code == "access_denied" => Self::Denied,
            Failure::Refused(code) => Self::Provider(code),
            Failure::Invalid(_) => Self::Invalid,
            Failure::Weak(acr) => Self::Weak(acr),
        }
    }
}

#[derive(Template)]
#[template(path = "refused.html")]
struct RefusedPage<'a> {
    f: &'a Frame,
    provider: &'a str,
    why: String,
    /// What the provider said, to the letter.
    said: Option<String>,
    /// The roles that are admitted, where they are the reason.
    roles: Vec<String>,
    /// What an administrator needs to link the account.
    identity: Option<&'a Identity>,
    again: bool,
}

impl Refusal {
    fn key(&self) -> &'static str {
        match self {
            Self::Unavailable => "unavailable",
            Self::Stale => "stale",
            Self::TooMany(_) => "too-many",
            Self::Denied => "denied",
            Self::Provider(_) => "provider",
            Self::Invalid => "invalid",
            Self::Weak(_) => "weak",
            Self::Role(_) => "role",
            Self::NoEmail => "no-email",
            Self::EmailKnown(_) => "email-known",
            Self::LinkedElsewhere => "linked-elsewhere",
            Self::Closed => "closed",
            Self::AnotherPerson => "another-person",
            Self::LinkSession => "link-session",
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Invalid | Self::Provider(_) => StatusCode::BAD_GATEWAY,
            Self::Stale => StatusCode::BAD_REQUEST,
            Self::EmailKnown(_) | Self::LinkedElsewhere => StatusCode::CONFLICT,
            Self::Denied
            | Self::Weak(_)
            | Self::Role(_)
            | Self::NoEmail
            | Self::Closed
            | Self::AnotherPerson
            | Self::LinkSession => StatusCode::FORBIDDEN,
        }
    }

    fn said(&self) -> Option<String> {
        match self {
            Self::Provider(code) => Some(code.clone()),
            Self::Weak(acr) => Some(acr.clone()).filter(|acr| !acr.is_empty()),
            Self::Role(roles) if !roles.is_empty() => Some(roles.join(", ")),
            _ => None,
        }
    }

    pub(super) fn into_page(self, f: &Frame, sign_in: &SignIn) -> Result<Response, ApiError> {
        let mut f = f.clone();
        // Its address holds a code that was used.
        "/sign-in".clone_into(&mut f.here);
        let status = self.status();
        let wait = match &self {
            Self::TooMany(wait) => Some(HeaderValue::from(wait.seconds())),
            _ => None,
        };
        let html = page(&RefusedPage {
            f: &f,
            provider: &sign_in.name,
            why: f.k("refused-", self.key()),
            said: self.said(),
            roles: match self {
                Self::Role(_) => sign_in.roles.iter().map(|role| role_name(&f, role)).collect(),
                _ => Vec::new(),
            },
            identity: match &self {
                Self::EmailKnown(identity) => Some(identity),
                _ => None,
            },
            again: !matches!(self, Self::EmailKnown(_) | Self::TooMany(_) | Self::Closed),
        })?;
        let mut response = (status, html).into_response();
        if let Some(seconds) = wait {
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        Ok(response)
    }
}
