//! A body while it comes.

use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll, ready};

use axum::body::{BodyDataStream, Bytes};
use futures::{FutureExt as _, Stream, StreamExt as _};
use tokio::time::{Instant, Sleep, sleep};

use super::room::Place;
use super::{Bodies, Class, Cut, FREE, READ_AWAY};

/// What the address that a request is for, and the one who answers it, know of its body.
#[derive(Default)]
pub(super) struct Watch {
    class: Mutex<Class>,
    cut: OnceLock<Cut>,
}

impl Watch {
    /// Says what the body is for, before it is read.
    pub(super) fn take_for(&self, class: Class) {
        *self.class.lock().unwrap_or_else(PoisonError::into_inner) = class;
    }

    fn class(&self) -> Class {
        *self.class.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why it wasn't read to its end, if it wasn't.
    pub(super) fn cut(&self) -> Option<Cut> {
        self.cut.get().copied()
    }
}

/// A body while it comes.
pub(super) struct Held {
    body: BodyDataStream,
    announced: Option<usize>,
    come: usize,
    place: Option<Place>,
    pace: Slowness,
    watch: Arc<Watch>,
    bodies: Arc<Bodies>,
}

/// How much has come in the present window.
struct Slowness {
    come: usize,
    ends: Option<Pin<Box<Sleep>>>,
}

impl Held {
    pub(super) fn new(
        body: BodyDataStream,
        announced: Option<usize>,
        watch: Arc<Watch>,
        bodies: Arc<Bodies>,
    ) -> Self {
        Self {
            body,
            announced,
            come: 0,
            place: None,
            pace: Slowness { come: 0, ends: None },
            watch,
            bodies,
        }
    }

    /// The next part, as far as it is neither too slow nor displaced.
    fn next_part(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, axum::Error>>> {
        if let Some(place) = &mut self.place
            && place.needed.poll_unpin(cx) == Poll::Ready(Ok(()))
        {
            return self.cut(Cut::Displaced);
        }
        if let Poll::Ready(part) = self.body.poll_next_unpin(cx) {
            self.pace.come += part
                .as_ref()
                .map_or(0, |part| part.as_ref().map_or(0, Bytes::len));
            return Poll::Ready(part);
        }
        let pace = self.bodies.pace;
        let ends = self.pace.ends.get_or_insert_with(|| Box::pin(sleep(pace.window)));
        loop {
            ready!(ends.as_mut().poll(cx));
            if self.pace.come < pace.bytes {
                return self.cut(Cut::TooSlow);
            }
            self.pace.come = 0;
            ends.as_mut().reset(Instant::now() + pace.window);
        }
    }

    fn cut(&mut self, why: Cut) -> Poll<Option<Result<Bytes, axum::Error>>> {
        let why = *self.watch.cut.get_or_init(|| why);
        self.place = None;
        Poll::Ready(Some(Err(axum::Error::new(why))))
    }

    /// Whether it has, or announces, more than is taken.
    fn is_too_large(&self, limit: usize) -> bool {
        self.come > limit || self.announced.is_some_and(|announced| announced > limit)
    }
}

impl Stream for Held {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let held = self.get_mut();
        let class = held.watch.class();
        let limit = class.limit();
        while held.is_too_large(limit) {
            // What comes is dropped, so that the client hears of it.
            held.place = None;
            let over = held.come > READ_AWAY || held.announced.is_some_and(|announced| announced > READ_AWAY);
            match (!over).then(|| held.next_part(cx)) {
                Some(Poll::Pending) => return Poll::Pending,
                Some(Poll::Ready(Some(Ok(part)))) => held.come += part.len(),
                Some(Poll::Ready(Some(Err(_)) | None)) | None => {
                    return held.cut(Cut::TooLarge(class.told()));
                }
            }
        }
        let part = match ready!(held.next_part(cx)) {
            Some(Ok(part)) => part,
            end => return Poll::Ready(end),
        };
        held.come += part.len();
        if held.is_too_large(limit) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        if held.come > FREE && held.place.is_none() {
            held.place = Some(held.bodies.room(class).enter());
        }
        Poll::Ready(Some(Ok(part)))
    }
}
