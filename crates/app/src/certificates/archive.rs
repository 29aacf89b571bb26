//! Everything that is a person's own, as one ZIP file.

use std::io::{Cursor, Write as _};

use serde::Serialize;
use serde_json::json;
use spyrales_core::grading::Points;
use spyrales_core::siret::Siret;
use spyrales_core::store::{Membership, Page, RegradeNotice, StoreError, SubmissionState, User};
use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use super::{CertificateError, Certificates, Form};

/// Submissions read at a time.
const PAGE: u32 = 200;

/// The archive can't be made.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// A certificate can't be drawn.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// A file can't be written into it.
    #[error("failed to write the archive: {0}")]
    Zip(#[from] ZipError),
    /// Likewise.
    #[error("failed to write the archive: {0}")]
    Write(#[from] std::io::Error),
    /// Something can't be written as JSON.
    #[error("failed to write the archive: {0}")]
    Json(#[from] serde_json::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A result that a re-grade revised, as the archive has it.
#[derive(Serialize)]
struct RevisedResult {
    regrade: String,
    exercise: String,
    earned_before: f64,
    possible_before: f64,
    earned: f64,
    possible: f64,
    neutralised: bool,
    reason: String,
    revised: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    read: Option<String>,
}

impl Certificates {
    /// The account and its organisation; each certificate in every form, with its transcript; each submission with its code,
    /// its record and those that a re-grade has replaced; what re-grades changed.
    pub async fn archive(&self, user: &User) -> Result<Vec<u8>, ArchiveError> {
        let mut archive = Archive::new();
        let mut reader = self.app.store.reader().await?;
        let membership = reader.membership(user.id).await?;
        let notices = reader.regrade_notices(user.id).await?;
        drop(reader);
        archive.json("account.json", &account(user, membership.as_ref()))?;
        self.archive_certificates(user, &mut archive).await?;
        self.archive_submissions(user, &mut archive).await?;
        let revised: Vec<_> = notices.iter().map(RevisedResult::from).collect();
        archive.json("regrades.json", &revised)?;
        archive.finish()
    }

    async fn archive_certificates(&self, user: &User, archive: &mut Archive) -> Result<(), ArchiveError> {
        let held = self.app.store.reader().await?.credentials(user.id).await?;
        for certificate in held {
            let folder = format!("certificates/{}", certificate.id);
            for form in Form::ALL {
                let bytes = self.draw(&certificate, form, Some(&user.display_name)).await?;
                archive.file(&format!("{folder}/certificate.{}", form.extension()), &bytes)?;
            }
            let bundle = self.bundle(&certificate).await?.to_json();
            archive.file(&format!("{folder}/offline-bundle.json"), bundle.as_bytes())?;
            let mut reader = self.app.store.reader().await?;
            let transcript = reader.transcript(certificate.id).await?;
            drop(reader);
            if let Some(transcript) = transcript {
                archive.file(&format!("{folder}/transcript.json"), &transcript)?;
            }
        }
        Ok(())
    }

    async fn archive_submissions(&self, user: &User, archive: &mut Archive) -> Result<(), ArchiveError> {
        let mut before = None;
        loop {
            let mut reader = self.app.store.reader().await?;
            let page = Page { before, limit: PAGE };
            let page = reader.submissions(user.id, None, page).await?;
            let Some(last) = page.last() else { return Ok(()) };
            before = Some(last.id);
            for submission in page {
                let folder = format!("submissions/{}", submission.id);
                let source = reader.submission_source(submission.id, user.id).await?;
                if let Some(source) = source {
                    archive.file(&format!("{folder}/source"), &source)?;
                }
                if let SubmissionState::Graded { record, .. } = &submission.state {
                    archive.json(&format!("{folder}/record.json"), record)?;
                }
                let earlier = reader.earlier_gradings(submission.id, user.id).await?;
                for earlier in earlier {
                    let name = earlier.record.digest().hex();
                    archive.json(&format!("{folder}/earlier/{name}.json"), &earlier.record)?;
                }
            }
        }
    }
}

fn account(user: &User, membership: Option<&Membership>) -> serde_json::Value {
    json!({
        "name": user.name, "displayName": user.display_name, "email": user.email,
        "role": user.role.name(), "created": user.created.to_string(),
        "organisation": membership.map(|membership| json!({
            "name": membership.organisation.name,
            "sirets": membership.organisation.sirets.iter().map(Siret::as_str).collect::<Vec<_>>(),
            "placedBy": membership.placed_by.name(),
            "since": membership.since.to_string(),
        })),
    })
}

impl From<&RegradeNotice> for RevisedResult {
    fn from(notice: &RegradeNotice) -> Self {
        // Thousandths are exact in a double far beyond any exercise.
        let points = |points: Points| points.as_thousandths() as f64 / 1000.0;
        Self {
            regrade: notice.regrade.to_string(),
            exercise: notice.exercise.to_string(),
            earned_before: points(notice.before.earned),
            possible_before: points(notice.before.possible),
            earned: points(notice.after.earned),
            possible: points(notice.after.possible),
            neutralised: notice.neutralised,
            reason: notice.reason.clone(),
            revised: notice.at.to_string(),
            read: notice.read.map(|read| read.to_string()),
        }
    }
}

/// A ZIP file that is being written, in memory: an account has megabytes at most.
struct Archive(ZipWriter<Cursor<Vec<u8>>>);

impl Archive {
    fn new() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }

    fn file(&mut self, name: &str, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.0.start_file(name, SimpleFileOptions::default())?;
        Ok(self.0.write_all(bytes)?)
    }

    fn json(&mut self, name: &str, value: &impl Serialize) -> Result<(), ArchiveError> {
        self.file(name, &serde_json::to_vec_pretty(value)?)
    }

    fn finish(self) -> Result<Vec<u8>, ArchiveError> {
        Ok(self.0.finish()?.into_inner())
    }
}
