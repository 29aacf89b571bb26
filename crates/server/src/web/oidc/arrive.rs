//! From the provider's answer to a session.

use std::sync::Arc;

use axum_extra::extract::cookie::Cookie;
use spyrales_core::id::UserId;
use spyrales_core::store::{Admitted, Identity, Linked, StoreError, User};
use spyrales_oidc::{Answer, Arrival, Attempt, Failure};

use super::employer;
use super::newcomer::newcomer;
use super::purpose::Purpose;
use super::refusal::Refusal;
use crate::error::ApiError;
use crate::provider::SignIn;
use crate::state::AppState;
use crate::web::session;

/// Names that are tried for a newcomer before the service gives up.
const NAMES: u32 = 1000;

/// What somebody came for is done.
pub(super) enum Arrived {
    SignedIn { cookie: Cookie<'static>, next: String },
    Linked,
}

/// Does what somebody went to the provider for.
pub(super) async fn arrive(
    state: &AppState,
    sign_in: &Arc<SignIn>,
    viewer: Option<&User>,
    attempt: Option<Attempt>,
    answer: Answer,
) -> Result<Result<Arrived, Refusal>, ApiError> {
    let Some(attempt) = attempt else {
        return Ok(Err(Refusal::Stale));
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
            return Ok(Err(failure.into()));
        }
    };
    if !sign_in.admits(&arrival) {
        return Ok(Err(Refusal::Role(arrival.roles)));
    }
    // The state was the attempt's: its memo is what we noted.
    match Purpose::read(&memo) {
        Some(Purpose::SignIn { next }) => enter(state, sign_in, arrival, next).await,
        Some(Purpose::Link { user }) => link(state, sign_in, viewer, &arrival, user).await,
        None => Ok(Err(Refusal::Stale)),
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
) -> Result<Result<Arrived, Refusal>, ApiError> {
    let identity = identity(sign_in, &arrival);
    let user = match state.app.store.reader().await?.identified(&identity).await? {
        Some(user) => user,
        None => match admit(state, &arrival, identity).await? {
            Ok(user) => user,
            Err(refusal) => return Ok(Err(refusal)),
        },
    };
    employer::note(state, user.id, &arrival).await;
    let cookie = session::open(state, user.id, Some(arrival.id_token)).await?;
    Ok(Ok(Arrived::SignedIn { cookie, next }))
}

async fn admit(
    state: &AppState,
    arrival: &Arrival,
    identity: Identity,
) -> Result<Result<User, Refusal>, ApiError> {
    // What a certificate can't be bound to is no address.
    let usable = |email: &&String| email.parse::<spyrales_credential::Email>().is_ok();
    let Some(email) = arrival.email.as_ref().filter(usable) else {
        return Ok(Err(Refusal::NoEmail));
    };
    let now = state.app.clock.now();
    for nth in 1..=NAMES {
        let id = state.app.rng.with(|rng| UserId::new(now, rng));
        let newcomer = newcomer(id, arrival, email, nth);
        match async {
            let mut tx = state.app.store.begin("admit").await?;
            let done = tx.admit(identity.clone(), newcomer, now).await?;
            tx.commit().await?;
            Ok::<_, StoreError>(done)
        }
        .await
        {
            Ok(Admitted::Made(user)) => {
                tracing::info!(user = %user.id, "made an account for who came from the provider");
                return Ok(Ok(user));
            }
            Ok(Admitted::Known(user)) => return Ok(Ok(user)),
            Ok(Admitted::EmailKnown) => return Ok(Err(Refusal::EmailKnown(identity))),
            Err(StoreError::Taken { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(ApiError::Internal(format!(
        "{NAMES} names for a newcomer are taken"
    )))
}

/// Links who came with the account that asked for it, if its person is the one who looks.
async fn link(
    state: &AppState,
    sign_in: &SignIn,
    viewer: Option<&User>,
    arrival: &Arrival,
    user: UserId,
) -> Result<Result<Arrived, Refusal>, ApiError> {
    if viewer.is_none_or(|viewer| viewer.id != user) {
        return Ok(Err(Refusal::LinkSession));
    }
    let identity = identity(sign_in, arrival);
    let linked = {
        let mut tx = state.app.store.begin("link_identity").await?;
        let done = tx.link_identity(identity, user, state.app.clock.now()).await?;
        tx.commit().await?;
        done
    };
    Ok(match linked {
        Linked::Now | Linked::Already => {
            tracing::info!(%user, "an identity opens an account");
            employer::note(state, user, arrival).await;
            Ok(Arrived::Linked)
        }
        Linked::Elsewhere => Err(Refusal::LinkedElsewhere),
    })
}
