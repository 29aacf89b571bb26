//! Following a submission from the queue to its verdict.

use std::time::Duration;

use spyrales_core::id::{SubmissionId, UserId};
use spyrales_core::store::{Submission, SubmissionState};

use super::FindSubmissionError;
use crate::App;
use crate::notices::Watch;

/// A person's submission as it moves.
pub struct SubmissionProgress {
    app: App,
    user: UserId,
    id: SubmissionId,
    watch: Watch,
    /// The state that was returned last: only changes are.
    last: Option<SubmissionState>,
}

impl App {
    /// A person's submission as soon as it is settled, or as it is after `wait` or when the service goes down.
    pub async fn settled_submission(
        &self,
        id: SubmissionId,
        user: UserId,
        wait: Duration,
    ) -> Result<Submission, FindSubmissionError> {
        let deadline = tokio::time::Instant::now() + wait;
        let mut watch = self.notices.watch(id);
        loop {
            let submission = self.submission(id, user).await?;
            if submission.state.is_settled() || tokio::time::Instant::now() >= deadline {
                return Ok(submission);
            }
            match tokio::time::timeout_at(deadline, watch.changed()).await {
                Ok(true) => {}
                // Time is up, or the service goes down: the state of now is the answer.
                Ok(false) | Err(_) => return self.submission(id, user).await,
            }
        }
    }

    /// Follows a person's submission from its state of now on.
    pub async fn follow_submission(
        &self,
        id: SubmissionId,
        user: UserId,
    ) -> Result<SubmissionProgress, FindSubmissionError> {
        let watch = self.notices.watch(id);
        self.submission(id, user).await?;
        Ok(SubmissionProgress {
            app: self.clone(),
            user,
            id,
            watch,
            last: None,
        })
    }
}

impl SubmissionProgress {
    /// Waits for the next state: first the one of now, last the one that it stays in. Nothing comes after that, nor when the
    /// service goes down or the store fails: a client that follows again begins with the state of then.
    pub async fn next(&mut self) -> Option<SubmissionState> {
        while !self.last.as_ref().is_some_and(SubmissionState::is_settled) {
            let state = self.app.submission(self.id, self.user).await.ok()?.state;
            if self.last.as_ref() != Some(&state) {
                self.last = Some(state.clone());
                return Some(state);
            }
            if !self.watch.changed().await {
                return None;
            }
        }
        None
    }
}
