//! The SQLite store keeps what every store must keep, and opens files as it says.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says why and ends")]

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use spyrales_app::App;
use spyrales_app::rng::SharedRng;
use spyrales_core::clock::ManualClock;
use spyrales_core::framework::Framework;
use spyrales_core::store::Store;
use spyrales_store_sql::sqlite::{OpenError, SqliteStore};
use spyrales_tests::conformance::{Database, World};
use spyrales_tests::statements::prepare_all;
use spyrales_tests::wrote;
use sqlx::Connection as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqlitePool};
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

    async fn refuse_inserts(&self, table: &str) {
        let options = SqliteConnectOptions::new().filename(self.path());
        let file = SqlitePool::connect_with(options).await.unwrap();
        let trigger = format!(
            "CREATE TRIGGER {table}_are_refused BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'refused'); END"
        );
        let trigger = sqlx::AssertSqlSafe(trigger);
        sqlx::query(trigger).execute(&file).await.unwrap();
        file.close().await;
    }
}

spyrales_tests::conformance_suite!(File::new());

#[tokio::test]
async fn every_statement_can_be_prepared() {
    let file = File::new();
    file.open().await;
    let options = SqliteConnectOptions::new().filename(file.path());
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    prepare_all(&mut connection, "sqlite").await;
}

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
    assert_eq!(
        store.reader().await.unwrap().user_named("camille").await.unwrap(),
        Some(person)
    );
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

/// SQLite writes there first, whole pages with what else is on them.
#[tokio::test]
async fn an_erasure_leaves_nothing_beside_the_file_while_it_is_open() {
    use spyrales_core::store::{NewUser, Role};
    use spyrales_tests::conformance::at;

    let file = File::new();
    let store = SqliteStore::open(&file.path()).await.unwrap();
    let beside = || fs::read(file.path().with_extension("sqlite3-wal")).unwrap_or_default();
    let app = App::new(
        Arc::new(store.clone()),
        Framework::shipped(),
        Arc::new(ManualClock::new(at(1))),
        SharedRng::from_seed([7; 32]),
    );
    let user = NewUser {
        id: uuid::Uuid::from_u128(1).into(),
        name: "perceval".to_owned(),
        display_name: "Perceval".to_owned(),
        email: "perceval@exemple.fr".to_owned(),
        role: Role::Agent,
    };
    wrote!(store, insert_user(&user, at(0))).unwrap();
    let mentions = |bytes: &[u8]| bytes.windows(8).filter(|&window| window == b"perceval").count();
    assert_ne!(mentions(&beside()), 0);
    // A reader that has read and does nothing more is in nobody's way.
    store.reader().await.unwrap().user(user.id).await.unwrap();
    app.erase_account(None, user.id, "perceval").await.unwrap();
    assert_eq!(beside().len(), 0, "the log was moved into the file");
    assert_eq!(mentions(&fs::read(file.path()).unwrap()), 0);
}

/// Not even in what the file has no use for any more.
#[tokio::test]
async fn the_name_of_an_erased_account_is_nowhere_in_the_file() {
    use spyrales_core::store::{NewUser, Role};
    use spyrales_tests::conformance::at;

    let file = File::new();
    let mentions = || {
        let bytes = fs::read(file.path()).unwrap().to_ascii_lowercase();
        bytes.windows(8).filter(|&window| window == b"perceval").count()
    };
    let store = SqliteStore::open(&file.path()).await.unwrap();
    let user = NewUser {
        id: uuid::Uuid::from_u128(1).into(),
        name: "perceval".to_owned(),
        display_name: "Perceval".to_owned(),
        email: "perceval@exemple.fr".to_owned(),
        role: Role::Agent,
    };
    wrote!(store, insert_user(&user, at(0))).unwrap();
    store.close().await;
    assert_ne!(mentions(), 0);
    let store = SqliteStore::open(&file.path()).await.unwrap();
    let erasing = App::new(
        Arc::new(store.clone()),
        Framework::shipped(),
        Arc::new(ManualClock::new(at(1))),
        SharedRng::from_seed([7; 32]),
    );
    erasing.erase_account(None, user.id, "perceval").await.unwrap();
    store.close().await;
    assert_eq!(mentions(), 0);
}

