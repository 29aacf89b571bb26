//! Commands of notebooks in a Python source: `%matplotlib inline`, `!pip install …`, `%%time`, `df?`.
//!
//! A statement of Python never begins with `%`, `!` or `?`, or with `pip install`: where a line that begins so isn't part of a string or of an
//! expression that goes on, it is such a command.

use spyrales_core::text::Bilingual;

/// Magics of cells whose content isn't Python.
const FOREIGN: [&str; 17] = [
    "bash",
    "cmd",
    "file",
    "html",
    "HTML",
    "javascript",
    "js",
    "latex",
    "markdown",
    "perl",
    "R",
    "ruby",
    "script",
    "sh",
    "sql",
    "svg",
    "writefile",
];
/// Commands that are quoted one by one.
const QUOTED: usize = 5;

/// A line that was left out: its number from 1, and its text.
pub(super) type LeftOut = (usize, String);

/// The first line of a cell that isn't Python.
pub(super) fn foreign_cell(code: &str) -> Option<&str> {
    let line = code.trim_start().lines().next()?.trim_end();
    let name = line.strip_prefix("%%")?.split_whitespace().next()?;
    FOREIGN.contains(&name).then_some(line)
}

/// The source with `pass` in the place of commands, and which lines they were.
pub(super) fn leave_out(source: &str) -> (String, Vec<LeftOut>) {
    let mut left_out = Vec::new();
    let mut kept = String::with_capacity(source.len());
    let mut place = Place::default();
    for (number, line) in (1..).zip(source.split_inclusive('\n')) {
        match place.starts_statement().then(|| command(line)).flatten() {
            Some(instead) => {
                left_out.push((number, line.trim().to_owned()));
                kept.push_str(&instead);
                // It may leave brackets and quotes open: what follows is a line of its own.
                place = Place::default();
            }
            None => {
                kept.push_str(line);
                place.pass(line);
            }
        }
    }
    (kept, left_out)
}

/// What is told of the lines that were left out.
pub(super) fn note(left_out: &[LeftOut]) -> Option<Bilingual> {
    let quoted: Vec<_> = left_out
        .iter()
        .take(QUOTED)
        .map(|(number, text)| (number, text.chars().take(80).collect::<String>()))
        .collect();
    let listed = |line: &str| {
        let shown = quoted
            .iter()
            .map(|(number, text)| format!("`{text}` ({line} {number})"));
        let mut shown = shown.collect::<Vec<_>>().join(", ");
        if left_out.len() > QUOTED {
            shown.push_str(", …");
        }
        shown
    };
    (!left_out.is_empty()).then(|| {
        Bilingual::new(
            format!(
                "Commandes de notebook laissées de côté, qui ne sont pas du Python : {}. Retirez-les d'un script.",
                listed("ligne")
            ),
            format!(
                "Commands of a notebook were left out, as they aren't Python: {}. Remove them from a script.",
                listed("line")
            ),
        )
    })
}

/// What stands in the place of a line that is a command; nothing where it is none.
fn command(line: &str) -> Option<String> {
    let text = line.trim();
    let (indent, end) = (
        &line[..line.len() - line.trim_start().len()],
        &line[line.trim_end().len()..],
    );
    if let Some(statement) = text.strip_prefix("%time ") {
        return Some(format!("{indent}{}{end}", statement.trim_start()));
    }
    let begins = text.starts_with(['%', '!', '?']);
    let asks = text.ends_with('?')
        && text
            .trim_end_matches('?')
            .chars()
            .all(|c| c.is_alphanumeric() || "_.".contains(c))
        && text.len() > 1;
    // `files = !ls` and `rows = %sql …`.
    let assigns = text.split_once('=').is_some_and(|(target, value)| {
        let value = value.trim_start();
        let named = target
            .trim()
            .chars()
            .all(|c| c.is_alphanumeric() || "_, ".contains(c));
        named && !target.trim().is_empty() && value.starts_with(['%', '!'])
    });
    let installs = [
        "pip install ",
        "pip3 install ",
        "conda install ",
        "python -m pip install ",
    ]
    .iter()
    .any(|start| text.starts_with(start));
    (begins || asks || assigns || installs).then(|| format!("{indent}pass{end}"))
}

/// Where in a program a line begins.
#[derive(Default)]
struct Place {
    /// Brackets that are open.
    depth: usize,
    /// The quote of a string that is open, and whether three of them end it.
    string: Option<(char, bool)>,
    /// Whether the line before ended in a backslash.
    continued: bool,
}

impl Place {
    fn starts_statement(&self) -> bool {
        self.depth == 0 && self.string.is_none() && !self.continued
    }

    fn pass(&mut self, line: &str) {
        let mut rest = line;
        self.continued = false;
        while let Some(next) = rest.chars().next() {
            let after = &rest[next.len_utf8()..];
            rest = match self.string {
                Some((quote, three)) => self.in_string(rest, after, next, quote, three),
                None => match next {
                    '#' => return,
                    '"' | '\'' => {
                        let three = rest.starts_with(&String::from(next).repeat(3));
                        self.string = Some((next, three));
                        if three { &rest[3..] } else { after }
                    }
                    '(' | '[' | '{' => {
                        self.depth += 1;
                        after
                    }
                    ')' | ']' | '}' => {
                        self.depth = self.depth.saturating_sub(1);
                        after
                    }
                    '\\' => {
                        self.continued = after.trim_end_matches(['\r', '\n']).is_empty();
                        after
                    }
                    _ => after,
                },
            };
        }
    }

    fn in_string<'a>(
        &mut self,
        rest: &'a str,
        after: &'a str,
        next: char,
        quote: char,
        three: bool,
    ) -> &'a str {
        if next == '\\' {
            let escaped = after.chars().next().map_or(0, char::len_utf8);
            return &after[escaped..];
        }
        if three && rest.starts_with(&String::from(quote).repeat(3)) {
            self.string = None;
            return &rest[3..];
        }
        // A string of one line ends with it, whether it is closed or not.
        if !three && (next == quote || next == '\n') {
            self.string = None;
        }
        after
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_left_out_and_lines_keep_their_numbers() {
        assert_eq!(leave_out("pip install pandas\nx = 1").0, "pass\nx = 1");
        let source = "%matplotlib inline\nimport x\nif a:\n    !ls\n%time y = f(1)\ndf?\nfiles = !ls *.csv\n%%time\nz = 1";
        let (text, left_out) = leave_out(source);
        assert_eq!(
            text,
            "pass\nimport x\nif a:\n    pass\ny = f(1)\npass\npass\npass\nz = 1"
        );
        let numbers: Vec<_> = left_out.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [1, 4, 5, 6, 7, 8]);
    }

    #[test]
    fn what_is_python_stays() {
        for source in [
            "x = (a\n% b)\n",
            "x = a \\\n% b\n",
            "t = '''\n%time\n!ls\n'''\n",
            "t = \"un \\\" deux\\\n% trois\"\n",
            "# des '''\nx = 1 % 2\n",
            "x = a != b\ny = f'{v!r}'\n",
            "print('Pourquoi ?')\nx == y\n",
            "d = {\n  'a': 1,\n}\nq = 'Quoi?'\n",
        ] {
            assert_eq!(leave_out(source), (source.to_owned(), vec![]), "{source}");
        }
    }

    #[test]
    fn a_cell_of_another_language_is_told_by_its_first_line() {
        assert_eq!(foreign_cell("%%bash\nls"), Some("%%bash"));
        assert_eq!(foreign_cell("%%time\nx = 1"), None);
        assert_eq!(foreign_cell("x = 1"), None);
    }
}
