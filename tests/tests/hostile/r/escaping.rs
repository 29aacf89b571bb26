//! Submissions in R that reach for what isn't theirs: the host's files, the network, the next submission.

use super::before_solution;
use crate::row::{NONE, Row};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row::r("paths that lead out", before_solution!("escaping/paths.R"), NONE).printing("dots refused \ndots in the middle refused \nhome refused \nabsolute link refused \nlooping link refused \nhard link refused \nwriting R refused \nappending to R FALSE \nremoving R refused \nrenaming R refused \nchanging the harness refused \nfolder of the root refused \nremoving everything FALSE \ncopying the host refused \nTRUE \n"),
        Row::r("the network", before_solution!("escaping/network.R"), NONE).printing("url refused \nhttps refused \nsocket refused \nserver socket refused \nlisten refused \ndownload refused \nheaders refused \nftp refused \npackages refused \n0.0.0.0 \n"),
        Row::r("native code", before_solution!("escaping/native_code.R"), NONE).printing("own module refused \nR's own, copied refused \nsystem of C refused \nno such name refused \n"),
        Row::r(
            "a terminal's orders and HTML",
            before_solution!("escaping/terminal_and_html.R"),
            NONE,
        )
        .printing("\u{1b}[2J\u{1b}]0;titre\u{7}\u{1b}[31mrouge\u{1b}[0m <script>alert(1)</script> </td> & \u{202e}\u{feff} fin\n"),
        Row::r("settings", before_solution!("escaping/settings.R"), NONE),
        Row::r("masks on the search path", before_solution!("escaping/masks.R"), NONE),
        Row::r(
            "leaving a canary",
            before_solution!("escaping/leaves_a_canary.R"),
            NONE,
        ),
        Row::r(
            "looking for a canary",
            before_solution!("escaping/looks_for_a_canary.R"),
            NONE,
        )
        .printing("FALSE FALSE TRUE  \nFALSE 0 FALSE TRUE \n"),
        Row::r("randomness", before_solution!("escaping/randomness.R"), NONE),
    ]
}
