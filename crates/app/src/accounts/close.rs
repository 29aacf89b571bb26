//! Accounts that are closed for a time, and sessions that are ended.

use spyrales_core::account::{self, Closing, ClosingRefused};
use spyrales_core::id::UserId;
use spyrales_core::store::{AccountState, AuditAction, NewAuditEvent, NotLive, StoreError};

use super::live::live;
use crate::App;
use crate::transaction::{transaction, use_case_errors};

/// An account stays open.
#[derive(Debug, thiserror::Error)]
pub enum CloseAccountError {
    /// Nobody closes their own, and somebody has to run the service.
    #[error(transparent)]
    Refused(#[from] ClosingRefused),
    /// There is no such account.
    #[error(transparent)]
    NotLive(#[from] NotLive),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An account stays closed, or its sessions stay.
#[derive(Debug, thiserror::Error)]
pub enum ReopenAccountError {
    /// There is no such account.
    #[error(transparent)]
    NotLive(#[from] NotLive),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Sessions stay.
#[derive(Debug, thiserror::Error)]
pub enum EndSessionsError {
    /// There is no such account.
    #[error(transparent)]
    NotLive(#[from] NotLive),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(CloseAccountError, ReopenAccountError, EndSessionsError);

impl App {
    /// Closes an account, on record: its sessions end, nobody signs in to it, and its tokens open nothing until it is opened
    /// again. Its certificates stay what they are. `by` is the account of who does it, at a page.
    pub async fn close_account(
        &self,
        actor: &str,
        by: Option<UserId>,
        user: UserId,
    ) -> Result<(), CloseAccountError> {
        let now = self.clock.now();
        let event = NewAuditEvent::new(actor, AuditAction::AccountClosed, user, "");
        transaction!(self.store, "close_account", CloseAccountError, |tx| {
            let account = live::<CloseAccountError>(&mut *tx, user).await?;
            match account::close(by, account.user(), &tx.administrators().await?)? {
                Closing::Unchanged => {}
                Closing::Close => {
                    tx.update_state(&account, AccountState::Closed).await?;
                    tx.delete_sessions(user).await?;
                    tx.record_event(&event, now).await?;
                }
            }
            Ok(())
        })
    }

    /// Opens an account again that was closed, on record.
    pub async fn reopen_account(&self, actor: &str, user: UserId) -> Result<(), ReopenAccountError> {
        let now = self.clock.now();
        let event = NewAuditEvent::new(actor, AuditAction::AccountReopened, user, "");
        transaction!(self.store, "reopen_account", ReopenAccountError, |tx| {
            let account = live::<ReopenAccountError>(&mut *tx, user).await?;
            if account.user().state == AccountState::Closed {
                tx.update_state(&account, AccountState::Open).await?;
                tx.record_event(&event, now).await?;
            }
            Ok(())
        })
    }

    /// Signs a person out everywhere, on record where an `actor` does it for them; how many sessions there were.
    pub async fn end_sessions(&self, actor: Option<&str>, user: UserId) -> Result<u64, EndSessionsError> {
        let now = self.clock.now();
        transaction!(self.store, "end_sessions", EndSessionsError, |tx| {
            live::<EndSessionsError>(&mut *tx, user).await?;
            let ended = tx.delete_sessions(user).await?;
            if let Some(actor) = actor {
                let event = NewAuditEvent::new(actor, AuditAction::SessionsEnded, user, ended.to_string());
                tx.record_event(&event, now).await?;
            }
            Ok(ended)
        })
    }
}
