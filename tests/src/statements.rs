//! Every statement of the store, prepared by a database.

use std::path::Path;

use spyrales_store_sql::statement;
use sqlx::{Connection, Executor, SqlSafeStr as _};

/// Has a database, whose module in `spyrales-store-sql` has this name, prepare all statements on its present schema.
///
/// # Panics
///
/// When it refuses one, or when statements are written that aren't in the list.
pub async fn prepare_all<C>(connection: &mut C, database: &str)
where
    C: Connection,
    for<'c> &'c mut C: Executor<'c, Database = C::Database>,
{
    assert_eq!(unlisted(), Vec::<String>::new(), "hint: write query!(…)");
    let (mut prepared, mut refused) = (0, Vec::new());
    for entry in statement::of(database) {
        match connection.prepare(entry.text.into_sql_str()).await {
            Ok(_) => prepared += 1,
            Err(error) => refused.push(format!("{} line {}: {error}", entry.module, entry.line)),
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    assert!(prepared > 100, "only {prepared} statements were found");
}

/// Where a statement is made in another way than by `sql!` and `query!`.
fn unlisted() -> Vec<String> {
    const OTHER_WAYS: [&str; 5] = [
        "sqlx::query(",
        "sqlx::query_",
        "sqlx::raw_sql",
        "AssertSqlSafe",
        "Statement::written",
    ];
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/store-sql/src/queries")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let ways = OTHER_WAYS.iter().filter(|way| text.contains(**way));
            found.extend(ways.map(|way| format!("{}: {way}", path.display())));
        }
    }
    found
}
