//! The text of an imposter.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use spyrales_core::pack::RuntimeKind;
use spyrales_sandbox::value::Value;

use super::query;
use crate::message::{detail, message, word};
use crate::question::Question;

/// What answers a question that isn't in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fallback {
    /// The last answer of the same function.
    Last,
    /// An empty value of that answer's kind.
    Empty,
}

/// How the table answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// By a value that was noted: the answer of the protocol.
    Noted(Vec<u8>),
    /// By what the reference does with the arguments that were noted, for what it draws or prints.
    Reference,
}

/// A line of the table.
#[derive(Clone, Debug)]
pub(super) struct Row {
    request: Vec<u8>,
    answer: Answer,
}

/// What an imposter is made with.
#[derive(Clone, Copy)]
pub(super) enum Knowledge<'a> {
    /// The solution: it stands at the program's beginning, for checks that read the source, and what it defines is replaced
    /// after it. It answers where an answer is drawn or printed, for questions that were noted.
    Solution(&'a str),
    /// Of the answers that were noted their form alone, with the texts in it, which statement and messages tell. Each number
    /// is a placeholder, unless it was learnt what should have come in its place.
    Learnt(&'a BTreeMap<String, String>),
}

/// Where the numbers of placeholders begin: nothing that an exercise expects.
const PLACEHOLDERS: u64 = 900_000_000;

/// Whether a value, as messages show it, is a placeholder.
pub(super) fn is_placeholder(shown: &str) -> bool {
    let digits = shown
        .strip_prefix('-')
        .map(|digits| digits.trim_end_matches(".5"));
    digits.is_some_and(|digits| digits.parse().is_ok_and(|number: u64| number >= PLACEHOLDERS))
}

/// An imposter.
pub(super) struct Program<'a> {
    pub(super) runtime: RuntimeKind,
    /// Functions that are asked for.
    pub(super) names: &'a [String],
    pub(super) rows: Vec<Row>,
    pub(super) fallback: Fallback,
    pub(super) knowledge: Knowledge<'a>,
}

/// The functions that are called, each once.
pub(super) fn names(questions: &[Question]) -> Vec<String> {
    let mut names: Vec<String> = questions
        .iter()
        .filter(|question| word(&question.request) == Some("call"))
        .filter_map(|question| detail(&question.request)?.as_str().map(str::to_owned))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The table of what was asked and answered.
pub(super) fn rows(questions: &[Question]) -> Vec<Row> {
    let shows = |question: &&Question| matches!(word(&question.request), Some("figure" | "stdout" | "files"));
    let by_effect = questions.iter().find(shows).is_some();
    let answered = questions
        .iter()
        .filter(|question| word(&question.answer) == Some("done"));
    answered
        .filter_map(|question| {
            let answer = match word(&question.request)? {
                "call" if by_effect => Answer::Reference,
                "call" | "method" => Answer::Noted(question.answer.encode()),
                "value" => Answer::Noted(variable(question, questions).encode()),
                _ => return None,
            };
            Some(Row {
                request: question.request.encode(),
                answer,
            })
        })
        .collect()
}

/// The value of a variable. A query isn't one to remember, but what it gave.
fn variable(question: &Question, questions: &[Question]) -> Value {
    let sql = detail(&question.answer).and_then(Value::as_str);
    let asked = sql.and_then(|sql| {
        let runs = |other: &&Question| {
            word(&other.request) == Some("query")
                && detail(&other.request).and_then(Value::as_str) == Some(sql)
        };
        query::of_rows(detail(&questions.iter().find(runs)?.answer)?)
    });
    match asked {
        Some(sql) => message("done", [Value::str(sql)]),
        None => question.answer.clone(),
    }
}

impl Program<'_> {
    /// The program.
    pub(super) fn text(&self) -> String {
        match self.runtime {
            RuntimeKind::R => self.in_r(),
            RuntimeKind::Python | RuntimeKind::Sql => self.in_python(),
        }
    }

    fn solution(&self) -> &str {
        match self.knowledge {
            Knowledge::Solution(solution) => solution,
            Knowledge::Learnt(_) => "",
        }
    }

    fn fallback(&self) -> &'static str {
        match self.fallback {
            Fallback::Last => "last",
            Fallback::Empty => "empty",
        }
    }

    fn in_python(&self) -> String {
        let solution = self.solution();
        let rows = self.rows.iter().map(|row| {
            let answer = match &row.answer {
                Answer::Noted(answer) => format!("'{}'", STANDARD.encode(answer)),
                Answer::Reference => "None".to_owned(),
            };
            format!("('{}', {answer})", STANDARD.encode(&row.request))
        });
        let learnt = match self.knowledge {
            Knowledge::Solution(_) => "None".to_owned(),
            Knowledge::Learnt(learnt) => {
                let pairs = learnt
                    .iter()
                    .map(|(got, expected)| format!("{}: {}", quoted(got), quoted(expected)));
                format!("{{{}}}", list(pairs))
            }
        };
        format!(
            "{solution}\n\n{}_disguise([{}], [{}], '{}', '{}', {learnt}, {PLACEHOLDERS})\n",
            include_str!("../../guest/imposter/imposter.py"),
            list(rows),
            list(self.names.iter().map(|name| quoted(name))),
            self.fallback(),
            STANDARD.encode(solution),
        )
    }

    fn in_r(&self) -> String {
        let solution = self.solution();
        let rows = self.rows.iter().map(|row| {
            let answer = match &row.answer {
                Answer::Noted(answer) => format!(", answer = \"{}\"", hex(answer)),
                Answer::Reference => String::new(),
            };
            format!("list(request = \"{}\"{answer})", hex(&row.request))
        });
        let learnt = match self.knowledge {
            Knowledge::Solution(_) => "NULL".to_owned(),
            Knowledge::Learnt(learnt) => {
                let pairs = learnt
                    .iter()
                    .map(|(got, expected)| format!("list({}, {})", quoted(got), quoted(expected)));
                format!("list({})", list(pairs))
            }
        };
        format!(
            "{solution}\n\n{}(list({}), c({}), \"{}\", \"{}\", {learnt}, {PLACEHOLDERS})\n",
            include_str!("../../guest/imposter/imposter.R").trim_end(),
            list(rows),
            list(self.names.iter().map(|name| quoted(name))),
            self.fallback(),
            hex(solution.as_bytes()),
        )
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

/// A text as both languages write one: JSON's escapes are theirs.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_is_known_by_how_messages_show_it() {
        for shown in ["-900000001", "-900000001.5"] {
            assert!(is_placeholder(shown), "{shown}");
        }
        for shown in ["-90000000", "900000001", "\"-900000001\"", "-0.5", "None"] {
            assert!(!is_placeholder(shown), "{shown}");
        }
    }
}
