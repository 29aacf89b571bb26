//! Transactions of use cases, run again when a database asks for it.

use std::time::Duration;

use spyrales_core::store::StoreError;

/// How often a transaction is run before a conflict with others is told to the caller.
///
/// Of transactions that meet, one commits at least: so many may meet at the same time and all come to their end.
const MOST_RUNS: u32 = 32;

/// How much longer a transaction waits before each further run, and the longest that it waits.
const PAUSE: Duration = Duration::from_millis(2);
const LONGEST_PAUSE: Duration = Duration::from_millis(50);

/// An error of a use case, one kind of which is the store's.
pub(crate) trait UseCaseError: From<StoreError> {
    /// The store's error, if it is one.
    fn store(&self) -> Option<&StoreError>;
}

/// Implements [`UseCaseError`] for enums with a variant `Store(StoreError)`.
macro_rules! use_case_errors {
    ($($error:ty),* $(,)?) => {
        $(impl $crate::transaction::UseCaseError for $error {
            fn store(&self) -> Option<&spyrales_core::store::StoreError> {
                match self {
                    Self::Store(error) => Some(error),
                    _ => None,
                }
            }
        })*
    };
}

impl UseCaseError for StoreError {
    fn store(&self) -> Option<&StoreError> {
        Some(self)
    }
}

/// Counts the runs of a transaction.
pub(crate) struct Runs(u32);

impl Runs {
    pub(crate) fn new() -> Self {
        Self(1)
    }

    /// Whether the transaction is to be run again after this error: it met another one, and neither was at fault.
    pub(crate) fn again(&mut self, error: &impl UseCaseError) -> bool {
        let conflict = matches!(error.store(), Some(StoreError::Conflict));
        self.0 += u32::from(conflict);
        conflict && self.0 <= MOST_RUNS
    }

    /// Lets the others come to their end first.
    pub(crate) async fn pause(&self) {
        tokio::time::sleep(LONGEST_PAUSE.min(PAUSE * (self.0 - 1))).await;
    }
}

/// Runs a block in a transaction and commits what it wrote; an error (by `?` or as the block's `Err`) rolls back.
///
/// The block may run several times: it takes what it needs by reference, and what it draws was drawn before.
///
/// ```ignore
/// transaction!(self.store, "save_draft", SaveDraftError, |tx| {
///     let kept = tx.draft(user, exercise).await?;
///     …
///     Ok(revision)
/// })
/// ```
macro_rules! transaction {
    ($store:expr, $name:literal, $error:ty, |$tx:ident| $body:block) => {{
        use tracing::Instrument as _;
        let mut runs = $crate::transaction::Runs::new();
        loop {
            let outcome: Result<_, $error> = async {
                let mut $tx = $store.begin($name).await?;
                let done: Result<_, $error> = async { $body }.await;
                let done = done?;
                $tx.commit().await?;
                Ok(done)
            }
            .instrument(tracing::debug_span!("transaction", name = $name))
            .await;
            match outcome {
                Err(error) if runs.again(&error) => runs.pause().await,
                outcome => break outcome,
            }
        }
    }};
}

pub(crate) use {transaction, use_case_errors};

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::io;
    use std::sync::{Arc, Mutex};

    use jiff::Timestamp;
    use spyrales_core::store::{NewUser, Role, Store};
    use spyrales_store_sql::sqlite::SqliteStore;
    use tempfile::TempDir;
    use uuid::Uuid;

    use super::*;

    async fn store() -> (TempDir, SqliteStore) {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("spyrales.sqlite3")).await;
        (folder, store.unwrap())
    }

    fn camille() -> NewUser {
        NewUser {
            id: Uuid::from_u128(1).into(),
            name: "camille".to_owned(),
            display_name: "Camille".to_owned(),
            email: "camille@example.fr".to_owned(),
            role: Role::Agent,
        }
    }

    /// Inserts a person, and fails as many times after the insert.
    async fn insert(
        store: &SqliteStore,
        times: u32,
        failure: fn() -> StoreError,
    ) -> (Result<bool, StoreError>, u32) {
        let (runs, camille) = (Cell::new(0), camille());
        let inserted = transaction!(store, "insert_camille", StoreError, |tx| {
            runs.set(runs.get() + 1);
            let inserted = tx.insert_user(&camille, Timestamp::UNIX_EPOCH).await?;
            if runs.get() <= times {
                return Err(failure());
            }
            Ok(inserted.is_some())
        });
        (inserted, runs.get())
    }

    async fn is_there(store: &SqliteStore) -> bool {
        let mut reader = store.reader().await.unwrap();
        reader.user_named("camille").await.unwrap().is_some()
    }

    #[tokio::test]
    async fn a_transaction_that_met_others_is_run_again_on_the_rows_of_before() {
        let (_folder, store) = store().await;
        let (inserted, runs) = insert(&store, 3, || StoreError::Conflict).await;
        assert!(inserted.unwrap(), "what the earlier runs wrote was rolled back");
        assert_eq!(runs, 4);
        assert!(is_there(&store).await);
    }

    #[tokio::test]
    async fn a_transaction_that_meets_others_for_ever_gives_up_and_writes_nothing() {
        let (_folder, store) = store().await;
        let (inserted, runs) = insert(&store, u32::MAX, || StoreError::Conflict).await;
        assert!(matches!(inserted, Err(StoreError::Conflict)));
        assert_eq!(runs, MOST_RUNS);
        assert!(!is_there(&store).await);
    }

    #[tokio::test]
    async fn another_failure_is_told_at_once_and_writes_nothing() {
        let (_folder, store) = store().await;
        let (inserted, runs) = insert(&store, 1, || StoreError::Corrupt("a row".to_owned())).await;
        assert!(matches!(inserted, Err(StoreError::Corrupt(_))));
        assert_eq!(runs, 1);
        assert!(!is_there(&store).await);
    }

    /// What is logged.
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn each_run_of_a_transaction_has_a_span_with_its_name() {
        use tracing_subscriber::fmt::format::FmtSpan;

        let (_folder, store) = store().await;
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::DEBUG)
            .with_span_events(FmtSpan::NEW)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        let guard = tracing::subscriber::set_default(subscriber);
        insert(&store, 1, || StoreError::Conflict).await.0.unwrap();
        drop(guard);
        let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        assert_eq!(
            log.matches("transaction{name=\"insert_camille\"}: spyrales_app")
                .count(),
            2,
            "{log}"
        );
    }
}
