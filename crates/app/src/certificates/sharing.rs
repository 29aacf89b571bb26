//! What a holder lets others see: the name on a certificate's page, and links to it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::Rng as _;
use spyrales_core::digest::Digest;
use spyrales_core::id::{CredentialId, ShareLinkId, UserId};
use spyrales_core::sharing::{LONGEST_LINK_DAYS, expiry};
use spyrales_core::store::{NewShareLink, NotLive, ShareLink, StoreError};

use super::Certificates;
use crate::App;
use crate::accounts::open;
use crate::transaction::{transaction, use_case_errors};

/// A holder's decision is not taken.
#[derive(Debug, thiserror::Error)]
pub enum ShareError {
    /// The person has no such certificate.
    #[error("no certificate {0} of this person")]
    UnknownCertificate(CredentialId),
    /// The person has no such link.
    #[error("no share link {0} of this person")]
    UnknownLink(ShareLinkId),
    /// A link doesn't last for so long.
    #[error("a link lasts 1 to {LONGEST_LINK_DAYS} days, or until it is withdrawn")]
    Days,
    /// There is no such account, or it is closed.
    #[error(transparent)]
    NotLive(#[from] NotLive),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(ShareError);

impl App {
    /// Shows a holder's name on a certificate's page to everybody, or hides it.
    pub async fn show_name(&self, id: CredentialId, user: UserId, shown: bool) -> Result<(), ShareError> {
        transaction!(self.store, "show_name", ShareError, |tx| {
            let holder = open::<ShareError>(&mut *tx, user).await?;
            let certificate = tx.credential(id).await?;
            if !certificate.is_some_and(|certificate| certificate.belongs_to(user)) {
                return Err(ShareError::UnknownCertificate(id));
            }
            if shown {
                tx.insert_shown_name(&holder, id).await?;
            } else {
                tx.delete_shown_name(id).await?;
            }
            Ok(())
        })
    }

    /// Makes a link to a person's certificate that lasts so many days, or until it is withdrawn. Its secret is told this once.
    pub async fn make_share_link(
        &self,
        id: CredentialId,
        user: UserId,
        days: Option<u32>,
    ) -> Result<(ShareLink, String), ShareError> {
        let now = self.clock.now();
        let expires = expiry(days, now).ok_or(ShareError::Days)?;
        let (link, secret) = self.rng.with(|rng| {
            let mut secret = [0; 32];
            rng.fill_bytes(&mut secret);
            (ShareLinkId::new(now, rng), URL_SAFE_NO_PAD.encode(secret))
        });
        let new = NewShareLink {
            id: link,
            credential: id,
            digest: Digest::of(secret.as_bytes()),
            expires,
        };
        transaction!(self.store, "make_share_link", ShareError, |tx| {
            let holder = open::<ShareError>(&mut *tx, user).await?;
            let certificate = tx.credential(id).await?;
            if !certificate.is_some_and(|certificate| certificate.belongs_to(user)) {
                return Err(ShareError::UnknownCertificate(id));
            }
            tx.insert_share_link(&holder, &new, now).await?;
            Ok(())
        })?;
        let made = ShareLink {
            id: link,
            credential: id,
            created: now,
            expires,
            withdrawn: None,
        };
        Ok((made, secret))
    }

    /// Withdraws a link; withdrawing it again changes nothing.
    pub async fn withdraw_share_link(&self, id: ShareLinkId, user: UserId) -> Result<(), ShareError> {
        let now = self.clock.now();
        transaction!(self.store, "withdraw_share_link", ShareError, |tx| {
            let link = tx.share_link(id).await?.ok_or(ShareError::UnknownLink(id))?;
            let certificate = tx.credential(link.credential).await?;
            if !certificate.is_some_and(|certificate| certificate.belongs_to(user)) {
                return Err(ShareError::UnknownLink(id));
            }
            if link.withdrawn.is_none() {
                tx.withdraw_share_link(id, now).await?;
            }
            Ok(())
        })
    }
}

impl Certificates {
    /// Makes a link, with its whole address.
    pub async fn share(
        &self,
        id: CredentialId,
        user: UserId,
        days: Option<u32>,
    ) -> Result<(ShareLink, String), ShareError> {
        let (link, secret) = self.app.make_share_link(id, user, days).await?;
        let address = format!("{}?share={secret}", self.issuing.page(id));
        Ok((link, address))
    }
}
