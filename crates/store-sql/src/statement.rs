//! Statements, none of which is run that a test hasn't prepared.
//!
//! `sql!` alone makes a [`Statement`], and in tests it also enters the text into a list that the linker gathers. A
//! statement that is written is therefore in the list, whether or not some test runs it.

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
        #[cfg(test)]
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
#[cfg(test)]
pub(crate) struct Entry {
    pub(crate) text: &'static str,
    pub(crate) module: &'static str,
    pub(crate) line: u32,
}

#[cfg(test)]
inventory::collect!(Entry);

#[cfg(test)]
pub(crate) mod tests {
    use std::path::Path;

    use sqlx::{Connection, Executor, SqlSafeStr as _};

    use super::Entry;

    /// Prepares every statement of a database's module, `module`, and fails with those that the database refuses.
    pub(crate) async fn prepare_all<C>(connection: &mut C, module: &str)
    where
        C: Connection,
        for<'c> &'c mut C: Executor<'c, Database = C::Database>,
    {
        let (mut prepared, mut refused) = (0, Vec::new());
        for entry in inventory::iter::<Entry> {
            if !entry.module.starts_with(module) {
                continue;
            }
            match connection.prepare(entry.text.into_sql_str()).await {
                Ok(_) => prepared += 1,
                Err(error) => refused.push(format!("{} line {}: {error}", entry.module, entry.line)),
            }
        }
        assert!(refused.is_empty(), "{}", refused.join("\n"));
        assert!(prepared > 100, "only {prepared} statements were found");
    }

    #[test]
    fn queries_make_statements_with_sql_alone() {
        let mut faults = Vec::new();
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/queries")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(&path).unwrap();
                let other = [
                    "sqlx::query(",
                    "sqlx::query_",
                    "sqlx::raw_sql",
                    "AssertSqlSafe",
                    "Statement::written",
                ];
                faults.extend(
                    other
                        .iter()
                        .filter(|other| text.contains(**other))
                        .map(|other| format!("{}: {other}", path.display())),
                );
            }
        }
        assert!(faults.is_empty(), "{}; hint: write query!(…)", faults.join("\n"));
    }
}
