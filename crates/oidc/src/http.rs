//! Talking to the provider: over HTTPS, without redirects, bounded in time and size.

use std::sync::Arc;
use std::time::Duration;

use openidconnect::{HttpRequest, HttpResponse, SyncHttpClient};
use ureq::Agent;
use ureq::http::{Method, Response};
use ureq::tls::{RootCerts, TlsConfig};

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Largest answer, in bytes.
const MAX_BYTES: u64 = 256 << 10;

/// Talks to the provider.
pub(crate) struct Http(Agent);

impl Http {
    /// `plain` admits HTTP without encryption: for a provider on this very machine.
    pub(crate) fn new(plain: bool) -> Self {
        let tls = TlsConfig::builder()
            // The machine's own certificates: an administration may have an authority of its own.
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .https_only(!plain)
            // Whoever redirects a request with our secret in it is no provider of ours.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_global(Some(PATIENCE))
            .user_agent(concat!("spyrales/", env!("CARGO_PKG_VERSION")))
            .build();
        Self(config.new_agent())
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
