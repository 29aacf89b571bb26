//! Sessions on the pages.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use rand::Rng as _;
use spyrales_core::digest::Digest;
use spyrales_core::id::UserId;
use spyrales_core::session::{self, SessionState};
use spyrales_core::store::{AccountState, NewSession, NotLive, OpenUser, StoreError, Tx, User};

use super::live;
use crate::App;
use crate::transaction::{transaction, use_case_errors};

/// What a browser keeps of its session. The store keeps its digest.
pub struct SessionSecret(String);

impl SessionSecret {
    /// The text, for the browser.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// Secrets stay out of logs: `Debug` doesn't show them.
impl std::fmt::Debug for SessionSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionSecret(…)")
    }
}

/// A session is not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenSessionError {
    /// There is no such account, or it is closed.
    #[error(transparent)]
    NotLive(#[from] NotLive),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(OpenSessionError);

pub(super) fn digest(secret: &str) -> Digest {
    Digest::of(secret.as_bytes())
}

/// Opens a session in a transaction; sessions that expired long ago are forgotten on the way.
pub(super) async fn open(tx: &mut dyn Tx, owner: &OpenUser, session: &NewSession) -> Result<(), StoreError> {
    let forgotten = session::forgotten_at(session.opened);
    tx.delete_expired_sessions(forgotten).await?;
    tx.insert_session(owner, session).await
}

impl App {
    /// Opens a session, with the ID token of a person who came from a provider.
    pub async fn open_session(
        &self,
        user: UserId,
        id_token: Option<String>,
    ) -> Result<SessionSecret, OpenSessionError> {
        let now = self.clock.now();
        let (secret, session) = self.draw_session(id_token, now);
        transaction!(self.store, "open_session", OpenSessionError, |tx| {
            let owner = live::open::<OpenSessionError>(&mut *tx, user).await?;
            open(&mut *tx, &owner, &session).await?;
            Ok(())
        })?;
        Ok(secret)
    }

    /// A session that is to be opened, and its secret.
    pub(super) fn draw_session(
        &self,
        id_token: Option<String>,
        now: Timestamp,
    ) -> (SessionSecret, NewSession) {
        let mut secret = [0; 32];
        self.rng.with(|rng| rng.fill_bytes(&mut secret));
        let secret = URL_SAFE_NO_PAD.encode(secret);
        let session = NewSession {
            digest: digest(&secret),
            opened: now,
            expires: now + session::LASTS,
            id_token,
        };
        (SessionSecret(secret), session)
    }

    /// Who is signed in with a session's secret.
    pub async fn signed_in(&self, secret: &str) -> Result<Option<User>, StoreError> {
        self.session_in(secret, SessionState::Open).await
    }

    /// Who was signed in until their session expired: good for keeping what they wrote, and for nothing else. Nothing for
    /// a session that was ended: by signing out, by a new password, by being unlinked or erased.
    pub async fn was_signed_in(&self, secret: &str) -> Result<Option<User>, StoreError> {
        self.session_in(secret, SessionState::Lapsed).await
    }

    async fn session_in(&self, secret: &str, state: SessionState) -> Result<Option<User>, StoreError> {
        let found = self.store.reader().await?.session(digest(secret)).await?;
        let now = self.clock.now();
        Ok(found
            .filter(|found| session::state(found.expires, now) == state)
            .filter(|found| found.user.state == AccountState::Open)
            .map(|found| found.user))
    }

    /// Ends a session, if it is there; the ID token that it was opened with.
    pub async fn end_session(&self, secret: &str) -> Result<Option<String>, StoreError> {
        transaction!(self.store, "end_session", StoreError, |tx| {
            tx.delete_session(digest(secret)).await
        })
    }
}
