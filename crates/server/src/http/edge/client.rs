//! Where a request is from.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::http::edge::error::ApiError;
use crate::http::edge::limits::Key;
use crate::http::edge::state::AppState;

/// What counts as one place: an address of IPv4, or a network of 64 bits of IPv6, which one household or office has to itself
/// (RFC 6177): whoever has one has all of its addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// An address of IPv4.
    V4([u8; 4]),
    /// A network of IPv6.
    V6([u8; 8]),
}

impl Place {
    /// The place of an address.
    pub(crate) fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::V4(address.octets()),
            IpAddr::V6(address) => {
                let [a, b, c, d, e, f, g, h, ..] = address.octets();
                Self::V6([a, b, c, d, e, f, g, h])
            }
        }
    }
}

/// The address that a request is from: the other end of the connection, or what the proxy before us says it was.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Client(Option<IpAddr>);

impl Client {
    /// One at an address.
    #[cfg(test)]
    pub(crate) fn at(address: IpAddr) -> Self {
        Self(Some(address))
    }

    /// Its place, for a key.
    pub(crate) fn place(self) -> Vec<u8> {
        match self.0.map(Place::of) {
            Some(Place::V4(address)) => address.to_vec(),
            Some(Place::V6(network)) => network.to_vec(),
            None => Vec::new(),
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

/// Who sends a file that is to be verified: counted before the file is read, and refused when it is one too many.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VerifyingClient(pub(crate) Client);

impl<S> FromRequestParts<S> for VerifyingClient
where
    AppState: FromRef<S>,
    S: Sync,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let Ok(client) = Client::from_request_parts(parts, state).await;
        let state = AppState::from_ref(state);
        let counted = state.limits.verifications.count(Key::of(&[&client.place()]));
        counted.map_err(ApiError::TooManyVerifications)?;
        Ok(Self(client))
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

    #[test]
    fn a_network_of_64_bits_is_one_place_and_a_mapped_address_is_its_own() {
        let place = |address: &str| Place::of(address.parse().unwrap());
        assert_eq!(place("2001:db8:1:2::1"), place("2001:db8:1:2:ffff::9"));
        assert_ne!(place("2001:db8:1:2::1"), place("2001:db8:1:3::1"));
        assert_eq!(place("::ffff:203.0.113.9"), place("203.0.113.9"));
        assert_ne!(place("203.0.113.9"), place("203.0.113.8"));
    }
}
