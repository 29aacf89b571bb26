//! The PostgreSQL store keeps what every store must keep, and says what is wrong with a server.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says why and ends")]

use std::sync::Arc;

use async_trait::async_trait;
use spyrales_core::store::Store;
use spyrales_store_sql::postgres::{ConnectError, LeaseClock, PostgresStore, Settings};
use spyrales_tests::conformance::Database;
use spyrales_tests::postgres::server;
use spyrales_tests::statements::prepare_all;
use sqlx::{Connection as _, PgConnection};
use tokio::sync::OnceCell;

/// Of one handle. The promises are about times that a test sets.
const SETTINGS: Settings = Settings {
    connections: 8,
    lease_clock: LeaseClock::Caller,
};

/// A database of its own, made when it is first opened: a copy of one that has the schema.
struct Copy(OnceCell<String>);

impl Copy {
    fn new() -> Self {
        Self(OnceCell::new())
    }

    async fn address(&self) -> &str {
        static MODEL: OnceCell<String> = OnceCell::const_new();
        let make = || async {
            let model = MODEL
                .get_or_init(|| async {
                    let address = server().database();
                    PostgresStore::connect(&address, SETTINGS)
                        .await
                        .unwrap()
                        .close()
                        .await;
                    address
                })
                .await;
            server().copy_of(model)
        };
        self.0.get_or_init(make).await
    }
}

#[async_trait]
impl Database for Copy {
    async fn open(&self) -> Arc<dyn Store> {
        let store = PostgresStore::connect(self.address().await, SETTINGS).await;
        Arc::new(store.unwrap())
    }

    async fn refuse_inserts(&self, table: &str) {
        let trigger = format!(
            "CREATE TRIGGER {table}_are_refused BEFORE INSERT ON {table}
                 FOR EACH ROW EXECUTE FUNCTION refuse_change('refused')"
        );
        server().run(self.address().await, &trigger);
    }
}

spyrales_tests::conformance_suite!(Copy::new());

#[tokio::test]
async fn every_statement_can_be_prepared() {
    let copy = Copy::new();
    let mut connection = PgConnection::connect(copy.address().await).await.unwrap();
    prepare_all(&mut connection, "postgres").await;
}

#[tokio::test]
async fn programs_that_start_at_the_same_time_make_the_schema_once() {
    let address = server().database();
    let openers: Vec<_> = (0..8)
        .map(|_| {
            let address = address.clone();
            tokio::spawn(async move { PostgresStore::connect(&address, SETTINGS).await.map(drop) })
        })
        .collect();
    for opener in openers {
        opener.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_server_that_cannot_be_used_is_named_with_what_to_do() {
    let nowhere = PostgresStore::connect("postgres://spyrales@localhost/x?host=/nowhere", SETTINGS).await;
    assert!(
        matches!(nowhere, Err(ConnectError::Unreachable(_))),
        "{nowhere:?}"
    );
    let missing = server().database().replace("localhost/t", "localhost/missing");
    let missing = PostgresStore::connect(&missing, SETTINGS).await;
    assert!(matches!(missing, Err(ConnectError::NoDatabase(_))), "{missing:?}");
    let latin = server().database();
    server().run(
        &latin,
        "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0",
    );
    let (_, socket) = latin.split_once('?').unwrap();
    let latin = format!("postgres://spyrales@localhost/latin?{socket}");
    let refused = PostgresStore::connect(&latin, SETTINGS).await;
    assert!(
        matches!(refused, Err(ConnectError::NotUtf8 { .. })),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_schema_of_a_later_version_is_refused_and_left_as_it_is() {
    let copy = Copy::new();
    server().run(
        copy.address().await,
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'later', true, '', 0)",
    );
    let opened = PostgresStore::connect(copy.address().await, SETTINGS).await;
    assert!(
        matches!(opened, Err(ConnectError::NewerSchema { found: 9999 })),
        "{opened:?}"
    );
}

/// Not even somebody with SQL in hand rewrites history by accident.
#[tokio::test]
async fn the_database_itself_refuses_to_change_what_only_grows() {
    let copy = Copy::new();
    spyrales_tests::conformance::regrades::a_regrade_stands_beside_what_counts_until_it_is_applied(&copy)
        .await;
    let grown = ["packs", "pack_files", "earlier_gradings", "regrades", "acts"];
    for table in grown {
        let refused = format!(
            "DO $$ BEGIN DELETE FROM {table}; RAISE 'not refused'; EXCEPTION WHEN raise_exception THEN
                 IF SQLERRM = 'not refused' THEN RAISE; END IF; END $$"
        );
        server().run(copy.address().await, &refused);
    }
}

/// A worker whose clock is an hour fast takes no lease from another, and one whose clock is slow keeps its own.
#[tokio::test]
async fn leases_are_counted_by_the_clock_of_the_server() {
    use std::time::Duration;

    use jiff::{SignedDuration, Timestamp};
    use spyrales_core::store::Queue;
    use spyrales_tests::conformance::World;

    let copy = Copy::new();
    let world = World::new(&copy).await;
    let person = world.person("camille").await;
    world.submission(person.id, "revenus").await;
    let settings = Settings {
        lease_clock: LeaseClock::Server,
        ..SETTINGS
    };
    let store = Arc::new(
        PostgresStore::connect(copy.address().await, settings)
            .await
            .unwrap(),
    );
    let worker = |hours: i64| {
        world.app_at(
            store.clone(),
            Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours),
        )
    };
    let (slow, fast) = (worker(0), worker(1_000_000));
    let lease = slow
        .lease(Queue::Submissions, Duration::from_secs(60))
        .await
        .unwrap();
    let lease = lease.expect("a job waits");
    assert_eq!(
        fast.lease(Queue::Submissions, Duration::from_secs(60))
            .await
            .unwrap(),
        None
    );
    assert!(slow.renew(&lease, Duration::from_secs(60)).await.unwrap());
}

/// What one process announces another hears, also after the connection that it listens on was ended.
#[tokio::test]
async fn what_a_process_announces_is_heard_by_the_others() {
    use spyrales_core::store::Signal;

    let copy = Copy::new();
    let (one, other) = (copy.open().await, copy.open().await);
    let mut signals = other
        .signals()
        .await
        .unwrap()
        .expect("this database carries word");
    assert_eq!(
        signals.next().await.unwrap(),
        Signal::Missed,
        "what came before is looked for"
    );
    let moved = Signal::Moved(uuid::Uuid::from_u128(7).into());
    one.announce(&[moved]).await.unwrap();
    assert_eq!(signals.next().await.unwrap(), moved);

    let end = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
               WHERE datname = current_database() AND query LIKE 'SELECT pg_backend_pid() ||%'";
    assert_eq!(server().run(copy.address().await, end), "1");
    assert!(
        signals.next().await.is_err(),
        "the hearer knows that it may have missed something"
    );
    let mut signals = other.signals().await.unwrap().unwrap();
    assert_eq!(signals.next().await.unwrap(), Signal::Missed);
    one.announce(&[Signal::Arrived]).await.unwrap();
    assert_eq!(signals.next().await.unwrap(), Signal::Arrived);
}
