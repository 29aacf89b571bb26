//! What was done to earn a certificate, for its holder and whoever has a link of theirs.

use serde::Deserialize;
use spyrales_core::digest::Digest;
use spyrales_core::grading::{ExerciseRef, Points};
use spyrales_core::store::{StoredCredential, SubmissionState};

use crate::error::ApiError;
use crate::state::AppState;
use crate::web::Frame;

/// A transcript as it was written when the certificate was issued.
#[derive(Deserialize)]
struct Transcript {
    results: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    exercise: ExerciseRef,
    record: Digest,
    earned: Points,
    possible: Points,
}

/// An exercise that counted.
pub(super) struct Deed {
    pub(super) title: String,
    /// The pack and the version that it was graded with, and when.
    pub(super) graded: Option<(String, jiff::Timestamp)>,
    pub(super) earned: Points,
    pub(super) possible: Points,
    pub(super) record: Digest,
}

/// The exercises that earned a certificate. Titles are those of now; what was graded is told by the records.
pub(super) async fn deeds(
    state: &AppState,
    certificate: &StoredCredential,
    f: &Frame,
) -> Result<Vec<Deed>, ApiError> {
    let Some(text) = state.app.store.reader().await?.transcript(certificate.id).await? else {
        return Ok(Vec::new());
    };
    let transcript: Transcript = serde_json::from_slice(text.as_ref())
        .map_err(|error| ApiError::Internal(format!("a stored transcript: {error}")))?;
    let results = state
        .app
        .store
        .reader()
        .await?
        .best_results(certificate.user)
        .await?;
    let mut deeds = Vec::new();
    for line in transcript.results {
        let result = results.iter().find(|result| result.record == line.record);
        let graded = match result {
            Some(result) => {
                let submission = state
                    .app
                    .store
                    .reader()
                    .await?
                    .submission(result.submission, certificate.user)
                    .await?;
                submission.and_then(|submission| match submission.state {
                    SubmissionState::Graded { record, at, .. } => {
                        Some((format!("{} {}", record.pack.id, record.pack.version), at))
                    }
                    _ => None,
                })
            }
            // A better result has come since: the certificate stays with the one that earned it.
            None => None,
        };
        let exercise = state
            .exercise(line.exercise.pack.clone(), line.exercise.exercise.clone())
            .await;
        deeds.push(Deed {
            title: match exercise {
                Ok(exercise) => exercise.title.get(f.lang).to_owned(),
                Err(_) => line.exercise.to_string(),
            },
            graded,
            earned: line.earned,
            possible: line.possible,
            record: line.record,
        });
    }
    Ok(deeds)
}
