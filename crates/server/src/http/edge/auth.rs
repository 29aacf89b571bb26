//! Who a request is from.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::Method;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use spyrales_app::accounts::Token;
use spyrales_core::store::{AccountState, NotLive, Role, Scope, User};

use crate::http::edge::error::ApiError;
use crate::http::edge::state::AppState;

/// The person that a request's token stands for; without a valid one, the request is refused.
#[derive(Debug)]
pub struct Person(pub User);

impl<S> FromRequestParts<S> for Person
where
    AppState: FromRef<S>,
    S: Sync,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let Visitor(user) = Visitor::from_request_parts(parts, state).await?;
        user.map(Self).ok_or(ApiError::TokenMissing)
    }
}

/// An administrator; anybody else is refused.
#[derive(Debug)]
pub struct Administrator(pub User);

impl<S> FromRequestParts<S> for Administrator
where
    AppState: FromRef<S>,
    S: Sync,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let Person(user) = Person::from_request_parts(parts, state).await?;
        match user.role {
            Role::Administrator => Ok(Self(user)),
            Role::Agent | Role::Trainer => Err(ApiError::Forbidden),
        }
    }
}

/// Who a request is from, where nobody needs to say; a token that isn't valid is refused all the same.
#[derive(Debug)]
pub struct Visitor(pub Option<User>);

impl<S> FromRequestParts<S> for Visitor
where
    AppState: FromRef<S>,
    S: Sync,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let Some(header) = parts.headers.get(AUTHORIZATION) else {
            return Ok(Self(None));
        };
        let token = header
            .to_str()
            .ok()
            .and_then(bearer)
            .ok_or(ApiError::TokenInvalid)?;
        let state = AppState::from_ref(state);
        let grant = state.app.token_grant(&token).await?;
        let grant = grant.ok_or(ApiError::TokenInvalid)?;
        if grant.user.state != AccountState::Open {
            return Err(NotLive::Closed(grant.user.id).into());
        }
        if is_within(grant.scope, &parts.method, parts.uri.path()) {
            crate::http::edge::trace::identify(grant.user.id);
            Ok(Self(Some(grant.user)))
        } else {
            Err(ApiError::ScopeTooNarrow)
        }
    }
}

/// Whether a scope covers a request.
fn is_within(scope: Scope, method: &Method, path: &str) -> bool {
    match scope {
        Scope::All => true,
        Scope::Read => method.is_safe(),
        Scope::Submit => method.is_safe() || path.ends_with("/submissions"),
    }
}

/// The token of `Bearer <token>` (RFC 6750, section 2.1; the scheme's case doesn't matter).
fn bearer(header: &str) -> Option<Token> {
    let (scheme, token) = header.split_once(' ')?;
    Token::parse(token.trim()).filter(|_| scheme.eq_ignore_ascii_case("bearer"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    #[test]
    fn a_token_comes_in_a_bearer_header_only() {
        let token = Token::new(&mut StdRng::seed_from_u64(1));
        let text = token.reveal();
        assert!(bearer(&format!("Bearer {text}")).is_some());
        assert!(bearer(&format!("bearer  {text}")).is_some());
        for wrong in [text, &format!("Basic {text}"), "Bearer ", "Bearer spy_abc"] {
            assert!(bearer(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_token_does_what_it_is_for_and_no_more() {
        let submissions = "/api/v1/packs/a/exercises/b/submissions";
        for (scope, get, submit, erase) in [
            (Scope::Read, true, false, false),
            (Scope::Submit, true, true, false),
            (Scope::All, true, true, true),
        ] {
            assert_eq!(is_within(scope, &Method::GET, "/api/v1/me"), get);
            assert_eq!(is_within(scope, &Method::POST, submissions), submit);
            assert_eq!(is_within(scope, &Method::DELETE, "/api/v1/me"), erase);
            assert_eq!(is_within(scope, &Method::POST, "/api/v1/me/certificates"), erase);
        }
    }
}
