//! What SQLite spells otherwise than another database.

/// Holds of a row whose `sought` has all words of the JSON array `$1`.
pub(super) const HAS_ALL_WORDS: &str =
    "NOT EXISTS (SELECT 1 FROM json_each($1) WHERE NOT instr(sought, json_each.value))";
