//! Bodies of requests: how large they may be, how slow, and how many are held at a time.
//!
//! Nothing is read before its handler asks for it, which is after whoever sends it was identified and counted; nothing is reserved
//! for what was announced and hasn't come. Every body may have 64 KiB; beyond that it takes a place in a [`Room`], so that the
//! memory that bodies take is bounded (`docs/en/security.md`, "The doors"). A full room gives its oldest place to the newcomer: an honest
//! body is in it for moments, and one that is spun out makes way.

mod class;
mod held;
mod room;

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, HttpBody as _};
use axum::extract::{Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::http::edge::error::ApiError;

pub(crate) use class::{Class, code, file, pack, question};
use held::{Held, Watch};
use room::Room;

/// What a body may have without a place.
const FREE: usize = 64 << 10;

/// As much of a refused body is read and dropped. A connection that is closed with unread bytes is reset, and most clients
/// then lose the answer; beyond this it isn't worth the reading.
const READ_AWAY: usize = 64 << 20;

/// How slow a body may be: in each window, so many bytes of it come, or its end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    /// The window.
    pub(crate) window: Duration,
    /// The bytes.
    pub(crate) bytes: usize,
}

impl Default for Pace {
    /// 1 KiB a second: a line from before this century gets through.
    fn default() -> Self {
        Self {
            window: Duration::from_secs(10),
            bytes: 10 << 10,
        }
    }
}

/// Where bodies are held.
pub(crate) struct Bodies {
    pace: Pace,
    forms: Arc<Room>,
    files: Arc<Room>,
    packs: Arc<Room>,
}

impl Bodies {
    /// Empty rooms.
    pub(crate) fn new(pace: Pace) -> Self {
        let room = |places| Arc::new(Room::new(places));
        Self {
            pace,
            forms: room(class::FORMS),
            files: room(class::FILES),
            packs: room(class::PACKS),
        }
    }

    fn room(&self, class: Class) -> &Arc<Room> {
        match class {
            Class::Form | Class::Code => &self.forms,
            Class::Question | Class::File => &self.files,
            Class::Pack => &self.packs,
        }
    }
}

/// Why a body isn't read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Cut {
    /// It has, or announces, more bytes than its address takes.
    #[error("the body has more than {0} bytes")]
    TooLarge(usize),
    /// It comes too slowly.
    #[error("the body comes too slowly")]
    TooSlow,
    /// Its place was needed.
    #[error("too many large bodies at a time")]
    Displaced,
}

/// Bounds the body of a request, and says why when it was cut, whatever the handler made of that.
pub(crate) async fn bound(State(bodies): State<Arc<Bodies>>, request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let announced = parts.headers.get(CONTENT_LENGTH);
    let announced = announced.and_then(|value| value.to_str().ok()?.parse().ok());
    let watch = Arc::new(Watch::default());
    parts.extensions.insert(Arc::clone(&watch));
    let held = Held::new(body.into_data_stream(), announced, Arc::clone(&watch), bodies);
    let response = next
        .run(Request::from_parts(parts, Body::from_stream(held)))
        .await;
    match watch.cut() {
        None => response,
        Some(Cut::TooLarge(limit)) => ApiError::TooLarge(limit).into_response(),
        Some(Cut::TooSlow) => ApiError::TooSlow.into_response(),
        Some(Cut::Displaced) => ApiError::TooManyBodies.into_response(),
    }
}
