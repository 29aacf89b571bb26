//! Code that isn't handed in yet.

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
use crate::grading::ExerciseRef;
use crate::id::UserId;

/// A person's draft for an exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Rises by one with each save: tells two windows that write to the same draft from each other.
    pub revision: u32,
    /// The code.
    pub source: String,
    /// When it was saved.
    pub saved: Timestamp,
}

/// What saving a draft did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftSaved {
    /// It is kept, under this revision.
    Saved(u32),
    /// It was saved from elsewhere in the meantime; nothing was changed.
    Conflict(Draft),
}

/// Drafts: one for each person and exercise.
#[async_trait]
pub trait Drafts: Send + Sync {
    /// A person's draft.
    async fn draft(&self, user: UserId, exercise: &ExerciseRef) -> Result<Option<Draft>, StoreError>;

    /// Keeps a draft that was begun on revision `base` (0: on none). `None` keeps it whatever there is.
    async fn save_draft(
        &self,
        user: UserId,
        exercise: &ExerciseRef,
        base: Option<u32>,
        source: &str,
        now: Timestamp,
    ) -> Result<DraftSaved, StoreError>;
}
