//! What SQLite spells otherwise than another database.

use crate::statement::Statement;

/// Holds of a row whose `sought` has all words of the JSON array `$1`.
macro_rules! has_all_words {
    () => {
        "NOT EXISTS (SELECT 1 FROM json_each($1) WHERE NOT instr(sought, json_each.value))"
    };
}

pub(super) use has_all_words;

/// Makes transactions that append to the log wait for each other. Here a transaction has the write lock when it begins.
pub(super) const LOCK_LOG: Option<Statement> = None;

/// Ends a subquery for a job that is about to be leased. Here nobody else can be leasing one.
macro_rules! skip_locked {
    () => {
        ""
    };
}

pub(super) use skip_locked;

/// Whether an error says that a transaction met another one. Here it waits for the other one's end when it begins.
pub(super) fn is_conflict(_: &sqlx::Error) -> bool {
    false
}
