//! Sign-in through one OpenID Connect provider, as ProConnect speaks it: the authorisation code flow, from the first
//! redirection to who has arrived, and sign-out.
//!
//! ```text
//! browser ──▶ begin ──(state, nonce)──▶ provider ──(code, state)──▶ complete ──▶ Arrival | Failure
//!               └── Attempt, in a cookie ──────────────────────────────┘
//! ```
//!
//! Invariant: this crate knows no account and no page, no clock and no randomness; it knows the protocol and one
//! provider. Its network calls block.

mod arrival;
mod attempt;
mod discovery;
mod failure;
mod http;
mod provider;
mod stated;

pub use arrival::Arrival;
pub use attempt::Attempt;
pub use failure::{Failure, SetupError};
pub use provider::{Answer, PROCONNECT_ACR, Provider, Registration};
