//! That whoever asks is the account's person, and not somebody who found their session open.

use spyrales_core::id::UserId;
use spyrales_core::session::is_fresh;
use spyrales_core::store::StoreError;

use super::password::HashError;
use super::session;
use crate::App;

/// Whoever asks for what outlasts a session has signed in a moment ago, or has given the password again.
#[derive(Debug)]
pub struct Confirmed(UserId);

impl Confirmed {
    /// Who.
    #[must_use]
    pub fn user(&self) -> UserId {
        self.0
    }
}

/// It isn't confirmed who asks.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmError {
    /// The account has a password, and this isn't it.
    #[error("not the account's password")]
    WrongPassword,
    /// The account has no password, and its person didn't sign in a moment ago.
    #[error("the sign-in isn't fresh")]
    NotFresh,
    /// A password can't be hashed.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl App {
    /// Confirms that a person is there by their session, where it began a moment ago.
    pub async fn confirm_by_session(
        &self,
        user: UserId,
        secret: &str,
    ) -> Result<Option<Confirmed>, StoreError> {
        let found = self
            .store
            .reader()
            .await?
            .session(session::digest(secret))
            .await?;
        let now = self.clock.now();
        let is_theirs = found.is_some_and(|found| found.user.id == user && is_fresh(found.opened, now));
        Ok(is_theirs.then_some(Confirmed(user)))
    }

    /// Confirms that a person is there: by their session, where it is fresh, or else by their password.
    pub async fn confirm(
        &self,
        user: UserId,
        secret: &str,
        password: String,
    ) -> Result<Confirmed, ConfirmError> {
        let by_session = self.confirm_by_session(user, secret).await?;
        if let Some(confirmed) = by_session {
            return Ok(confirmed);
        }
        let hash = self.store.reader().await?.password(user).await?;
        if hash.is_none() {
            return Err(ConfirmError::NotFresh);
        }
        if self.is_password(password, hash).await? {
            Ok(Confirmed(user))
        } else {
            Err(ConfirmError::WrongPassword)
        }
    }
}
