//! What the checks ask of a submission, noted as it passes.

use spyrales_core::grading::Grading;
use spyrales_sandbox::value::Value;

use crate::message::{detail, text, word};

/// A question of a check to the submission, and its answer.
#[derive(Clone, Debug)]
pub struct Question {
    /// The check that asked; empty where it ended before its outcome.
    pub check: String,
    /// Whether a hidden check asked.
    pub hidden: bool,
    /// The request, as `docs/internals/protocol.md` says.
    pub request: Value,
    /// The answer.
    pub answer: Value,
}

/// A grading, and all that was asked in it.
#[derive(Debug)]
pub struct Interview {
    /// What it came to.
    pub grading: Grading,
    /// The questions, in order.
    pub questions: Vec<Question>,
}

/// Questions as they come.
#[derive(Default)]
pub(crate) struct Questions {
    list: Vec<Question>,
    /// How many belong to checks that are over.
    settled: usize,
    hidden: bool,
}

impl Questions {
    /// Notes a message of the checker's, and its answer.
    pub(crate) fn note(&mut self, sent: &Value, answer: &Value) {
        match word(sent) {
            Some("curtain") => self.hidden = true,
            Some("outcome") => {
                let check = detail(sent)
                    .and_then(|about| text(about, "id"))
                    .unwrap_or_default();
                for question in &mut self.list[self.settled..] {
                    question.check.clone_from(&check);
                }
                self.settled = self.list.len();
            }
            Some("job" | "check" | "unusable") | None => {}
            Some(_) => self.list.push(Question {
                check: String::new(),
                hidden: self.hidden,
                request: sent.clone(),
                answer: answer.clone(),
            }),
        }
    }

    pub(crate) fn into_list(self) -> Vec<Question> {
        self.list
    }
}
