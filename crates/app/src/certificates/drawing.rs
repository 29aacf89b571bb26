//! A certificate in every form, and with all that it takes to verify it.

use spyrales_core::store::StoredCredential;
use spyrales_credential::{Bundle, StatusPurpose};
use spyrales_document::Sheet;

use super::{CertificateError, Certificates, IssueError, achievements};
use crate::blocking;

/// A form that a certificate comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The signed document itself.
    Json,
    /// A page to print.
    Pdf,
    /// A picture.
    Png,
    /// A drawing.
    Svg,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Json, Self::Pdf, Self::Png, Self::Svg];

    /// The end of a file's name.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Svg => "svg",
        }
    }
}

impl Certificates {
    /// A certificate as something to look at, with its holder's name if it is to be seen.
    pub async fn draw(
        &self,
        certificate: &StoredCredential,
        form: Form,
        holder: Option<&str>,
    ) -> Result<Vec<u8>, CertificateError> {
        let json = String::from_utf8(certificate.document.clone())?;
        let (issuer, holder) = (self.issuing.name().to_string(), holder.map(str::to_owned));
        let page = self.issuing.page(certificate.id);
        let drawn = blocking::run(move || {
            let sheet = Sheet::new(json, issuer, holder, page)?;
            match form {
                Form::Json => Ok(sheet.json().as_bytes().to_vec()),
                Form::Pdf => sheet.pdf(),
                Form::Png => sheet.png(),
                Form::Svg => sheet.svg().map(String::into_bytes),
            }
        });
        Ok(drawn.await??)
    }

    /// A certificate with all that it takes to verify it.
    pub async fn bundle(&self, certificate: &StoredCredential) -> Result<Bundle, CertificateError> {
        let credential: serde_json::Value = serde_json::from_slice(&certificate.document)?;
        let mut status_lists = Vec::new();
        for (at, purpose) in [StatusPurpose::Revocation, StatusPurpose::Suspension]
            .into_iter()
            .enumerate()
        {
            let url = credential.pointer(&format!("/credentialStatus/{at}/statusListCredential"));
            let number = url.and_then(|url| url.as_str()?.rsplit('/').next()?.parse().ok());
            if let Some(number) = number
                && let Some(list) = self.status_list(purpose, number).await?
            {
                status_lists.push(serde_json::from_str(&list)?);
            }
        }
        let keys = self.issuing.keys().did_document().map_err(IssueError::from)?;
        let slug = format!("{}-{}", certificate.segment, certificate.level);
        let mut reader = self.app.store.reader().await?;
        let achievement = reader.achievement(&slug, certificate.achievement_version).await?;
        drop(reader);
        Ok(Bundle {
            credential,
            did_document: serde_json::from_str(&keys)?,
            status_lists,
            log_proof: self.proof(certificate.id).await?,
            achievement: achievement
                .map(|published| achievements::read(&published))
                .transpose()?,
        })
    }
}
