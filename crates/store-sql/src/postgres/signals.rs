//! Word between processes: `NOTIFY` after commits, `LISTEN` on a connection of its own.
//!
//! A transaction that notifies takes a lock of the whole database when it commits, so none of ours does: signals are sent
//! afterwards, many at a time. A pooler that lends connections for a transaction (PgBouncer) loses what is listened for without
//! a word, and so does a replica: a connection is believed to hear when it has heard itself.

use std::time::Duration;

use async_trait::async_trait;
use spyrales_core::store::{Signal, Signals, StoreError};
use sqlx::postgres::{PgListener, PgPool};
use uuid::Uuid;

use super::queries::database;

/// The channel.
const CHANNEL: &str = "spyrales";

/// How long a connection may take to hear itself.
const PROBE: Duration = Duration::from_secs(2);

/// Signals in one notification, whose text may have 8,000 bytes.
const MOST: usize = 200;

/// A connection that hears.
pub(super) struct Listener {
    listener: PgListener,
    /// Of the last notification, last first.
    waiting: Vec<Signal>,
}

/// Sends signals.
pub(super) async fn announce(pool: &PgPool, signals: &[Signal]) -> Result<(), StoreError> {
    for some in signals.chunks(MOST) {
        notify(pool, &write(some)).await?;
    }
    Ok(())
}

/// Begins to listen, and makes sure that what is sent arrives.
pub(super) async fn listen(pool: &PgPool) -> Result<Listener, StoreError> {
    let mut listener = PgListener::connect_with(pool).await.map_err(database)?;
    listener.listen(CHANNEL).await.map_err(database)?;
    // Told apart from what others probe at the same time.
    let word = format!("probe:{}", listener_word(&mut listener).await?);
    notify(pool, &word).await?;
    let heard = async {
        loop {
            let notification = listener.recv().await.map_err(database)?;
            if notification.payload() == word {
                return Ok(());
            }
        }
    };
    match tokio::time::timeout(PROBE, heard).await {
        Ok(heard) => heard?,
        Err(_) => {
            return Err(database(
                "notifications don't arrive: a pooler stands between that lends connections for a transaction, or the server \
                 is a replica; hint: nothing is lost, jobs and answers are looked for every second or two instead",
            ));
        }
    }
    Ok(Listener {
        listener,
        // What was announced before is not heard.
        waiting: vec![Signal::Missed],
    })
}

/// A word that no other listener has: its backend's number and start.
async fn listener_word(listener: &mut PgListener) -> Result<String, StoreError> {
    let query = "SELECT pg_backend_pid() || '-' || extract(epoch FROM clock_timestamp())::text";
    sqlx::query_scalar(query)
        .fetch_one(listener)
        .await
        .map_err(database)
}

async fn notify(pool: &PgPool, text: &str) -> Result<(), StoreError> {
    sqlx::query("SELECT pg_notify($1, $2)")
        .bind(CHANNEL)
        .bind(text)
        .execute(pool)
        .await
        .map_err(database)?;
    Ok(())
}

#[async_trait]
impl Signals for Listener {
    async fn next(&mut self) -> Result<Signal, StoreError> {
        loop {
            if let Some(signal) = self.waiting.pop() {
                return Ok(signal);
            }
            match self.listener.try_recv().await.map_err(database)? {
                Some(notification) => self.waiting = read(notification.payload()),
                None => return Err(database("the connection that listens was lost")),
            }
        }
    }
}

fn write(signals: &[Signal]) -> String {
    let words = signals.iter().map(|signal| match signal {
        Signal::Arrived => "arrived".to_owned(),
        Signal::Moved(submission) => submission.uuid().simple().to_string(),
        Signal::Missed => "missed".to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Words of a later version, and probes, say nothing here.
fn read(text: &str) -> Vec<Signal> {
    let signals = text.split(' ').filter_map(|word| match word {
        "arrived" => Some(Signal::Arrived),
        "missed" => Some(Signal::Missed),
        word => Uuid::try_parse(word).ok().map(|id| Signal::Moved(id.into())),
    });
    signals.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let signals = [
            Signal::Arrived,
            Signal::Moved(Uuid::from_u128(7).into()),
            Signal::Missed,
        ];
        assert_eq!(read(&write(&signals)), signals);
        assert_eq!(read("probe:1-2 later:x"), []);
    }

    #[test]
    fn a_notification_fits() {
        let signals = vec![Signal::Moved(Uuid::max().into()); MOST];
        assert!(write(&signals).len() < 8_000);
    }
}
