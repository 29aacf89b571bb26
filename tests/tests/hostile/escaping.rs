//! Submissions that reach for what isn't theirs: the host's files, the network, the next submission.

use crate::row::{NONE, Row, before_solution};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row::new("paths that lead out", before_solution!("escaping/paths.py"), NONE).printing(PATHS),
        Row::new("the network", before_solution!("escaping/network.py"), NONE).printing("dial AttributeError\nresolve AttributeError\nlisten OSError\nfetch AttributeError\nnative OSError\n"),
        Row::new(
            "leaving a canary",
            before_solution!("escaping/leaves_a_canary.py"),
            NONE,
        )
        ,
        Row::new(
            "looking for a canary",
            before_solution!("escaping/looks_for_a_canary.py"),
            NONE,
        )
        .printing("[False, False, False, False]\nFalse 60 False []\n"),
        Row::new("randomness", before_solution!("escaping/randomness.py"), NONE),
        Row::new("SQL", before_solution!("escaping/sqlite.py"), NONE).printing("attach the host's OperationalError\nattach above OperationalError\nload an extension OperationalError\n"),
        Row::new(
            "a terminal's orders and HTML",
            before_solution!("escaping/terminal_and_html.py"),
            NONE,
        )
        .printing("\u{1b}[2J\u{1b}]0;titre\u{7}\u{1b}[31mrouge\u{1b}[0m <script>alert(1)</script> </td> & \u{202e}\u{feff}\0 fin\n"),
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
