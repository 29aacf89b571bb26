//! Everything that is one's own, as one ZIP file.

use std::io::{Cursor, Write as _};

use serde_json::json;
use spyrales_core::siret::Siret;
use spyrales_core::store::{Page, SubmissionState, User};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::api::RegradeView;
use crate::error::ApiError;
use crate::public::{Form, bundle, draw};
use crate::state::AppState;

/// Submissions read at a time.
const PAGE: u32 = 200;

/// The account and its organisation; each certificate in every form, with its transcript; each submission with its code, its record and those
/// that a re-grade has replaced; what re-grades changed.
pub(crate) async fn archive(state: &AppState, user: &User) -> Result<Vec<u8>, ApiError> {
    let mut archive = Archive::new();
    let membership = state.app.store.reader().await?.membership(user.id).await?;
    let account = json!({
        "name": user.name, "displayName": user.display_name, "email": user.email,
        "role": user.role.name(), "created": user.created.to_string(),
        "organisation": membership.map(|membership| json!({
            "name": membership.organisation.name,
            "sirets": membership.organisation.sirets.iter().map(Siret::as_str).collect::<Vec<_>>(),
            "placedBy": membership.placed_by.name(),
            "since": membership.since.to_string(),
        })),
    });
    archive.json("account.json", &account)?;
    certificates(state, user, &mut archive).await?;
    submissions(state, user, &mut archive).await?;
    let notices = state.app.store.reader().await?.regrade_notices(user.id).await?;
    let regrades: Vec<RegradeView> = notices.iter().map(RegradeView::from).collect();
    archive.json("regrades.json", &regrades)?;
    archive.finish()
}

async fn certificates(state: &AppState, user: &User, archive: &mut Archive) -> Result<(), ApiError> {
    let found = state.app.store.reader().await?.credentials(user.id).await?;
    for certificate in found {
        let folder = format!("certificates/{}", certificate.id);
        for form in Form::ALL {
            let bytes = draw(state, &certificate, form, Some(&user.display_name)).await?;
            archive.file(&format!("{folder}/certificate.{}", form.extension()), &bytes)?;
        }
        let bundle = bundle(state, &certificate).await?.to_json();
        archive.file(&format!("{folder}/offline-bundle.json"), bundle.as_bytes())?;
        let found = state.app.store.reader().await?.transcript(certificate.id).await?;
        if let Some(transcript) = found {
            archive.file(&format!("{folder}/transcript.json"), &transcript)?;
        }
    }
    Ok(())
}

async fn submissions(state: &AppState, user: &User, archive: &mut Archive) -> Result<(), ApiError> {
    let mut before = None;
    loop {
        let page = state
            .app
            .store
            .reader()
            .await?
            .submissions(user.id, None, Page { before, limit: PAGE })
            .await?;
        let Some(last) = page.last() else { return Ok(()) };
        before = Some(last.id);
        for submission in page {
            let folder = format!("submissions/{}", submission.id);
            if let Some(source) = state
                .app
                .store
                .reader()
                .await?
                .submission_source(submission.id, user.id)
                .await?
            {
                archive.file(&format!("{folder}/source"), &source)?;
            }
            if let SubmissionState::Graded { record, .. } = &submission.state {
                archive.json(&format!("{folder}/record.json"), record)?;
            }
            for earlier in state
                .app
                .store
                .reader()
                .await?
                .earlier_gradings(submission.id, user.id)
                .await?
            {
                let name = earlier.record.digest().hex();
                archive.json(&format!("{folder}/earlier/{name}.json"), &earlier.record)?;
            }
        }
    }
}

/// A ZIP file that is being written, in memory: an account has megabytes at most.
struct Archive(ZipWriter<Cursor<Vec<u8>>>);

impl Archive {
    fn new() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }

    fn file(&mut self, name: &str, bytes: &[u8]) -> Result<(), ApiError> {
        let broken = |error: &dyn std::fmt::Display| {
            ApiError::Internal(format!("failed to write the archive: {error}"))
        };
        self.0
            .start_file(name, SimpleFileOptions::default())
            .map_err(|error| broken(&error))?;
        self.0.write_all(bytes).map_err(|error| broken(&error))
    }

    fn json(&mut self, name: &str, value: &impl serde::Serialize) -> Result<(), ApiError> {
        let bytes =
            serde_json::to_vec_pretty(value).map_err(|error| ApiError::Internal(error.to_string()))?;
        self.file(name, &bytes)
    }

    fn finish(self) -> Result<Vec<u8>, ApiError> {
        let written = self
            .0
            .finish()
            .map_err(|error| ApiError::Internal(error.to_string()))?;
        Ok(written.into_inner())
    }
}
