//! Reading a submission: its code, and the records of its gradings.

use spyrales_core::digest::Digest;
use spyrales_core::grading::GradingRecord;
use spyrales_core::id::{SubmissionId, UserId};
use spyrales_core::store::{StoreError, Submission, SubmissionState};
use spyrales_core::submission::{attempts_left, attempts_since};

use crate::App;
use crate::catalog::ExerciseHandle;

/// A person has no such submission.
#[derive(Debug, thiserror::Error)]
pub enum FindSubmissionError {
    /// There is none with this id that is theirs.
    #[error("no submission {0}")]
    Unknown(SubmissionId),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// There is no such record.
#[derive(Debug, thiserror::Error)]
pub enum ReadRecordError {
    /// The person has no such submission, or it never had a record with this digest.
    #[error("no record of submission {0}")]
    Unknown(SubmissionId),
    /// The submission isn't graded.
    #[error("submission {0} isn't graded")]
    NotGraded(SubmissionId),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl App {
    /// A person's submission.
    pub async fn submission(
        &self,
        id: SubmissionId,
        user: UserId,
    ) -> Result<Submission, FindSubmissionError> {
        let found = self.store.reader().await?.submission(id, user).await?;
        found.ok_or(FindSubmissionError::Unknown(id))
    }

    /// The code of a person's submission, byte for byte.
    pub async fn submission_source(
        &self,
        id: SubmissionId,
        user: UserId,
    ) -> Result<Vec<u8>, FindSubmissionError> {
        let found = self.store.reader().await?.submission_source(id, user).await?;
        found.ok_or(FindSubmissionError::Unknown(id))
    }

    /// The record of a person's submission that counts, or the one with a digest, which a re-grade may have replaced.
    pub async fn grading_record(
        &self,
        id: SubmissionId,
        user: UserId,
        digest: Option<Digest>,
    ) -> Result<Box<GradingRecord>, ReadRecordError> {
        let mut reader = self.store.reader().await?;
        let found = reader.submission(id, user).await?;
        let record = match found.ok_or(ReadRecordError::Unknown(id))?.state {
            SubmissionState::Graded { record, .. } => record,
            SubmissionState::Queued { .. }
            | SubmissionState::Grading
            | SubmissionState::SetAside { .. }
            | SubmissionState::Cancelled => {
                return Err(ReadRecordError::NotGraded(id));
            }
        };
        match digest {
            Some(digest) if record.digest() != digest => {
                let earlier = reader.earlier_gradings(id, user).await?;
                let mut records = earlier.into_iter().map(|grading| grading.record);
                records
                    .find(|record| record.digest() == digest)
                    .ok_or(ReadRecordError::Unknown(id))
            }
            _ => Ok(record),
        }
    }

    /// How many more submissions to an exercise are taken from a person today.
    pub async fn attempts_left(&self, user: UserId, exercise: &ExerciseHandle) -> Result<usize, StoreError> {
        let now = self.clock.now();
        let mut reader = self.store.reader().await?;
        let attempts = reader
            .attempts_after(user, &exercise.name(), attempts_since(now))
            .await?;
        Ok(attempts_left(exercise.daily_attempts, &attempts, now))
    }
}
