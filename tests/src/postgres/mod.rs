//! A PostgreSQL server of the tests' own: made in a temporary folder, reachable through a socket in it, gone when they end.

mod programs;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::postgres::{PgConnectOptions, PgRow};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _};

/// The account that the server runs under where the tests run as root, which it refuses to.
const NOBODY: u32 = 65_534;

/// Makes a folder, runs a server in it until its standard input ends, and removes the folder.
///
/// The input is a pipe of the process that starts it: it ends with that process, however it dies.
const RUN: &str = r#"
set -e
cd "$2"
"$1/initdb" --pgdata=data --username=spyrales --auth=trust --encoding=UTF8 --locale=C --no-sync >initdb.log 2>&1
"$1/pg_ctl" start --pgdata=data --wait --silent --log=server.log \
    --options="-k $2 -c listen_addresses= -c max_connections=300 -c fsync=off"
echo ready
cat >/dev/null
"$1/pg_ctl" stop --pgdata=data --mode=fast --silent
rm -rf "$2"
"#;

/// A running server.
pub struct Server {
    folder: PathBuf,
    next: AtomicU64,
    // Holds the pipe open.
    _process: Child,
}

/// The server of this process, started at first use.
///
/// # Panics
///
/// When PostgreSQL isn't installed or doesn't start.
pub fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| Server::start(&programs::find()))
}

impl Server {
    fn start(installed: &Path) -> Self {
        let folder = std::env::temp_dir().join(format!("spyrales-postgres-{}", std::process::id()));
        fs::create_dir(&folder).unwrap();
        let is_root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
        let mut programs = installed.join("bin");
        if is_root {
            // Where the server's account can read them, whoever the checkout belongs to.
            let copy = folder.join("server");
            succeeded(Command::new("cp").arg("-a").arg(installed).arg(&copy));
            succeeded(
                Command::new("chown")
                    .arg("-R")
                    .arg(NOBODY.to_string())
                    .arg(&folder),
            );
            programs = copy.join("bin");
        }
        let mut command = Command::new("sh");
        command
            .args(["-c", RUN, "sh"])
            .arg(&programs)
            .arg(&folder)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        if is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
        let mut process = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let log = |name| fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert_eq!(line, "ready\n", "{}{}", log("initdb.log"), log("server.log"));
        Self {
            folder,
            next: AtomicU64::new(0),
            _process: process,
        }
    }

    /// The address of a new and empty database.
    ///
    /// # Panics
    ///
    /// When the server doesn't make it.
    pub fn database(&self) -> String {
        let name = format!("t{}", self.next.fetch_add(1, Ordering::Relaxed));
        self.sql("postgres", &format!("CREATE DATABASE {name}"));
        self.address(&name)
    }

    /// A copy of a database that nobody is connected to.
    ///
    /// # Panics
    ///
    /// When the server doesn't make it.
    pub fn copy_of(&self, address: &str) -> String {
        let name = format!("t{}", self.next.fetch_add(1, Ordering::Relaxed));
        let model = name_in(address);
        self.sql("postgres", &format!("CREATE DATABASE {name} TEMPLATE {model}"));
        self.address(&name)
    }

    /// Runs statements in the database at an address.
    ///
    /// # Panics
    ///
    /// When one fails.
    pub fn run(&self, address: &str, statements: &str) -> String {
        self.sql(name_in(address), statements)
    }

    fn address(&self, name: &str) -> String {
        format!(
            "postgres://spyrales@localhost/{name}?host={}",
            self.folder.display()
        )
    }

    /// Runs statements on a connection and a thread of their own: the caller may be asynchronous or not.
    fn sql(&self, database: &str, statements: &str) -> String {
        let options = PgConnectOptions::new_without_pgpass()
            .host(self.folder.to_str().unwrap())
            .username("spyrales")
            .database(database);
        let run = async || {
            let mut connection = PgConnection::connect_with(&options).await?;
            let rows = sqlx::raw_sql(AssertSqlSafe(statements))
                .fetch_all(&mut connection)
                .await?;
            connection.close().await?;
            Ok::<_, sqlx::Error>(rows)
        };
        let rows = std::thread::scope(|scope| {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            scope.spawn(move || runtime.block_on(run())).join().unwrap()
        });
        let rows = rows.unwrap_or_else(|error| panic!("{statements}: {error}"));
        let row = |row: &PgRow| {
            (0..row.len())
                .map(|at| text(row, at))
                .collect::<Vec<_>>()
                .join("|")
        };
        rows.iter().map(row).collect::<Vec<_>>().join("\n")
    }
}

/// A value as the server writes it.
fn text(row: &PgRow, at: usize) -> String {
    let value = row.try_get_raw(at).unwrap();
    value.as_str().unwrap_or_default().to_owned()
}

/// Runs a command that must succeed.
fn succeeded(command: &mut Command) {
    let status = command.status().unwrap();
    assert!(status.success(), "{command:?}");
}

fn name_in(address: &str) -> &str {
    let path = address.split('?').next().unwrap();
    path.rsplit('/').next().unwrap()
}
