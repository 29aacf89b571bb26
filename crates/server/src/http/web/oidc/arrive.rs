//! From the provider's answer to a session.

use std::sync::Arc;

use axum_extra::extract::cookie::Cookie;
use spyrales_app::accounts::{self, AdmitError, LinkIdentityError};
use spyrales_core::id::UserId;
use spyrales_core::store::{AccountState, Identity, User};
use spyrales_oidc::{Answer, Arrival, Attempt, Failure};

use super::employer;
use super::purpose::Purpose;
use super::refusal::{NotArrived, Refusal};
use crate::http::edge::error::ApiError;
use crate::http::edge::provider::SignIn;
use crate::http::edge::state::AppState;
use crate::http::web::session;

/// The outcome of an arrival.
pub(super) enum Arrived {
    SignedIn {
        user: UserId,
        cookie: Cookie<'static>,
        next: String,
    },
    Confirmed {
        cookie: Cookie<'static>,
    },
    Linked,
}

/// Does what somebody went to the provider for.
pub(super) async fn arrive(
    state: &AppState,
    sign_in: &Arc<SignIn>,
    viewer: Option<&User>,
    attempt: Option<Attempt>,
    answer: Answer,
) -> Result<Arrived, NotArrived> {
    let Some(attempt) = attempt else {
        return Err(Refusal::Stale.into());
    };
    let memo = attempt.memo().to_owned();
    let (there, now) = (Arc::clone(sign_in), state.app.clock.now());
    let arrival = state
        .blocking(move || there.provider.complete(&attempt, &answer, now))
        .await?;
    let arrival = match arrival {
        Ok(arrival) => arrival,
        Err(failure) => {
            log(&failure);
            return Err(Refusal::from(failure).into());
        }
    };
    if !sign_in.admits(&arrival) {
        return Err(Refusal::Role(arrival.roles).into());
    }
    // The state was the attempt's: its memo is what we noted.
    match Purpose::read(&memo) {
        Some(Purpose::SignIn { next }) => enter(state, sign_in, arrival, next).await,
        Some(Purpose::Confirm { user }) => confirm(state, sign_in, viewer, arrival, user).await,
        Some(Purpose::Link { user }) => link(state, sign_in, viewer, &arrival, user).await,
        None => Err(Refusal::Stale.into()),
    }
}

fn log(failure: &Failure) {
    match failure {
        Failure::Unavailable(_) | Failure::Invalid(_) => tracing::error!(%failure, "nobody was signed in"),
        Failure::Stale | Failure::Refused(_) | Failure::Weak(_) => {
            tracing::info!(%failure, "nobody was signed in");
        }
    }
}

fn identity(sign_in: &SignIn, arrival: &Arrival) -> Identity {
    Identity {
        issuer: sign_in.provider.issuer().to_owned(),
        subject: arrival.subject.clone(),
    }
}

/// Signs somebody in, making their account when they have none.
async fn enter(
    state: &AppState,
    sign_in: &SignIn,
    arrival: Arrival,
    next: String,
) -> Result<Arrived, NotArrived> {
    let person = accounts::Arrival {
        identity: identity(sign_in, &arrival),
        email: arrival.email.clone(),
        full_name: arrival.full_name(),
    };
    let user = match state.app.admit(&person).await {
        Ok(user) => user,
        Err(AdmitError::NoEmail) => return Err(Refusal::NoEmail.into()),
        Err(AdmitError::EmailKnown) => return Err(Refusal::EmailKnown(person.identity).into()),
        Err(error @ AdmitError::NoName) => return Err(ApiError::Internal(error.to_string()).into()),
        Err(AdmitError::NotLive(error)) => return Err(ApiError::from(error).into()),
        Err(AdmitError::Store(error)) => return Err(ApiError::from(error).into()),
    };
    if user.state != AccountState::Open {
        return Err(Refusal::Closed.into());
    }
    employer::note(state, user.id, &arrival).await;
    let cookie = session::open(state, user.id, Some(arrival.id_token)).await?;
    Ok(Arrived::SignedIn {
        user: user.id,
        cookie,
        next,
    })
}

/// Opens a new session in the place of the one that asked for it, if who came is the person of its account.
async fn confirm(
    state: &AppState,
    sign_in: &SignIn,
    viewer: Option<&User>,
    arrival: Arrival,
    user: UserId,
) -> Result<Arrived, NotArrived> {
    if viewer.is_none_or(|viewer| viewer.id != user) {
        return Err(Refusal::LinkSession.into());
    }
    let mut reader = state.app.store.reader().await.map_err(ApiError::from)?;
    let known = reader.identified(&identity(sign_in, &arrival)).await;
    drop(reader);
    if known
        .map_err(ApiError::from)?
        .is_none_or(|known| known.id != user)
    {
        return Err(Refusal::AnotherPerson.into());
    }
    let cookie = session::open(state, user, Some(arrival.id_token)).await?;
    Ok(Arrived::Confirmed { cookie })
}

/// Links who came with the account that asked for it, if its person is the one who looks.
async fn link(
    state: &AppState,
    sign_in: &SignIn,
    viewer: Option<&User>,
    arrival: &Arrival,
    user: UserId,
) -> Result<Arrived, NotArrived> {
    if viewer.is_none_or(|viewer| viewer.id != user) {
        return Err(Refusal::LinkSession.into());
    }
    let identity = identity(sign_in, arrival);
    match state.app.link_identity(None, user, &identity).await {
        Ok(()) => {
            tracing::info!(%user, "an identity opens an account");
            employer::note(state, user, arrival).await;
            Ok(Arrived::Linked)
        }
        Err(LinkIdentityError::OpensAnother) => Err(Refusal::LinkedElsewhere.into()),
        Err(LinkIdentityError::NotLive(error)) => Err(ApiError::from(error).into()),
        Err(LinkIdentityError::Store(error)) => Err(ApiError::from(error).into()),
    }
}
