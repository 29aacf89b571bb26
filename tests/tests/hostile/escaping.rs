//! Submissions that reach for what isn't theirs: the host's files, the network, the next submission.

use crate::row::{NONE, QUERY, Row, before_solution};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row::python("paths that lead out", before_solution!("escaping/paths.py"), NONE).printing(PATHS),
        Row::python("the network", before_solution!("escaping/network.py"), NONE).printing("dial gaierror\nresolve gaierror\nlisten OSError\nfetch URLError\nnative OSError\n"),
        Row::python(
            "leaving a canary",
            before_solution!("escaping/leaves_a_canary.py"),
            NONE,
        )
        ,
        Row::python(
            "looking for a canary",
            before_solution!("escaping/looks_for_a_canary.py"),
            NONE,
        )
        .printing("[False, False, False, False]\nFalse 60 False []\n"),
        Row::python("randomness", before_solution!("escaping/randomness.py"), NONE),
        Row::python("SQL", before_solution!("escaping/sqlite.py"), NONE).printing("attach the host's OperationalError\nattach above OperationalError\nload an extension OperationalError\n"),
        Row::python(
            "a terminal's orders and HTML",
            before_solution!("escaping/terminal_and_html.py"),
            NONE,
        )
        .printing("\u{1b}[2J\u{1b}]0;titre\u{7}\u{1b}[31mrouge\u{1b}[0m <script>alert(1)</script> </td> & \u{202e}\u{feff}\0 fin\n"),
    ]
}

/// Queries that the checks run where the learner's code lives.
pub(crate) fn queries() -> Vec<Row> {
    let refused = |name, query| Row::sql(name, query, QUERY);
    vec![
        refused("ATTACH", "ATTACH DATABASE '/etc/passwd' AS hote"),
        refused("ATTACH above", "ATTACH DATABASE '../../x.sqlite' AS hote"),
        refused("DETACH", "DETACH DATABASE main"),
        refused("load_extension", "SELECT load_extension('piege')"),
        refused("PRAGMA", "PRAGMA writable_schema = ON"),
        refused("a PRAGMA in a SELECT", "SELECT * FROM pragma_database_list"),
        refused("VACUUM INTO", "VACUUM INTO '/work/copie.sqlite'"),
        refused("writing the tables", "DELETE FROM depenses"),
        refused("two queries", "SELECT 1; SELECT 2"),
        refused("readfile", "SELECT readfile('/etc/passwd')"),
        refused(
            "a recursion without end",
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT sum(x) FROM n",
        )
        .and("it says so", |record| {
            record.checks[0]
                .message
                .as_ref()
                .is_some_and(|message| message.fr.contains("récursion sans fin"))
        }),
        refused(
            "rows without end",
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x, x FROM n",
        ),
        refused("a blob of 1 GB", "SELECT zeroblob(999999999), 1"),
    ]
}

const PATHS: &str = "dots PermissionError
dots in the middle PermissionError
bytes FileNotFoundError
nul ValueError
absolute link PermissionError
rising link PermissionError
looping link OSError
hard link to the library OSError
writing the library OSError
adding to the library OSError
removing from the library OSError
renaming the library OSError
mounting over FileNotFoundError
changing the data PermissionError
a descriptor of the host's OSError
";
