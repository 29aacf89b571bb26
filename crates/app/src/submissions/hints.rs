//! Hints that a person opens after a check has failed.

use spyrales_core::id::{SubmissionId, UserId};
use spyrales_core::store::{NotLive, StoreError, Submission};

use crate::App;
use crate::accounts::open;
use crate::transaction::{transaction, use_case_errors};

/// A hint is not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenHintError {
    /// The person has no such submission.
    #[error("no submission {0}")]
    UnknownSubmission(SubmissionId),
    /// The submission isn't graded, or has no such check.
    #[error("the submission has no check {0:?}")]
    UnknownCheck(String),
    /// There is no such account, or it is closed.
    #[error(transparent)]
    NotLive(#[from] NotLive),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(OpenHintError);

impl App {
    /// Opens the hint of a check of a person's graded submission, which is returned. It stays open.
    pub async fn open_hint(
        &self,
        id: SubmissionId,
        user: UserId,
        check: &str,
    ) -> Result<Submission, OpenHintError> {
        let now = self.clock.now();
        transaction!(self.store, "open_hint", OpenHintError, |tx| {
            let author = open::<OpenHintError>(&mut *tx, user).await?;
            let found = tx.submission(id, user).await?;
            let submission = found.ok_or(OpenHintError::UnknownSubmission(id))?;
            if !submission.state.has_check(check) {
                return Err(OpenHintError::UnknownCheck(check.to_owned()));
            }
            tx.open_hint(&author, id, check, now).await?;
            Ok(submission)
        })
    }
}
