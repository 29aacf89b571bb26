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
