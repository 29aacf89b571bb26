//! The pages: written on the server, complete without JavaScript; scripts only make them livelier.
//!
//! One file per address, as in `api`. A page is a typed template (`templates/`) over a [`Frame`]: the language, who
//! looks, and the words (`locales/`). A cookie tells who is signed in, and only these addresses look at it:
//! the API knows tokens and nothing else.

mod account;
mod admin;
mod assets;
mod changes;
mod describe;
mod elsewhere;
mod exercises;
mod failure;
mod frame;
mod home;
mod journey;
mod known;
mod legal;
mod libraries;
pub(crate) mod localise;
mod oidc;
mod orientation;
mod regrade_notices;
mod same_origin;
mod session;
mod sign_in;
mod submissions;
mod training;
mod words;

use axum::Router;
use axum::middleware;

use crate::http::edge::state::AppState;

pub(crate) use frame::{Frame, Viewer, page};

/// All pages for people with or without an account.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .merge(account::routes())
        .merge(elsewhere::routes())
        .merge(admin::routes())
        .merge(exercises::routes())
        .merge(home::routes())
        .merge(journey::routes())
        .merge(legal::routes())
        .merge(libraries::routes())
        .merge(oidc::routes())
        .merge(orientation::routes())
        .merge(sign_in::routes())
        .merge(submissions::routes())
        .merge(training::routes())
        .layer(middleware::from_fn(same_origin::require))
        .merge(assets::routes())
}
