//! Following a submission from the queue to its verdict: the same from the API and from the pages.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use futures::Stream;
use spyrales_core::id::{SubmissionId, UserId};
use spyrales_core::store::{Submission, SubmissionState};
use spyrales_core::text::Lang;

use crate::api::points;
use crate::error::ApiError;
use crate::state::AppState;
use spyrales_app::notices::Watch;

/// A person's submission, or the refusal that says there is none.
pub(crate) async fn find(state: &AppState, id: SubmissionId, user: UserId) -> Result<Submission, ApiError> {
    state
        .app
        .store
        .reader()
        .await?
        .submission(id, user)
        .await?
        .ok_or(ApiError::UnknownSubmission(id))
}

/// Whether nothing more will become of it.
fn is_settled(submission: &Submission) -> bool {
    match submission.state {
        SubmissionState::Graded { .. } | SubmissionState::SetAside { .. } => true,
        SubmissionState::Queued { .. } | SubmissionState::Grading => false,
    }
}

/// A person's submission as soon as it is settled, or as it is after `wait` or when the server goes down.
pub(crate) async fn settled(
    state: &AppState,
    id: SubmissionId,
    user: UserId,
    wait: Duration,
) -> Result<Submission, ApiError> {
    let deadline = tokio::time::Instant::now() + wait;
    let mut watch = state.app.notices.watch(id);
    loop {
        let submission = find(state, id, user).await?;
        if is_settled(&submission) || tokio::time::Instant::now() >= deadline {
            return Ok(submission);
        }
        match tokio::time::timeout_at(deadline, watch.changed()).await {
            Ok(true) => {}
            // Time is up, or the server goes down: what is known is the answer.
            Ok(false) | Err(_) => return find(state, id, user).await,
        }
    }
}

/// A person's submission as it moves: `queued`, `grading`, `graded`, `set_aside`. The first event is the state of now; the
/// last is the one that settles it.
pub(crate) async fn events(
    state: AppState,
    id: SubmissionId,
    user: UserId,
    lang: Lang,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, ApiError> {
    let watch = state.app.notices.watch(id);
    find(&state, id, user).await?;
    let follower = Follower {
        state,
        user,
        id,
        lang,
        watch,
        last: None,
        ended: false,
    };
    let stream = futures::stream::unfold(follower, |mut follower| async move {
        let event = follower.next().await?;
        Some((Ok(event), follower))
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::default()))
}

struct Follower {
    state: AppState,
    user: UserId,
    id: SubmissionId,
    lang: Lang,
    watch: Watch,
    /// What was told last: only changes are told.
    last: Option<(&'static str, serde_json::Value)>,
    ended: bool,
}

impl Follower {
    async fn next(&mut self) -> Option<Event> {
        while !self.ended {
            // A store that fails ends the stream; the client comes back and sees the state of then.
            let submission = find(&self.state, self.id, self.user).await.ok()?;
            let told = match &submission.state {
                SubmissionState::Queued { ahead } => ("queued", serde_json::json!({ "ahead": ahead })),
                SubmissionState::Grading => ("grading", serde_json::json!({})),
                SubmissionState::Graded { record, .. } => {
                    let (earned, possible) = (points(record.earned), points(record.possible));
                    (
                        "graded",
                        serde_json::json!({ "earned": earned, "possible": possible }),
                    )
                }
                SubmissionState::SetAside { why } => {
                    ("set_aside", serde_json::json!({ "why": why.get(self.lang) }))
                }
            };
            self.ended = is_settled(&submission);
            if self.last.as_ref() != Some(&told) {
                let event = Event::default().event(told.0).data(told.1.to_string());
                self.last = Some(told);
                return Some(event);
            }
            if !self.watch.changed().await {
                return None;
            }
        }
        None
    }
}
