//! Tells waiting requests and idle workers that something moved.

use std::time::Duration;

use spyrales_core::id::SubmissionId;
use tokio::sync::{Notify, broadcast, watch};

/// How long a waiting request sleeps at most before it looks by itself: another process may have graded, and
/// the places in the queue move without a notice.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// Notices that one request missed are no loss: it looks at the store itself.
const KEPT: usize = 256;

/// Where changes are announced. Notices carry no state: whoever hears one reads the store.
pub struct Notices {
    moved: broadcast::Sender<SubmissionId>,
    arrived: Notify,
    closing: watch::Sender<bool>,
}

impl Default for Notices {
    fn default() -> Self {
        Self {
            moved: broadcast::Sender::new(KEPT),
            arrived: Notify::new(),
            closing: watch::Sender::new(false),
        }
    }
}

impl Notices {
    /// A submission was queued: wakes one idle worker.
    pub fn arrived(&self) {
        self.arrived.notify_one();
    }

    /// Waits for the next arrival; one that came while nobody waited counts.
    pub async fn arrival(&self) {
        self.arrived.notified().await;
    }

    /// A submission's state changed.
    pub fn moved(&self, submission: SubmissionId) {
        // An error says that nobody waits.
        let _ = self.moved.send(submission);
    }

    /// Starts to listen. Listen first, then read the state: nothing falls between.
    #[must_use]
    pub fn watch(&self, submission: SubmissionId) -> Watch {
        Watch {
            submission,
            moved: self.moved.subscribe(),
            closing: self.closing.subscribe(),
        }
    }

    /// The server is going down: every waiting request answers with what it knows.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }
}

/// A listener for one submission.
pub struct Watch {
    submission: SubmissionId,
    moved: broadcast::Receiver<SubmissionId>,
    closing: watch::Receiver<bool>,
}

impl Watch {
    /// Waits until the submission may have changed; false when the server is going down.
    pub async fn changed(&mut self) -> bool {
        let mut closing = self.closing.clone();
        tokio::select! {
            // The sender being gone says the same as its word.
            _ = closing.wait_for(|closing| *closing) => false,
            () = self.heard() => true,
            () = tokio::time::sleep(LOOK_AGAIN) => true,
        }
    }

    async fn heard(&mut self) {
        loop {
            match self.moved.recv().await {
                Ok(id) if id != self.submission => {}
                Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => return,
                // The sender lives as long as the server: this is its end, and time-out is what remains.
                Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
            }
        }
    }
}
