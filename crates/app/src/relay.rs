//! Carries notices between the processes that share a database.

use std::collections::HashSet;
use std::time::Duration;

use spyrales_core::store::Signal;
use tokio::sync::broadcast;

use crate::App;

/// How long signals are gathered before they are sent together.
const GATHERED: Duration = Duration::from_millis(5);

/// How long is waited before listening again, first and at most; it doubles in between.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

impl App {
    /// Tells other processes what moves in this one, and this one what moves in others, for as long as it is polled. Where that
    /// fails everybody still looks by themselves, so a failure is logged and tried again.
    pub async fn relay(&self) {
        tokio::join!(self.announce(), self.listen());
    }

    async fn announce(&self) {
        let mut outgoing = self.notices.outgoing();
        loop {
            let mut signals = HashSet::new();
            match outgoing.recv().await {
                Ok(signal) => drop(signals.insert(signal)),
                Err(broadcast::error::RecvError::Lagged(_)) => drop(signals.insert(Signal::Missed)),
                Err(broadcast::error::RecvError::Closed) => return,
            }
            tokio::time::sleep(GATHERED).await;
            while let Ok(signal) = outgoing.try_recv() {
                signals.insert(signal);
            }
            let signals: Vec<_> = signals.into_iter().collect();
            if let Err(error) = self.store.announce(&signals).await {
                tracing::warn!(%error, "failed to tell other processes; they look by themselves");
            }
        }
    }

    async fn listen(&self) {
        let mut pause = FIRST_PAUSE;
        loop {
            match self.store.signals().await {
                Ok(None) => return,
                Ok(Some(mut signals)) => {
                    tracing::debug!("listening to other processes");
                    pause = FIRST_PAUSE;
                    let error = loop {
                        match signals.next().await {
                            Ok(signal) => self.notices.hear(signal),
                            Err(error) => break error,
                        }
                    };
                    tracing::warn!(%error, "no longer listening to other processes");
                }
                Err(error) => tracing::warn!(%error, "failed to listen to other processes"),
            }
            tokio::time::sleep(pause).await;
            pause = LONGEST_PAUSE.min(pause * 2);
        }
    }
}
