//! People who come from a provider of identities.

use spyrales_core::account::{self, Admission, newcomer_name};
use spyrales_core::id::UserId;
use spyrales_core::store::{Identity, LiveUser, NewUser, NotLive, Role, StoreError, Tx, User};
use spyrales_credential::Email;

use crate::App;
use crate::transaction::{transaction, use_case_errors};

/// Names that are tried for a newcomer before the service gives up.
const NAMES: u32 = 1000;

/// What a provider says of a person who comes from it.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// Who they are there.
    pub identity: Identity,
    /// Their e-mail address.
    pub email: Option<String>,
    /// Their first name and name.
    pub full_name: Option<String>,
}

/// A person gets no account.
#[derive(Debug, thiserror::Error)]
pub enum AdmitError {
    /// The provider states no e-mail address that a certificate could be bound to.
    #[error("no e-mail address that a certificate could be bound to")]
    NoEmail,
    /// Somebody has an account with their address.
    #[error("an account has this e-mail address")]
    EmailKnown,
    /// All names that they could have are taken.
    #[error("{NAMES} names for a newcomer are taken")]
    NoName,
    /// It isn't there any more.
    #[error(transparent)]
    NotLive(#[from] NotLive),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(AdmitError);

impl App {
    /// The account of a person who comes from a provider; it is made when they come for the first time.
    pub async fn admit(&self, arrival: &Arrival) -> Result<User, AdmitError> {
        let known = self.store.reader().await?.identified(&arrival.identity).await?;
        if let Some(user) = known {
            return Ok(user);
        }
        let usable = |email: &&String| email.parse::<Email>().is_ok();
        let email = arrival.email.as_ref().filter(usable).ok_or(AdmitError::NoEmail)?;
        let now = self.clock.now();
        let id = self.rng.with(|rng| UserId::new(now, rng));
        let user = transaction!(self.store, "admit", AdmitError, |tx| {
            let owner = tx.identified(&arrival.identity).await?;
            let namesakes = tx.users_with_email(email).await?;
            match account::admit(owner, &namesakes) {
                Admission::Known(user) => Ok(user),
                Admission::EmailKnown => Err(AdmitError::EmailKnown),
                Admission::New => {
                    let name = free_name(&mut *tx, email).await?.ok_or(AdmitError::NoName)?;
                    let newcomer = NewUser {
                        id,
                        display_name: arrival.full_name.clone().unwrap_or_else(|| name.clone()),
                        name,
                        email: email.clone(),
                        role: Role::Agent,
                    };
                    let made = tx.insert_user(&newcomer, now).await?;
                    // Another transaction has taken the name since it was free.
                    let made = made.ok_or(StoreError::Conflict)?;
                    let account = LiveUser::of(Some(made), id)?;
                    tx.insert_identity(&account, &arrival.identity, now).await?;
                    Ok(account.user().clone())
                }
            }
        })?;
        if user.id == id {
            tracing::info!(user = %user.id, "made an account for a person from the provider");
        }
        Ok(user)
    }
}

/// The first name for an address that no account has.
async fn free_name(tx: &mut dyn Tx, email: &str) -> Result<Option<String>, StoreError> {
    for nth in 1..=NAMES {
        let name = newcomer_name(email, nth);
        let taken = tx.user_named(&name).await?;
        if taken.is_none() {
            return Ok(Some(name));
        }
    }
    Ok(None)
}
