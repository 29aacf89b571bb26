//! The text of an imposter.

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
    /// By an expression in the exercise's language.
    Text(String),
}

/// A line of the table.
#[derive(Clone, Debug)]
pub(super) struct Row {
    request: Vec<u8>,
    answer: Answer,
}

/// An imposter.
pub(super) struct Program<'a> {
    pub(super) runtime: RuntimeKind,
    /// Functions that are asked for.
    pub(super) names: &'a [String],
    pub(super) rows: Vec<Row>,
    pub(super) fallback: Fallback,
    /// Stands at the program's beginning, for checks that read the source; what it defines is replaced after it.
    pub(super) solution: Option<&'a str>,
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
    let answered = questions.iter().filter(|question| word(&question.answer) == Some("done"));
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
            word(&other.request) == Some("query") && detail(&other.request).and_then(Value::as_str) == Some(sql)
        };
        query::of_rows(detail(&questions.iter().find(runs)?.answer)?)
    });
    match asked {
        Some(sql) => message("done", [Value::str(sql)]),
        None => question.answer.clone(),
    }
}

/// Puts an answer in the place of the one that a question had; whether it is another one.
pub(super) fn put(rows: &mut Vec<Row>, question: &Question, answer: Answer) -> bool {
    let request = question.request.encode();
    match rows.iter_mut().find(|row| row.request == request) {
        Some(row) if row.answer == answer => false,
        Some(row) => {
            row.answer = answer;
            true
        }
        None => {
            rows.push(Row { request, answer });
            true
        }
    }
}

impl Program<'_> {
    /// The program.
    pub(super) fn text(&self) -> String {
        let solution = self.solution.unwrap_or_default();
        let fallback = match self.fallback {
            Fallback::Last => "last",
            Fallback::Empty => "zero",
        };
        match self.runtime {
            RuntimeKind::R => self.in_r(solution, fallback),
            RuntimeKind::Python | RuntimeKind::Sql => self.in_python(solution, fallback),
        }
    }

    fn in_python(&self, solution: &str, fallback: &str) -> String {
        let mut text = format!("{solution}\n\n{}", include_str!("../../guest/imposter/imposter.py"));
        text.push_str("_disguise([");
        for row in &self.rows {
            let _ = write!(text, "('{}', ", STANDARD.encode(&row.request));
            let _ = match &row.answer {
                Answer::Noted(answer) => write!(text, "'{}', None), ", STANDARD.encode(answer)),
                Answer::Reference => write!(text, "None, None), "),
                Answer::Text(constant) => write!(text, "None, {}), ", quoted(constant)),
            };
        }
        let names: Vec<_> = self.names.iter().map(|name| quoted(name)).collect();
        let _ = writeln!(
            text,
            "], [{}], '{fallback}', '{}')",
            names.join(", "),
            STANDARD.encode(solution)
        );
        text
    }

    fn in_r(&self, solution: &str, fallback: &str) -> String {
        let imposter = include_str!("../../guest/imposter/imposter.R");
        let mut text = format!("{solution}\n\n{}(list(", imposter.trim_end());
        for (number, row) in self.rows.iter().enumerate() {
            let comma = if number == 0 { "" } else { ", " };
            let _ = write!(text, "{comma}list(request = \"{}\"", hex(&row.request));
            let _ = match &row.answer {
                Answer::Noted(answer) => write!(text, ", answer = \"{}\")", hex(answer)),
                Answer::Reference => write!(text, ")"),
                Answer::Text(constant) => write!(text, ", text = {})", quoted(constant)),
            };
        }
        let names: Vec<_> = self.names.iter().map(|name| quoted(name)).collect();
        let _ = writeln!(
            text,
            "), c({}), \"{fallback}\", \"{}\")",
            names.join(", "),
            hex(solution.as_bytes())
        );
        text
    }
}

/// A text as both languages write one: JSON's escapes are theirs.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
