//! Code that isn't handed in yet.

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
use super::live::OpenUser;
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

/// What drafts take up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DraftUse {
    /// How many there are.
    pub drafts: u32,
    /// How many bytes their code has.
    pub bytes: u64,
}

/// Reading drafts: one for each person and exercise.
#[async_trait]
pub trait ReadDrafts: Send {
    /// A person's draft.
    async fn draft(&mut self, user: UserId, exercise: &ExerciseRef) -> Result<Option<Draft>, StoreError>;

    /// What a person's drafts take up, without the one for this exercise.
    async fn other_drafts(&mut self, user: UserId, besides: &ExerciseRef) -> Result<DraftUse, StoreError>;
}

/// Writing drafts.
#[async_trait]
pub trait WriteDrafts: Send {
    /// Writes a draft in the place of the one that there is.
    async fn put_draft(
        &mut self,
        owner: &OpenUser,
        exercise: &ExerciseRef,
        revision: u32,
        source: &str,
        now: Timestamp,
    ) -> Result<(), StoreError>;
}
