//! Submissions that are no programs, or no answers.

use spyrales_core::grading::{Unreadable, Verdict};
use spyrales_core::text::Bilingual;

use crate::row::Expected::Refused;
use crate::row::{ALL, NONE, REGIONS, Row, SOLUTION, after_solution, alone, before_solution};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row::python("an empty file", "", ALL),
        Row::python("blank lines", "\n \n\t\n", ALL),
        Row::python("a comment", "# rien encore", ALL),
        Row::python("the starter", include_str!("pack/bilan/starter.py"), ALL),
        Row::python(
            "a syntax error",
            alone!("broken/syntax_error.py"),
            Refused(syntax("expected ':'", 1, 20, "def bilan(montants)")),
        ),
        Row::python(
            "tabs and spaces mixed",
            "if True:\n\tx = 1\n        y = 2\n",
            Refused(syntax(
                "inconsistent use of tabs and spaces in indentation",
                3,
                1,
                "y = 2",
            )),
        ),
        Row::python("a NUL byte", "x = 1\0\n", Refused(no_text())),
        Row::python("only NUL bytes", vec![0; 1000], Refused(not_utf8(0))),
        Row::python("invalid UTF-8", b"# \xff\xfe\n".as_slice(), Refused(not_utf8(2))),
        Row::python(
            "Latin-1",
            "x = '\u{e9}'".chars().map(|c| c as u8).collect::<Vec<_>>(),
            Refused(not_utf8(5)),
        ),
        Row::python(
            "a surrogate in UTF-8",
            b"x = '\xed\xa0\x80'".as_slice(),
            Refused(not_utf8(5)),
        ),
        Row::python(
            "UTF-16",
            "é = 1"
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<_>>(),
            Refused(not_utf8(0)),
        ),
        Row::python(
            "5 MB of source",
            "# ligne\n".repeat(655_360),
            Refused(too_large(5_242_880)),
        ),
        Row::python(
            "one byte too many",
            " ".repeat(262_145),
            Refused(too_large(262_145)),
        ),
        Row::python("as large as it may be", padded(262_144), NONE),
        Row::python(
            "a byte order mark and Windows lines",
            format!("\u{feff}{}", SOLUTION.replace('\n', "\r\n")),
            NONE,
        ),
        Row::python(
            "another coding in a comment",
            before_solution!("broken/other_coding.py"),
            NONE,
        ),
        Row::python(
            "parentheses without end",
            "(".repeat(10_000),
            Refused(Verdict::OutOfMemory),
        ),
        Row::python(
            "operators without end",
            format!("x = {}1", "-".repeat(200_000)),
            Refused(Verdict::OutOfMemory),
        ),
        Row::python(
            "a module that isn't there",
            alone!("broken/missing_module.py"),
            Refused(raised(
                "ModuleNotFoundError",
                "No module named 'pandsa'",
                1,
                "import pandsa as pd",
            )),
        ),
        Row::python(
            "an exception",
            alone!("broken/raises.py"),
            Refused(raised(
                "TypeError",
                "object of type 'NoneType' has no len()",
                2,
                r#"return {"nombre": len(montants), "total": sum(montants)}"#,
            )),
        ),
        Row::python("no function", after_solution!("broken/misspelt.py"), REGIONS),
        Row::python("misspelt names", alone!("broken/misspelt.py"), ALL).and(
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
    let (line, column) = (Some(line), Some(column));
    Verdict::SyntaxError {
        message: message.to_owned(),
        line,
        column,
        text: Some(text.to_owned()),
        help: None,
    }
}

pub(crate) fn no_text() -> Verdict {
    Verdict::Unreadable(Unreadable::NotCode {
        what: Bilingual::default(),
    })
}

fn raised(exception: &str, message: &str, line: u32, text: &str) -> Verdict {
    Verdict::Raised {
        exception: exception.to_owned(),
        message: message.to_owned(),
        line: Some(line),
        text: Some(text.to_owned()),
        help: None,
    }
}

fn not_utf8(offset: u64) -> Verdict {
    Verdict::Unreadable(Unreadable::NotUtf8 { offset, likely: None })
}

fn too_large(bytes: u64) -> Verdict {
    Verdict::Unreadable(Unreadable::TooLarge {
        bytes,
        limit: 262_144,
    })
}

/// The solution, filled up with blanks.
fn padded(bytes: usize) -> String {
    format!("{SOLUTION}{}", " ".repeat(bytes - SOLUTION.len()))
}
