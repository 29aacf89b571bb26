//! Going down in an orderly way.

use tokio::sync::watch;

/// Asks for the end; dropping it asks too.
pub struct Stop(watch::Sender<bool>);

/// Hears when the end is asked for.
#[derive(Clone)]
pub struct Shutdown(watch::Receiver<bool>);

/// The two ends of one line.
#[must_use]
pub fn channel() -> (Stop, Shutdown) {
    let (sender, receiver) = watch::channel(false);
    (Stop(sender), Shutdown(receiver))
}

impl Stop {
    /// Asks everything to end: what runs is finished, nothing new is begun.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl Shutdown {
    /// Waits until the end is asked for.
    pub async fn requested(&mut self) {
        // The sender being gone asks for the end as its word does.
        let _ = self.0.wait_for(|stop| *stop).await;
    }

    /// Whether the end was asked for.
    #[must_use]
    pub fn is_requested(&self) -> bool {
        *self.0.borrow() || self.0.has_changed().is_err()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_listens_hears_it_even_late() {
        let (stop, mut shutdown) = channel();
        assert!(!shutdown.is_requested());
        stop.stop();
        shutdown.requested().await;
        assert!(shutdown.is_requested());
    }

    #[tokio::test]
    async fn a_stop_that_is_gone_has_stopped() {
        let (stop, mut shutdown) = channel();
        drop(stop);
        shutdown.requested().await;
        assert!(shutdown.is_requested());
    }
}
