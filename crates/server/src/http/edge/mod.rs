//! What every address shares: who asks and how often, what is read from a request, how a failure is explained.
//!
//! Invariant: nothing here knows an address; `api`, `web` and `public` build on it, never the other way round.

pub(crate) mod auth;
pub(crate) mod body;
pub(crate) mod client;
pub(crate) mod error;
pub(crate) mod examine;
pub(crate) mod extract;
pub(crate) mod known_browser;
pub(crate) mod language;
pub(crate) mod limits;
pub(crate) mod listen;
pub(crate) mod private;
pub(crate) mod problem;
pub mod provider;
pub mod state;
pub(crate) mod statement;
pub(crate) mod submission_events;
pub(crate) mod trace;
pub(crate) mod uri;
pub(crate) mod verification;
pub(crate) mod wire;