/// A version before didn't write what people and organisations are found by.
#[tokio::test]
async fn a_database_of_the_version_before_is_brought_up_to_date() {
    use spyrales_core::store::{NewOrganisation, UserSearch};
    use spyrales_tests::conformance::at;

    let file = File::new();
    let world = World::new(&file).await;
    let mut zoe = world.new_user("zoe");
    zoe.display_name = "Zoé".to_owned();
    let zoe = world.insert(&zoe).await;
    let school = NewOrganisation {
        id: world.id(),
        name: "École".to_owned(),
        sirets: Vec::new(),
    };
    wrote!(world.store, insert_organisation(&school, at(0))).unwrap();
    drop(world);

    let options = SqliteConnectOptions::new().filename(file.path());
    let before = SqlitePool::connect_with(options).await.unwrap();
    for statement in [
        "DROP INDEX organisations_by_sought",
        "ALTER TABLE organisations DROP COLUMN sought",
        "ALTER TABLE users DROP COLUMN sought",
        "DELETE FROM _sqlx_migrations WHERE version = 9",
    ] {
        sqlx::query(statement).execute(&before).await.unwrap();
    }
    before.close().await;

    let store = file.open().await;
    let search = UserSearch {
        text: "ZOÉ",
        organisation: None,
        after: None,
        limit: 9,
    };
    assert_eq!(
        store.reader().await.unwrap().find_users(search).await.unwrap(),
        [zoe]
    );
    let found = store
        .reader()
        .await
        .unwrap()
        .find_organisations("ecole", None, 9)
        .await
        .unwrap();
    assert_eq!(found.len(), 1);
}

/// What the killed program is told to do, in the environment.
const VICTIM: &str = "SPYRALES_TEST_APPENDS_TO";

/// Issues certificates, one after the other, until it is killed; a test only in name.
#[tokio::test]
async fn the_program_that_is_killed() {
    use std::io::Write as _;

    let Some(path) = std::env::var_os(VICTIM) else {
        return;
    };
    let store = SqliteStore::open(&PathBuf::from(path)).await.unwrap();
    let world = WorldOf(Arc::new(store));
    loop {
        world.issue().await;
        // The parent counts lines: what it read of was issued.
        writeln!(std::io::stderr(), "issued").unwrap();
    }
}

/// A store in which certificates are issued one after the other, with the real tree over them.
struct WorldOf(Arc<dyn Store>);

