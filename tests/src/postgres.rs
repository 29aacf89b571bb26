//! A PostgreSQL server of the tests' own: made in a temporary folder, reachable through a socket in it, gone when they end.

use std::fs;
use std::io::Write as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// The account that the server runs under where the tests run as root, which it refuses to.
const NOBODY: u32 = 65_534;

/// Where Debian and npm put the programs.
const FOLDERS: [&str; 1] = ["/usr/lib/postgresql"];

/// Makes a folder, runs a server in it until its standard input ends, and removes the folder.
///
/// The input is a pipe of the process that starts it: it ends with that process, however it dies.
const RUN: &str = r#"
set -e
cd "$2"
"$1/initdb" --pgdata=data --username=spyrales --auth=trust --encoding=UTF8 --locale=C --no-sync >initdb.log 2>&1
"$1/postgres" -D data -k "$2" -c listen_addresses= -c max_connections=300 -c fsync=off -c max_prepared_transactions=8 \
    >server.log 2>&1 &
server=$!
until "$1/pg_isready" --quiet --host="$2"; do kill -0 $server; sleep 0.05; done
echo ready
cat >/dev/null
kill -INT $server
wait $server || true
rm -rf "$2"
"#;

/// A running server.
pub struct Server {
    folder: PathBuf,
    programs: PathBuf,
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
    SERVER.get_or_init(|| Server::start(&programs()))
}

impl Server {
    fn start(programs: &Path) -> Self {
        use std::io::{BufRead as _, BufReader};

        let folder = std::env::temp_dir().join(format!("spyrales-postgres-{}", std::process::id()));
        fs::create_dir(&folder).unwrap();
        let mut command = Command::new("sh");
        command
            .args(["-c", RUN, "sh"])
            .arg(programs)
            .arg(&folder)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        if fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
            std::os::unix::fs::chown(&folder, Some(NOBODY), Some(NOBODY)).unwrap();
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
            programs: programs.to_owned(),
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

    fn sql(&self, database: &str, statements: &str) -> String {
        let mut psql = Command::new(self.programs.join("psql"))
            .args([
                "--no-psqlrc",
                "--quiet",
                "--tuples-only",
                "--no-align",
                "--set=ON_ERROR_STOP=1",
            ])
            .args(["--username=spyrales", "--dbname", database, "--host"])
            .arg(&self.folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        psql.stdin
            .take()
            .unwrap()
            .write_all(statements.as_bytes())
            .unwrap();
        let output = psql.wait_with_output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }
}

fn name_in(address: &str) -> &str {
    let path = address.split('?').next().unwrap();
    path.rsplit('/').next().unwrap()
}

/// Where the newest server's programs are.
fn programs() -> PathBuf {
    let mut found: Vec<(u32, PathBuf)> = FOLDERS
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten()
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let version = path.file_name()?.to_str()?.parse().ok()?;
            Some((version, path.join("bin")))
        })
        .filter(|(_, bin)| bin.join("postgres").is_file())
        .collect();
    found.sort();
    found.pop().map(|(_, bin)| bin).expect(
        "PostgreSQL is installed (`apt install postgresql`): the store's promises are kept on both databases",
    )
}
