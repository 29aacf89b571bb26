//! Drafts: code that isn't submitted yet.

use spyrales_core::draft::{self, Saving};
use spyrales_core::id::UserId;
use spyrales_core::store::{Draft, NotLive, StoreError};
use spyrales_core::submission::{SourceTooLarge, check_size};

use crate::App;
use crate::accounts::open;
use crate::catalog::ExerciseHandle;
use crate::transaction::{transaction, use_case_errors};

/// A draft is not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveDraftError {
    /// It was saved from elsewhere in the meantime; nothing was changed.
    #[error("the draft was saved from elsewhere in the meantime")]
    Conflict(Draft),
    /// It is larger than code may be.
    #[error(transparent)]
    TooLarge(#[from] SourceTooLarge),
    /// The account has as many drafts, or as large ones, as it may.
    #[error("the account has no room for another draft")]
    OverQuota,
    /// There is no such account, or it is closed.
    #[error(transparent)]
    NotLive(#[from] NotLive),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(SaveDraftError);

impl App {
    /// Keeps a draft that was begun on revision `base` (0: on none); its new revision. `None` keeps it whatever there is.
    ///
    /// A handle shows that the exercise exists: nobody keeps drafts of others.
    pub async fn save_draft(
        &self,
        user: UserId,
        exercise: &ExerciseHandle,
        base: Option<u32>,
        source: &str,
    ) -> Result<u32, SaveDraftError> {
        check_size(source.as_bytes())?;
        let (now, exercise) = (self.clock.now(), &exercise.name());
        transaction!(self.store, "save_draft", SaveDraftError, |tx| {
            let owner = open::<SaveDraftError>(&mut *tx, user).await?;
            let kept = tx.draft(user, exercise).await?;
            let others = tx.other_drafts(user, exercise).await?;
            match draft::save(kept, base, source, others) {
                Saving::Conflict(kept) => Err(SaveDraftError::Conflict(kept)),
                Saving::OverQuota => Err(SaveDraftError::OverQuota),
                Saving::As(revision) => {
                    tx.put_draft(&owner, exercise, revision, source, now).await?;
                    Ok(revision)
                }
            }
        })
    }

    /// Keeps code that is submitted, run or brought along when signing in as a draft as well, whatever draft there is. An account
    /// without room for it goes on without one.
    pub async fn keep_draft(
        &self,
        user: UserId,
        exercise: &ExerciseHandle,
        source: &str,
    ) -> Result<(), SaveDraftError> {
        match self.save_draft(user, exercise, None, source).await {
            Ok(_) | Err(SaveDraftError::OverQuota) => Ok(()),
            Err(error) => Err(error),
        }
    }
}
