//! Submissions in R that are no programs, or no answers.

use spyrales_core::grading::{Unreadable, Verdict};

use super::{SOLUTION, after_solution, alone, before_solution, raised};
use crate::broken::no_text;
use crate::row::Expected::Refused;
use crate::row::{ALL, NONE, REGIONS, Row};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row::r("an empty file", "", ALL),
        Row::r("a comment", "# rien encore", ALL),
        Row::r(
            "graphics taken apart",
            before_solution!("broken/graphics_taken_apart.R"),
            NONE,
        ),
        Row::r("the starter", include_str!("../pack/bilan-r/starter.R"), ALL),
        Row::r(
            "a syntax error",
            alone!("broken/syntax_error.R"),
            Refused(syntax(
                "unexpected symbol",
                2,
                34,
                "list(nombre = length(montants) total = sum(montants))",
            )),
        ),
        Row::r("a NUL byte", "x <- 1\0\n", Refused(no_text())),
        Row::r(
            "invalid UTF-8",
            b"# \xff\xfe\n".as_slice(),
            Refused(Verdict::Unreadable(Unreadable::NotUtf8 {
                offset: 2,
                likely: None,
            })),
        ),
        Row::r(
            "as large as it may be",
            format!("{SOLUTION}{}", " ".repeat(262_144 - SOLUTION.len())),
            NONE,
        ),
        Row::r(
            "a byte order mark and Windows lines",
            format!("\u{feff}{}", SOLUTION.replace('\n', "\r\n")),
            NONE,
        ),
        Row::r(
            "Python",
            "def bilan(montants):\n    return 1\n",
            Refused(syntax("unexpected symbol", 1, 5, "def bilan(montants):")),
        ),
        Row::r(
            "a package that isn't there",
            alone!("broken/missing_package.R"),
            Refused(raised(
                "Error",
                "there is no package called ‘dplir’",
                1,
                "library(dplir)",
            )),
        ),
        Row::r(
            "an exception",
            alone!("broken/raises.R"),
            Refused(raised(
                "Error",
                "$ operator is invalid for atomic vectors",
                2,
                "montants$total",
            )),
        ),
        Row::r("no function", after_solution!("broken/no_function.R"), REGIONS),
        Row::r("warnings and messages", after_solution!("broken/warns.R"), NONE),
        Row::r("misspelt names", alone!("broken/misspelt.R"), ALL).and(
            "it names the nearest name",
            |record| {
                record.checks[0]
                    .message
                    .as_ref()
                    .is_some_and(|message| message.fr.contains("billan"))
            },
        ),
    ]
}

fn syntax(message: &str, line: u32, column: u32, text: &str) -> Verdict {
    Verdict::SyntaxError {
        message: message.to_owned(),
        line: Some(line),
        column: Some(column),
        text: Some(text.to_owned()),
        help: None,
    }
}
