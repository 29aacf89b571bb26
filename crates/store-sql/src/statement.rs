//! Statements, each of which is in one list.
//!
//! `sql!` alone makes a `Statement`, and it enters the text into a list that the linker gathers. A statement that is
//! written is therefore in the list, whether or not some test runs it: `spyrales_tests::statements` has a database prepare
//! them all.

use sqlx::Database;
use sqlx::query::Query;

/// The text of a statement, made by `sql!`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Statement(&'static str);

impl Statement {
    /// For `sql!` alone.
    pub(crate) const fn written(text: &'static str) -> Self {
        Self(text)
    }
}

/// A statement that waits for its values.
pub(crate) fn query<'q, D: Database>(statement: Statement) -> Query<'q, D, D::Arguments> {
    sqlx::query(statement.0)
}

/// A statement: a literal, or a macro that makes one.
macro_rules! sql {
    ($text:expr $(,)?) => {{
        const TEXT: &str = $text;
        inventory::submit! {
            $crate::statement::Entry { text: TEXT, module: module_path!(), line: line!() }
        }
        $crate::statement::Statement::written(TEXT)
    }};
}

/// A statement that waits for its values, from its text.
macro_rules! query {
    ($text:expr $(,)?) => {
        $crate::statement::query(sql!($text))
    };
}

/// A statement and its place in the sources.
pub struct Entry {
    /// The statement.
    pub text: &'static str,
    /// The module that runs it; `queries` is a module of each database's.
    pub module: &'static str,
    /// Its line in that module's file.
    pub line: u32,
}

inventory::collect!(Entry);

/// The statements that are written for a database, by the name of its module.
pub fn of(database: &str) -> impl Iterator<Item = &'static Entry> {
    let module = format!("{}::{database}::", env!("CARGO_CRATE_NAME"));
    inventory::iter::<Entry>
        .into_iter()
        .filter(move |entry| entry.module.starts_with(&module))
}
