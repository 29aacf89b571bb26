//! The SQLite store keeps what every store must keep, and opens files as it says.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says why and ends")]

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use spyrales_core::store::Store;
use spyrales_store_sqlite::{OpenError, SqliteStore};
use spyrales_tests::conformance::{Database, World};
use tempfile::TempDir;

/// A file of its own, in a folder that isn't there yet.
struct File(TempDir);

impl File {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("données/spyrales.sqlite3")
    }
}

#[async_trait]
impl Database for File {
    async fn open(&self) -> Arc<dyn Store> {
        Arc::new(SqliteStore::open(&self.path()).await.unwrap())
    }
}

spyrales_tests::conformance_suite!(File::new());

#[tokio::test]
async fn only_its_owner_can_read_the_file() {
    use std::os::unix::fs::PermissionsExt as _;

    let file = File::new();
    file.open().await;
    let mode = fs::metadata(file.path()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[tokio::test]
async fn a_closed_database_is_one_file_that_opens_elsewhere() {
    let (file, elsewhere) = (File::new(), File::new());
    let person = World::new(&file).await.person("camille").await;
    SqliteStore::open(&file.path()).await.unwrap().close().await;
    fs::create_dir(elsewhere.path().parent().unwrap()).unwrap();
    fs::copy(file.path(), elsewhere.path()).unwrap();
    let store = elsewhere.open().await;
    assert_eq!(store.user_named("camille").await.unwrap(), Some(person));
}

#[tokio::test]
async fn a_file_that_is_something_else_is_refused_and_left_as_it_is() {
    let file = File::new();
    fs::create_dir(file.path().parent().unwrap()).unwrap();
    fs::write(
        file.path(),
        "not a database, but long enough to be taken for one\n".repeat(40),
    )
    .unwrap();
    let before = fs::read(file.path()).unwrap();
    let opened = SqliteStore::open(&file.path()).await;
    assert!(matches!(opened, Err(OpenError::NotADatabase)), "{opened:?}");
    assert_eq!(fs::read(file.path()).unwrap(), before);
}

#[tokio::test]
async fn several_programs_may_make_the_same_database_at_once() {
    let file = Arc::new(File::new());
    let openers: Vec<_> = (0..8)
        .map(|_| {
            let file = Arc::clone(&file);
            tokio::spawn(async move { SqliteStore::open(&file.path()).await.map(drop) })
        })
        .collect();
    for opener in openers {
        opener.await.unwrap().unwrap();
    }
}
