//! Drafts: code that isn't submitted yet.

use spyrales_core::draft::{self, Saving};
use spyrales_core::grading::ExerciseRef;
use spyrales_core::id::UserId;
use spyrales_core::store::{Draft, NotLive, StoreError};

use crate::App;
use crate::accounts::open;
use crate::transaction::{transaction, use_case_errors};

/// A draft is not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveDraftError {
    /// It was saved from elsewhere in the meantime; nothing was changed.
    #[error("the draft was saved from elsewhere in the meantime")]
    Conflict(Draft),
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
    pub async fn save_draft(
        &self,
        user: UserId,
        exercise: &ExerciseRef,
        base: Option<u32>,
        source: &str,
    ) -> Result<u32, SaveDraftError> {
        let now = self.clock.now();
        transaction!(self.store, "save_draft", SaveDraftError, |tx| {
            let owner = open::<SaveDraftError>(&mut *tx, user).await?;
            let kept = tx.draft(user, exercise).await?;
            match draft::save(kept, base, source) {
                Saving::Conflict(kept) => Err(SaveDraftError::Conflict(kept)),
                Saving::As(revision) => {
                    tx.put_draft(&owner, exercise, revision, source, now).await?;
                    Ok(revision)
                }
            }
        })
    }
}
