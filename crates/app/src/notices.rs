//! Tells waiting requests and idle workers that something moved.

use std::time::Duration;

use spyrales_core::id::SubmissionId;
use spyrales_core::store::Signal;
use tokio::sync::{Notify, broadcast, watch};

/// How long a waiting request sleeps at most before it looks by itself: another process may have graded, and
/// the places in the queue move without a notice.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// Notices that one request missed are no loss: it looks at the store itself.
const KEPT: usize = 256;

/// Where changes are announced. Notices carry no state: whoever hears one reads the store.
pub struct Notices {
    /// Nothing: any may have moved.
    moved: broadcast::Sender<Option<SubmissionId>>,
    /// What began in this process, for others.
    outgoing: broadcast::Sender<Signal>,
    arrived: Notify,
    closing: watch::Sender<bool>,
}

impl Default for Notices {
    fn default() -> Self {
        Self {
            moved: broadcast::Sender::new(KEPT),
            outgoing: broadcast::Sender::new(KEPT),
            arrived: Notify::new(),
            closing: watch::Sender::new(false),
        }
    }
}

impl Notices {
    /// A submission was queued: wakes one idle worker.
    pub fn arrived(&self) {
        self.tell(Signal::Arrived);
    }

    /// Waits for the next arrival; one that came while nobody waited counts.
    pub async fn arrival(&self) {
        self.arrived.notified().await;
    }

    /// A submission's state changed.
    pub fn moved(&self, submission: SubmissionId) {
        self.tell(Signal::Moved(submission));
    }

    fn tell(&self, signal: Signal) {
        self.hear(signal);
        // An error says that nobody carries it on.
        let _ = self.outgoing.send(signal);
    }

    /// Wakes those of this process whom a signal concerns.
    pub(crate) fn hear(&self, signal: Signal) {
        // Errors say that nobody waits.
        match signal {
            Signal::Arrived => self.arrived.notify_one(),
            Signal::Moved(submission) => drop(self.moved.send(Some(submission))),
            Signal::Missed => {
                self.arrived.notify_one();
                drop(self.moved.send(None));
            }
        }
    }

    /// What begins in this process, from now on.
    pub(crate) fn outgoing(&self) -> broadcast::Receiver<Signal> {
        self.outgoing.subscribe()
    }

    /// Waits until a submission moves, here or in another process: its owner may have cancelled it.
    pub async fn movement(&self, submission: SubmissionId) {
        hear(&mut self.moved.subscribe(), submission).await;
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
    moved: broadcast::Receiver<Option<SubmissionId>>,
    closing: watch::Receiver<bool>,
}

impl Watch {
    /// Waits until the submission may have changed; false when the server is going down.
    pub async fn changed(&mut self) -> bool {
        let mut closing = self.closing.clone();
        tokio::select! {
            // The sender being gone says the same as its word.
            _ = closing.wait_for(|closing| *closing) => false,
            () = hear(&mut self.moved, self.submission) => true,
            () = tokio::time::sleep(LOOK_AGAIN) => true,
        }
    }
}

/// Waits until a submission may have moved.
async fn hear(moved: &mut broadcast::Receiver<Option<SubmissionId>>, submission: SubmissionId) {
    loop {
        match moved.recv().await {
            Ok(Some(id)) if id != submission => {}
            Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => return,
            // The sender lives as long as the server: this is its end, and time-out is what remains.
            Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
        }
    }
}
