//! What an issuer, a holder, an employer and a forger do with certificates.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot build its own data should stop"
)]

mod containers;
mod fixture;
mod life;
mod log;
mod properties;
mod status;
mod tampering;
mod work;
