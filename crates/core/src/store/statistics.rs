//! What the statistics of exercises are computed from.

use async_trait::async_trait;

use super::StoreError;
use crate::digest::Digest;
use crate::grading::ExerciseRef;
use crate::statistics::{GradedAttempt, PersonResult};

/// Gradings of learners, whoever they are. Trainers and administrators try things out: theirs don't count: reading.
#[async_trait]
pub trait ReadStatistics: Send {
    /// The latest graded submissions to an exercise, oldest first; of one version of its pack, or of all.
    async fn graded_attempts(
        &mut self,
        exercise: &ExerciseRef,
        pack: Option<Digest>,
        limit: u32,
    ) -> Result<Vec<GradedAttempt>, StoreError>;

    /// Everybody's best result on each exercise of a pack.
    async fn pack_results(&mut self, pack: &str) -> Result<Vec<PersonResult>, StoreError>;
}