impl WorldOf {
    async fn issue(&self) {
        use spyrales_core::level::Level;
        use spyrales_core::store::{LogNode, NewLogEntry, NewUser, OpenUser, Role, StoredCredential};
        use spyrales_credential::log::{Node, append, append_needs};
        use spyrales_tests::conformance::at;

        let position = self.0.reader().await.unwrap().log_size().await.unwrap();
        let id = uuid::Uuid::from_u128(u128::from(position) + 1);
        let user = NewUser {
            id: id.into(),
            name: format!("agent-{position}"),
            display_name: "x".to_owned(),
            email: "x@example.fr".to_owned(),
            role: Role::Agent,
        };
        // Whoever was killed between this and the append has made the same one.
        wrote!(self.0, insert_user(&user, at(0))).unwrap();
        let found = self.0.reader().await.unwrap().user(user.id).await.unwrap();
        let holder = OpenUser::of(found, user.id).unwrap();
        let credential = StoredCredential {
            id: id.into(),
            user: id.into(),
            segment: "prep".to_owned(),
            level: Level::ALL[0],
            achievement_version: 1,
            issued: at(0),
            document: b"{}".to_vec(),
        };
        let mut tx = self.0.begin("issue").await.unwrap();
        tx.lock_log().await.unwrap();
        let needs: Vec<_> = append_needs(position)
            .iter()
            .map(|node| (node.level, node.position))
            .collect();
        let known = tx.log_nodes(&needs).await.unwrap().unwrap();
        let read = |node: Node| {
            let found = known
                .iter()
                .find(|known| (known.level, known.position) == (node.level, node.position));
            found.map(|known| known.hash)
        };
        let entry = [position as u8; 32];
        let nodes = append(position, &entry, read).unwrap();
        let new = NewLogEntry {
            credential: credential.id,
            position,
            entry,
            nonce: [1; 32],
            nodes: nodes
                .iter()
                .map(|added| LogNode {
                    level: added.node.level,
                    position: added.node.position,
                    hash: added.hash,
                })
                .collect(),
        };
        tx.insert_credential(&holder, &credential).await.unwrap();
        tx.insert_transcript(credential.id, b"").await.unwrap();
        tx.append_log_entry(&new, at(0)).await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// SIGKILL in the middle of an append: the log has what was told, in full, and goes on where it ended.
#[tokio::test]
async fn the_log_survives_being_killed_in_the_middle_of_an_append() {
    use std::io::{BufRead as _, BufReader};
    use std::process::{Command, Stdio};

    use spyrales_credential::log::{Node, append};

    let file = File::new();
    file.open().await;
    for killed_after in [1, 7, 20] {
        let mut victim = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "the_program_that_is_killed", "--nocapture"])
            .env(VICTIM, file.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let before = file
            .open()
            .await
            .reader()
            .await
            .unwrap()
            .log_size()
            .await
            .unwrap();
        let lines = BufReader::new(victim.stderr.take().unwrap()).lines();
        let told = lines
            .map_while(Result::ok)
            .filter(|line| line == "issued")
            .take(killed_after)
            .count() as u64;
        // It is at the next append by now, or about to begin it.
        victim.kill().unwrap();
        victim.wait().unwrap();

        let store = file.open().await;
        let size = store.reader().await.unwrap().log_size().await.unwrap();
        assert!(
            size >= before.min(size) && size >= told,
            "{size} entries, {told} told"
        );
        let entries = store.reader().await.unwrap().log_entries(0..size).await.unwrap();
        assert_eq!(entries.len() as u64, size);
        let places = store.reader().await.unwrap().log_places().await.unwrap();
        assert_eq!(places.len() as u64, size, "each entry has its certificate");
        for (id, _) in places {
            assert!(
                store
                    .reader()
                    .await
                    .unwrap()
                    .credential(id)
                    .await
                    .unwrap()
                    .is_some()
            );
        }
        // Every node is there and is what its entries come to.
        let mut nodes = std::collections::BTreeMap::new();
        for (position, entry) in (0..).zip(&entries) {
            for added in append(position, entry, |node: Node| nodes.get(&node).copied()).unwrap() {
                let stored = store
                    .reader()
                    .await
                    .unwrap()
                    .log_nodes(&[(added.node.level, added.node.position)])
                    .await
                    .unwrap()
                    .unwrap();
                assert_eq!(stored[0].hash, added.hash);
                nodes.insert(added.node, added.hash);
            }
        }
        // And the next one goes to its end.
        WorldOf(Arc::clone(&store)).issue().await;
        assert_eq!(store.reader().await.unwrap().log_size().await.unwrap(), size + 1);
    }
}

/// Not even somebody with the file and SQL in hand rewrites history by accident.
#[tokio::test]
async fn the_database_itself_refuses_to_change_what_only_grows() {
    let file = File::new();
    let store = file.open().await;
    WorldOf(Arc::clone(&store)).issue().await;
    let event = spyrales_core::store::NewAuditEvent {
        actor: "andrea".to_owned(),
        action: spyrales_core::store::AuditAction::RoleChanged,
        subject: String::new(),
        detail: String::new(),
    };
    wrote!(store, record_event(&event, spyrales_tests::conformance::at(0))).unwrap();
    let output = std::process::Command::new("python3")
        .args(["-c", include_str!("run_sql.py")])
        .arg(file.path())
        .args([
            "UPDATE log_entries SET entry = zeroblob(32)",
            "DELETE FROM log_entries",
            "INSERT INTO log_entries VALUES (5, zeroblob(32), 0)",
            "UPDATE log_nodes SET hash = zeroblob(32)",
            "DELETE FROM log_nodes",
            "UPDATE log_checkpoints SET note = ''",
            "UPDATE acts SET actor = 'nobody'",
            "DELETE FROM acts",
            "SELECT 1",
        ])
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    // There is no checkpoint yet, so nothing of one is refused.
    assert_eq!(
        told,
        "refused\nrefused\nrefused\nrefused\nrefused\ndone\nrefused\nrefused\ndone\n"
    );
}

/// Nor what a re-grade has replaced, nor why.
#[tokio::test]
async fn the_database_itself_refuses_to_change_what_a_regrade_has_replaced() {
    let file = File::new();
    spyrales_tests::conformance::regrades::a_regrade_stands_beside_what_counts_until_it_is_applied(&file)
        .await;
    let output = std::process::Command::new("python3")
        .args(["-c", include_str!("run_sql.py")])
        .arg(file.path())
        .args([
            "UPDATE earlier_gradings SET earned = 4000",
            "DELETE FROM earlier_gradings",
            "UPDATE regrades SET reason = 'another'",
            "DELETE FROM regrades",
            "SELECT 1",
        ])
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!(told, "refused\nrefused\nrefused\nrefused\ndone\n");
}
