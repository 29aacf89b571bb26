//! What PostgreSQL spells otherwise than another database.

use crate::statement::Statement;

/// Holds of a row whose `sought` has all words of the JSON array `$1`.
macro_rules! has_all_words {
    () => {
        "NOT EXISTS (SELECT 1 FROM json_array_elements_text($1::json) AS word WHERE strpos(sought, word) = 0)"
    };
}

pub(super) use has_all_words;

/// Makes transactions that append to the log wait for each other, until each has ended.
pub(super) const LOCK_LOG: Option<Statement> =
    Some(sql!("LOCK TABLE log_entries IN SHARE ROW EXCLUSIVE MODE"));

/// Ends a subquery for a job that is about to be leased: what another worker is leasing just now is passed over.
macro_rules! skip_locked {
    () => {
        " FOR UPDATE SKIP LOCKED"
    };
}

pub(super) use skip_locked;

/// Whether an error says that a transaction met another one: run again, it will do.
///
/// Class 40 (SQLSTATE) are serialization failures and deadlocks. A key that is taken although this transaction has looked
/// was taken by another one in the meantime.
pub(super) fn is_conflict(error: &sqlx::Error) -> bool {
    /// `unique_violation` and `exclusion_violation`.
    const TAKEN: [&str; 2] = ["23505", "23P01"];
    let code = error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code);
    code.is_some_and(|code| code.starts_with("40") || TAKEN.contains(&&*code))
}

/// The server's time, in microseconds; not that of the transaction's beginning.
pub(super) const CLOCK: Statement =
    sql!("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS now");
