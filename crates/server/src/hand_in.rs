//! Handing code in: the same from the API and from the pages.

use spyrales_core::id::{JobId, SubmissionId};
use spyrales_core::pack::{Exercise, Pack, exercise_seed};
use spyrales_core::store::{NewSubmission, Submitted, User};

use crate::error::ApiError;
use crate::state::AppState;

/// Stores code and queues its grading; its id, or that of the submission that the same key made before.
pub(crate) async fn hand_in(
    state: &AppState,
    user: &User,
    pack: &Pack,
    exercise: &Exercise,
    source: Vec<u8>,
    key: Option<String>,
) -> Result<SubmissionId, ApiError> {
    let name = pack.exercise_ref(exercise);
    let now = state.app.clock.now();
    let (id, job) = state
        .app
        .rng
        .with(|rng| (SubmissionId::new(now, rng), JobId::new(now, rng)));
    let submission = NewSubmission {
        id,
        job,
        user: user.id,
        seed: exercise_seed(user.id, &name, pack.digest),
        exercise: name,
        pack: pack.digest,
        source,
        key,
        queue_limit: state.settings.queue_limit,
        daily_attempts: exercise.daily_attempts,
    };
    match {
        let mut tx = state.app.store.begin("submit").await?;
        let done = tx.submit(submission, now).await?;
        tx.commit().await?;
        done
    } {
        Submitted::New(id) => {
            state.app.notices.arrived();
            Ok(id)
        }
        Submitted::Replayed(id) => Ok(id),
        Submitted::KeyReused => Err(ApiError::IdempotencyKeyReused),
        Submitted::QueueFull { waiting } => Err(ApiError::QueueFull(waiting)),
        Submitted::AttemptsUsedUp { again } => Err(ApiError::AttemptsUsedUp {
            limit: exercise.daily_attempts,
            again,
            now,
        }),
    }
}
