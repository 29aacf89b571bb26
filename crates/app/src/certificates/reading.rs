//! Who may see what of a certificate.

use spyrales_core::digest::Digest;
use spyrales_core::id::{CredentialId, UserId};
use spyrales_core::sharing::{Visibility, visibility};
use spyrales_core::store::{StoreError, StoredCredential};

use crate::App;

/// A certificate, or its transcript, isn't shown.
#[derive(Debug, thiserror::Error)]
pub enum ReadCertificateError {
    /// There is no such certificate.
    #[error("no certificate {0}")]
    Unknown(CredentialId),
    /// Its holder's account was erased.
    #[error("certificate {0} is erased")]
    Erased(CredentialId),
    /// The share link isn't one, or not any more.
    #[error("the share link shows nothing")]
    LinkWithdrawn,
    /// The transcript is for the holder, and whoever has a link of theirs.
    #[error("the transcript of {0} isn't shown")]
    NotShown(CredentialId),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What somebody may see of a certificate's holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// Nothing.
    Hidden,
    /// The name, which the holder shows to everybody.
    Named(String),
    /// The name and the transcript: it is the holder, or somebody with a link of theirs.
    Trusted(String),
}

impl Holder {
    /// The name, if it may be seen.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Hidden => None,
            Self::Named(name) | Self::Trusted(name) => Some(name),
        }
    }
}

impl App {
    /// A certificate that is there, in full.
    pub async fn certificate(&self, id: CredentialId) -> Result<StoredCredential, ReadCertificateError> {
        let mut reader = self.store.reader().await?;
        let found = reader.credential(id).await?;
        let found = found.ok_or(ReadCertificateError::Unknown(id))?;
        if found.is_erased() {
            return Err(ReadCertificateError::Erased(id));
        }
        Ok(found)
    }

    /// What a visitor, or somebody with the secret of a share link, may see of a certificate's holder.
    pub async fn holder_of(
        &self,
        certificate: &StoredCredential,
        visitor: Option<UserId>,
        share: Option<&str>,
    ) -> Result<Holder, ReadCertificateError> {
        let now = self.clock.now();
        let mut reader = self.store.reader().await?;
        let shared = match share {
            Some(secret) => {
                let digest = Digest::of(secret.as_bytes());
                Some(reader.shared_credential(digest, now).await?)
            }
            None => None,
        };
        let name_shown = reader.name_is_shown(certificate.id).await?;
        let visible = visibility(certificate, visitor, shared, name_shown);
        let visible = visible.ok_or(ReadCertificateError::LinkWithdrawn)?;
        if visible == Visibility::Nothing {
            return Ok(Holder::Hidden);
        }
        let user = reader.user(certificate.user).await?;
        let name = user.map(|user| user.display_name).unwrap_or_default();
        Ok(match visible {
            Visibility::Transcript => Holder::Trusted(name),
            _ => Holder::Named(name),
        })
    }

    /// What the digest in a certificate is of, for its holder and for whoever has a link of theirs.
    pub async fn evidence(
        &self,
        id: CredentialId,
        visitor: Option<UserId>,
        share: Option<&str>,
    ) -> Result<Vec<u8>, ReadCertificateError> {
        let certificate = self.certificate(id).await?;
        match self.holder_of(&certificate, visitor, share).await? {
            Holder::Trusted(_) => {}
            Holder::Hidden | Holder::Named(_) => return Err(ReadCertificateError::NotShown(id)),
        }
        let mut reader = self.store.reader().await?;
        let transcript = reader.transcript(id).await?;
        transcript.ok_or(ReadCertificateError::Unknown(id))
    }
}
