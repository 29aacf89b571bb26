//! The exercises that earned a certificate.

use jiff::Timestamp;
use spyrales_core::digest::Digest;
use spyrales_core::grading::{ExerciseRef, Points};
use spyrales_core::pack::Texts;
use spyrales_core::store::{StoredCredential, SubmissionState};

use super::{CertificateError, transcript};
use crate::App;

/// An exercise that counted, as the transcript says. Its title is that of now.
#[derive(Clone, Debug)]
pub struct CountedExercise {
    /// Which.
    pub exercise: ExerciseRef,
    /// Its title, unless it is no longer offered.
    pub title: Option<Texts>,
    /// The pack and the version that it was graded with, and when; unless a better result has come since.
    pub graded: Option<(String, Timestamp)>,
    /// Points that were earned.
    pub earned: Points,
    /// Points that could be.
    pub possible: Points,
    /// The digest of the grading record.
    pub record: Digest,
}

impl App {
    /// The exercises that earned a certificate; none when it has no transcript.
    pub async fn counted_exercises(
        &self,
        certificate: &StoredCredential,
    ) -> Result<Vec<CountedExercise>, CertificateError> {
        let mut reader = self.store.reader().await?;
        let Some(document) = reader.transcript(certificate.id).await? else {
            return Ok(Vec::new());
        };
        let results = reader.best_results(certificate.user).await?;
        let mut counted = Vec::new();
        for line in transcript::lines(&document)? {
            let result = results.iter().find(|result| result.record == line.record);
            let graded = match result {
                Some(result) => reader.submission(result.submission, certificate.user).await?,
                // A better result has come since: the certificate stays with the one that earned it.
                None => None,
            };
            counted.push(CountedExercise {
                title: None,
                graded: graded.and_then(|submission| match submission.state {
                    SubmissionState::Graded { record, at, .. } => {
                        Some((format!("{} {}", record.pack.id, record.pack.version), at))
                    }
                    _ => None,
                }),
                exercise: line.exercise,
                earned: line.earned,
                possible: line.possible,
                record: line.record,
            });
        }
        drop(reader);
        for one in &mut counted {
            let entry = self.catalog.find(&one.exercise.pack).await?;
            one.title = entry.and_then(|entry| {
                let exercise = entry.pack.exercise(&one.exercise.exercise)?;
                Some(exercise.title.clone())
            });
        }
        Ok(counted)
    }
}
