//! The map of personal data knows every column of the database: whoever adds one says what it holds and what an erasure does.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says why and ends")]

use std::collections::BTreeSet;
use std::path::Path;

use spyrales_store_sql::sqlite::SqliteStore;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection as _, Row as _};

/// Each column of the database, as `table.column`.
async fn columns() -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spyrales.sqlite3");
    SqliteStore::open(&path).await.unwrap().close().await;
    let options = SqliteConnectOptions::new().filename(&path);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let select = "SELECT m.name || '.' || p.name AS place
                  FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS p
                  WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND m.name <> '_sqlx_migrations'";
    let rows = sqlx::query(select).fetch_all(&mut connection).await.unwrap();
    rows.iter().map(|row| row.get("place")).collect()
}

/// What stands between backquotes.
fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// The columns that a page lists: of each row of a table whose first cell is a table's name, the second cell.
fn mapped(page: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(page);
    let text = std::fs::read_to_string(path).unwrap();
    let mut found = Vec::new();
    for line in text.lines() {
        let mut cells = line.split('|').map(str::trim).skip(1);
        let (Some(table), Some(columns)) = (cells.next(), cells.next()) else {
            continue;
        };
        if let Some(table) = table.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')) {
            found.extend(quoted(columns).map(|column| format!("{table}.{column}")));
        }
    }
    found
}

#[tokio::test]
async fn the_map_of_personal_data_has_every_column_once_in_both_languages() {
    let columns = columns().await;
    assert!(columns.contains("users.email"), "{columns:?}");
    for page in ["fr/personal-data.md", "en/personal-data.md"] {
        let mapped = mapped(page);
        let known: BTreeSet<String> = mapped.iter().cloned().collect();
        let lacking: Vec<_> = columns.difference(&known).collect();
        assert!(lacking.is_empty(), "docs/{page} says nothing of {lacking:?}");
        let gone: Vec<_> = known.difference(&columns).collect();
        assert!(
            gone.is_empty(),
            "docs/{page} speaks of {gone:?}, which isn't there"
        );
        assert_eq!(mapped.len(), known.len(), "docs/{page} says something twice");
    }
}
