//! Being forgotten.

use spyrales_core::account;
use spyrales_core::id::UserId;
use spyrales_core::store::{AuditAction, NewAuditEvent, NotLive, StoreError, Tx};

use super::live::live;
use crate::App;
use crate::transaction::{transaction, use_case_errors};

/// An account isn't erased.
#[derive(Debug, thiserror::Error)]
pub enum EraseAccountError {
    /// It wasn't confirmed with the account's name.
    #[error("not confirmed with the account's name")]
    NotConfirmed,
    /// Nobody would run the service any more.
    #[error("the last administrator stays")]
    LastAdministrator,
    /// There is no such account, or it is closed.
    #[error(transparent)]
    NotLive(#[from] NotLive),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(EraseAccountError);

impl App {
    /// Erases an account whose name is given as confirmation: its person's name (also where it says who did something), address,
    /// password, tokens, sessions, identities, organisation, links, choices, reports, drafts, the code that they submitted with its
    /// key and all that it printed and raised (what waits is not graded any more), their certificates' files and transcripts, and
    /// the nonces that tell which log entries are theirs.
    ///
    /// Ids, statuses, points, digests and log entries stay, so that copies of certificates which the holder kept still verify,
    /// and can still be revoked. The last administrator's account stays. It is on record where an `actor` does it for the person.
    pub async fn erase_account(
        &self,
        actor: Option<&str>,
        user: UserId,
        confirmation: &str,
    ) -> Result<(), EraseAccountError> {
        let now = self.clock.now();
        transaction!(self.store, "erase_account", EraseAccountError, |tx| {
            let account = live::<EraseAccountError>(&mut *tx, user).await?;
            if account.user().name != confirmation {
                return Err(EraseAccountError::NotConfirmed);
            }
            if account::is_last_administrator(user, &tx.administrators().await?) {
                return Err(EraseAccountError::LastAdministrator);
            }
            let certificates = tx.credentials(user).await?;
            // 39 characters, of the 64 that a name may have, and no other account's.
            let nobody = format!("erased-{}", user.uuid().simple());
            tx.erase_profile(user, &nobody, now).await?;
            tx.erase_name(confirmation, &nobody).await?;
            let subjects = certificates.iter().map(|certificate| certificate.id.to_string());
            for subject in subjects.chain([user.to_string()]) {
                for action in AuditAction::ALL
                    .iter()
                    .filter(|action| action.tells_of_a_person())
                {
                    tx.erase_details(&subject, *action).await?;
                }
            }
            tx.erase_access(user).await?;
            tx.delete_membership(user).await?;
            tx.erase_reports(user).await?;
            tx.erase_code(user).await?;
            erase_records(&mut *tx, user).await?;
            tx.erase_regrades(user).await?;
            tx.erase_certificates(user).await?;
            if let Some(actor) = actor {
                let event = NewAuditEvent::new(actor, AuditAction::AccountErased, user, "");
                tx.record_event(&event, now).await?;
            }
            Ok(())
        })?;
        // Whoever asked has been erased all the same: this is about traces that the next checkpoint takes away.
        if let Err(error) = self.store.purge().await {
            tracing::error!(%user, %error, "what was erased is still beside the database");
        }
        tracing::info!(%user, "erased an account");
        Ok(())
    }
}

/// Takes out of a person's records what their code said, one after the other: together they may be large.
async fn erase_records(tx: &mut dyn Tx, user: UserId) -> Result<(), StoreError> {
    for place in tx.record_places(user).await? {
        let record = tx.record_at(place).await?;
        if let Some(record) = record {
            tx.erase_record(place, &record.without_texts()).await?;
        }
    }
    Ok(())
}
