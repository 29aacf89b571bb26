//! What the end-to-end tests share: the real sandboxes, packs read from folders, and what every
//! store must keep.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says why and ends")]

/// Calls one method in a transaction of its own and commits it, whatever it returned but an error.
#[macro_export]
macro_rules! wrote {
    ($store:expr, $method:ident($($argument:expr),* $(,)?)) => {{
        let mut tx = $store.begin(stringify!($method)).await.unwrap();
        let outcome = tx.$method($($argument),*).await;
        if outcome.is_ok() {
            tx.commit().await.unwrap();
        }
        outcome
    }};
}

pub mod agent;
pub mod conformance;
pub mod folder;
pub mod postgres;
pub mod python;
pub mod r;
pub mod statements;
