//! Identities that open an account.

use spyrales_core::account::{self, Link};
use spyrales_core::id::UserId;
use spyrales_core::store::{AuditAction, Identity, NewAuditEvent, NotLive, StoreError};

use super::live::live;
use crate::App;
use crate::transaction::{transaction, use_case_errors};

/// An identity opens no account.
#[derive(Debug, thiserror::Error)]
pub enum LinkIdentityError {
    /// It opens another account.
    #[error("this identity opens another account; hint: who has it can sign in to that one and erase it")]
    OpensAnother,
    /// There is no such account, or it is closed.
    #[error(transparent)]
    NotLive(#[from] NotLive),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An identity stays linked.
#[derive(Debug, thiserror::Error)]
pub enum UnlinkIdentityError {
    /// There is no such account, or it is closed.
    #[error(transparent)]
    NotLive(#[from] NotLive),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(LinkIdentityError, UnlinkIdentityError);

impl App {
    /// Has an identity open a person's account: on record where an `actor` does it for them. Doing it again changes nothing.
    pub async fn link_identity(
        &self,
        actor: Option<&str>,
        user: UserId,
        identity: &Identity,
    ) -> Result<(), LinkIdentityError> {
        let now = self.clock.now();
        transaction!(self.store, "link_identity", LinkIdentityError, |tx| {
            let account = live::<LinkIdentityError>(&mut *tx, user).await?;
            let owner = tx.identified(identity).await?.map(|owner| owner.id);
            match account::link(owner, user) {
                Link::Already => Ok(()),
                Link::Elsewhere => Err(LinkIdentityError::OpensAnother),
                Link::New => {
                    tx.insert_identity(&account, identity, now).await?;
                    if let Some(actor) = actor {
                        let action = AuditAction::IdentityLinked;
                        let event = NewAuditEvent::new(actor, action, user, identity.issuer.as_str());
                        tx.record_event(&event, now).await?;
                    }
                    Ok(())
                }
            }
        })
    }

    /// Has an identity open a person's account no longer, on record, and ends their sessions: whoever came in by it is out. False
    /// when it doesn't open that account.
    pub async fn unlink_identity(
        &self,
        actor: &str,
        user: UserId,
        identity: &Identity,
    ) -> Result<bool, UnlinkIdentityError> {
        let now = self.clock.now();
        let action = AuditAction::IdentityUnlinked;
        let event = NewAuditEvent::new(actor, action, user, identity.issuer.as_str());
        transaction!(self.store, "unlink_identity", UnlinkIdentityError, |tx| {
            live::<UnlinkIdentityError>(&mut *tx, user).await?;
            let unlinked = tx.delete_identity(identity, user).await?;
            if unlinked {
                tx.delete_sessions(user).await?;
                tx.record_event(&event, now).await?;
            }
            Ok(unlinked)
        })
    }
}
