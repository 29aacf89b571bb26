//! Roles.

use spyrales_core::account::{self, RoleChange, RoleKept};
use spyrales_core::id::UserId;
use spyrales_core::store::{AuditAction, NewAuditEvent, NotLive, Role, StoreError, User};

use super::live::live;
use crate::App;
use crate::transaction::{transaction, use_case_errors};

/// A person's role stays.
#[derive(Debug, thiserror::Error)]
pub enum ChangeRoleError {
    /// It isn't for this person to change it, or somebody has to run the service.
    #[error(transparent)]
    Kept(#[from] RoleKept),
    /// There is no such account, or it is closed.
    #[error(transparent)]
    NotLive(#[from] NotLive),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(ChangeRoleError);

impl App {
    /// Gives a person another role, on record.
    pub async fn change_role(&self, by: &User, user: UserId, role: Role) -> Result<(), ChangeRoleError> {
        let now = self.clock.now();
        transaction!(self.store, "change_role", ChangeRoleError, |tx| {
            let account = live::<ChangeRoleError>(&mut *tx, user).await?;
            let before = account.user();
            let administrators = tx.administrators().await?;
            match account::change_role(by.id, before, role, &administrators)? {
                RoleChange::Unchanged => {}
                RoleChange::Changed => {
                    tx.update_role(&account, role).await?;
                    let detail = format!("{} → {}", before.role.name(), role.name());
                    let event = NewAuditEvent::new(by.name.as_str(), AuditAction::RoleChanged, user, detail);
                    tx.record_event(&event, now).await?;
                }
            }
            Ok(())
        })
    }
}
