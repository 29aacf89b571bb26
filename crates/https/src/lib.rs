//! How this program asks others over HTTPS: with the machine's own certificates, without redirects, bounded in time.
//! The provider that people sign in through is asked this way, and whoever publishes what a certificate is verified with.

use std::sync::Arc;
use std::time::Duration;

use ureq::Agent;
use ureq::config::Config;
use ureq::tls::{RootCerts, TlsConfig};

/// How long one answer may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The configuration of an agent. `plain` admits HTTP without encryption: for a host on this very machine.
///
/// Redirects and statuses other than success are answers, not errors: the caller looks at the status.
#[must_use]
pub fn config(plain: bool) -> Config {
    let tls = TlsConfig::builder()
        // The machine's own certificates: an administration may have an authority of its own.
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build();
    Agent::config_builder()
        .tls_config(tls)
        .https_only(!plain)
        // A host that redirects a request with our secret in it is no provider of ours, and a did:web document is where
        // its identifier says, or nowhere.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .timeout_global(Some(TIMEOUT))
        .user_agent(concat!("spyrales/", env!("CARGO_PKG_VERSION")))
        .build()
}
