//! A database of the first version, at schema 9, opened by this one: every row is where it was.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says why and ends")]

use std::collections::BTreeMap;
use std::path::Path;

use spyrales_core::grading::GradingRecord;
use spyrales_core::id::UserId;
use spyrales_core::store::{Page, Store as _, SubmissionState};
use spyrales_store_sql::sqlite::SqliteStore;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection as _, Row as _};
use uuid::Uuid;

const DUMP: &str = include_str!("../fixtures/schema-9.sql");

async fn connect(path: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
    SqliteConnection::connect_with(&options).await.unwrap()
}

/// The rows of each table, in the columns that it had at schema 9, as SQLite writes them.
async fn rows(
    connection: &mut SqliteConnection,
    columns: &BTreeMap<String, Vec<String>>,
) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    for (table, columns) in columns {
        let values: Vec<_> = columns
            .iter()
            .map(|column| format!("quote(\"{column}\")"))
            .collect();
        let select = format!("SELECT {} AS line FROM \"{table}\"", values.join(" || '|' || "));
        let lines = sqlx::query(sqlx::AssertSqlSafe(select))
            .fetch_all(&mut *connection)
            .await
            .unwrap();
        let mut lines: Vec<String> = lines.iter().map(|row| row.get("line")).collect();
        lines.sort();
        found.insert(table.clone(), lines);
    }
    found
}

async fn columns(connection: &mut SqliteConnection) -> BTreeMap<String, Vec<String>> {
    let select = "SELECT m.name AS tbl, p.name AS col FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS p
                  WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND m.name <> '_sqlx_migrations'
                  ORDER BY m.name, p.cid";
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in sqlx::query(select).fetch_all(connection).await.unwrap() {
        found.entry(row.get("tbl")).or_default().push(row.get("col"));
    }
    found
}

#[tokio::test]
async fn every_row_is_where_it_was_and_every_record_reads() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spyrales.sqlite3");
    let mut connection = connect(&path).await;
    sqlx::raw_sql(DUMP).execute(&mut connection).await.unwrap();
    let of_nine = columns(&mut connection).await;
    let before = rows(&mut connection, &of_nine).await;
    connection.close().await.unwrap();
    assert!(before["gradings"].len() > 10 && before["credentials"].len() == 2);

    let store = SqliteStore::open(&path).await.unwrap();
    let mut connection = connect(&path).await;
    let after = rows(&mut connection, &of_nine).await;
    for (table, lines) in &before {
        assert_eq!(&after[table], lines, "{table}");
    }
    let users = sqlx::query("SELECT DISTINCT user_id FROM submissions")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    let mut graded = 0;
    let mut reader = store.reader().await.unwrap();
    for user in users {
        let user = UserId::from(user.get::<Uuid, _>("user_id"));
        let page = Page {
            before: None,
            limit: 100,
        };
        for submission in reader.submissions(user, None, page).await.unwrap() {
            // Reading a record takes its digest again.
            assert!(matches!(submission.state, SubmissionState::Graded { .. }));
            graded += 1;
        }
        assert_eq!(reader.credentials(user).await.unwrap().len(), 2);
    }
    assert_eq!(graded, before["gradings"].len());
}

/// An account that was erased at schema 9 kept what its code had said; it is taken out as an erasure does it now.
#[tokio::test]
async fn what_an_erasure_left_behind_is_taken_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spyrales.sqlite3");
    let mut connection = connect(&path).await;
    sqlx::raw_sql(DUMP).execute(&mut connection).await.unwrap();
    let erase =
        "INSERT INTO erased_users SELECT id, 0 FROM users WHERE id NOT IN (SELECT user_id FROM erased_users);
                 UPDATE submissions SET idempotency_key = hex(id);";
    sqlx::raw_sql(erase).execute(&mut connection).await.unwrap();
    let select = "SELECT submission_id, record, traces FROM gradings ORDER BY submission_id";
    let before = sqlx::query(select).fetch_all(&mut connection).await.unwrap();
    connection.close().await.unwrap();

    SqliteStore::open(&path).await.unwrap().close().await;
    let mut connection = connect(&path).await;
    let after = sqlx::query(select).fetch_all(&mut connection).await.unwrap();
    assert_eq!(before.len(), after.len());
    let mut changed = 0;
    for (before, after) in before.iter().zip(&after) {
        let [whole, left] = [before, after].map(|row| {
            let record: GradingRecord = serde_json::from_str(row.get("record")).unwrap();
            record
        });
        changed += usize::from(whole != left);
        assert_eq!(left, whole.without_texts());
        assert_eq!(after.get::<&str, _>("traces"), "[]");
    }
    assert!(changed > 3, "{changed} of them had something to say");
    for (what, select) in [
        ("keys", "SELECT count(idempotency_key) AS n FROM submissions"),
        ("passwords", "SELECT count(*) AS n FROM passwords"),
        ("tokens", "SELECT count(*) AS n FROM tokens"),
        ("sessions", "SELECT count(*) AS n FROM sessions"),
    ] {
        let row = sqlx::query(select).fetch_one(&mut connection).await.unwrap();
        assert_eq!(row.get::<i64, _>("n"), 0, "{what}");
    }
}
