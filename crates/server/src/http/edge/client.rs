//! Where a request is from.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use spyrales_core::digest::Digest;

use crate::http::edge::error::ApiError;
use crate::http::edge::state::AppState;

/// The address that a request is from: the other end of the connection, or what the proxy before us says it was.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Client(Option<IpAddr>);

impl Client {
    /// What limits count it by.
    pub(crate) fn key(self) -> [u8; 32] {
        *Digest::of(format!("{:?}", self.0).as_bytes()).as_bytes()
    }

    /// Counts a file that is to be verified; refuses one too many.
    pub(crate) fn verifies(self, state: &AppState) -> Result<(), ApiError> {
        if state
            .limits
            .verifications
            .allow(self.key(), state.app.clock.now())
        {
            Ok(())
        } else {
            Err(ApiError::TooManyVerifications)
        }
    }
}

impl<S> FromRequestParts<S> for Client
where
    AppState: FromRef<S>,
    S: Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map(|ConnectInfo(peer)| peer.ip());
        let told = AppState::from_ref(state)
            .settings
            .behind_proxy
            .then(|| forwarded(&parts.headers))
            .flatten();
        Ok(Self(told.or(peer)))
    }
}

/// The proxy appends the address that it saw; whatever stands before that, anybody can have written.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_proxys_own_word_counts() {
        let from = |values: &[&str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append("x-forwarded-for", value.parse().unwrap());
            }
            forwarded(&headers).map(|address| address.to_string())
        };
        assert_eq!(from(&["203.0.113.9"]).as_deref(), Some("203.0.113.9"));
        assert_eq!(from(&["10.0.0.1, 203.0.113.9"]).as_deref(), Some("203.0.113.9"));
        assert_eq!(from(&["10.0.0.1", "2001:db8::1"]).as_deref(), Some("2001:db8::1"));
        assert_eq!(from(&["nonsense"]), None);
        assert_eq!(from(&[]), None);
    }
}
