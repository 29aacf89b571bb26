//! Talking to the provider: over HTTPS, without redirects, bounded in time and size.

use openidconnect::{HttpRequest, HttpResponse, SyncHttpClient};
use ureq::Agent;
use ureq::http::{Method, Response};

/// Largest answer, in bytes.
const MAX_BYTES: u64 = 256 << 10;

/// Talks to the provider.
pub(crate) struct Http(Agent);

impl Http {
    /// `plain` admits HTTP without encryption: for a provider on this very machine.
    pub(crate) fn new(plain: bool) -> Self {
        Self(spyrales_https::config(plain).new_agent())
    }
}

impl SyncHttpClient for Http {
    type Error = ureq::Error;

    fn call(&self, request: HttpRequest) -> Result<HttpResponse, ureq::Error> {
        let (parts, body) = request.into_parts();
        let response = if parts.method == Method::GET {
            self.0.run(ureq::http::Request::from_parts(parts, ()))?
        } else {
            self.0.run(ureq::http::Request::from_parts(parts, body))?
        };
        let (parts, mut body) = response.into_parts();
        let bytes = body.with_config().limit(MAX_BYTES).read_to_vec()?;
        Ok(Response::from_parts(parts, bytes))
    }
}
