//! The checker's sandbox: runs the trainer's checks and tells their outcomes.

use std::sync::{Arc, Mutex, PoisonError};

use spyrales_core::grading::{CheckReport, CheckStatus, Credit, Points};
use spyrales_sandbox::port::{Port, PortError};
use spyrales_sandbox::sandbox::SandboxError;
use spyrales_sandbox::value::{Caps, Value};
use spyrales_sandbox::work::{Meter, Work};

use crate::failure;
use crate::message::{bilingual, detail, message, number, text, word};
use crate::question::Questions;
use crate::submission::Submission;

/// What a check file needs to know of its grading.
pub(crate) struct Job {
    pub(crate) check: String,
    pub(crate) parameters: Value,
    pub(crate) seed: u64,
    /// That of the hidden checks, which the checker is told when the visible ones are over.
    pub(crate) hidden_seed: u64,
}

/// A check file that doesn't load, or tells nonsense.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Unusable {
    pub(crate) message: String,
    pub(crate) line: Option<u32>,
    pub(crate) trace: Option<String>,
}

/// A grading in progress: the checker asks, the submission answers, the outcomes gather.
pub(crate) struct Session {
    job: Job,
    submission: Submission,
    /// Whether the check that runs has had code of the submission run: the figure it asks for is then what that drew.
    called: bool,
    /// What was asked of the submission, where that is noted.
    pub(crate) questions: Option<Questions>,
    pub(crate) reports: Vec<CheckReport>,
    pub(crate) unusable: Option<Unusable>,
    /// Why the host could not go on, where it could not.
    pub(crate) fault: Option<SandboxError>,
}

impl Session {
    pub(crate) fn new(job: Job, submission: Submission) -> Self {
        Self {
            job,
            submission,
            called: false,
            questions: None,
            reports: Vec::new(),
            unusable: None,
            fault: None,
        }
    }

    pub(crate) fn into_submission(self) -> Submission {
        self.submission
    }

    /// Notes from now on what is asked of the submission.
    pub(crate) fn note_questions(&mut self) {
        self.questions = Some(Questions::default());
    }

    fn answer(&mut self, sent: &Value, meter: &mut Meter) -> Result<Value, PortError> {
        let answer = self.respond(sent, meter)?;
        if let Some(questions) = &mut self.questions {
            questions.note(sent, &answer);
        }
        Ok(answer)
    }

    fn respond(&mut self, sent: &Value, meter: &mut Meter) -> Result<Value, PortError> {
        let nothing = Value::Null;
        let about = detail(sent).unwrap_or(&nothing);
        match word(sent) {
            Some("job") => Ok(self.job()),
            Some("check") => {
                self.declare(about);
                Ok(Value::Null)
            }
            Some("outcome") => {
                self.called = false;
                // The outcome's check is looked for among them all.
                meter.spend(Work::Item, self.reports.len())?;
                self.settle(about);
                Ok(Value::Null)
            }
            Some("unusable") => {
                self.unusable = Some(Unusable {
                    message: text(about, "message").unwrap_or_default(),
                    line: number(about, "line"),
                    trace: text(about, "trace"),
                });
                Ok(Value::Null)
            }
            Some("curtain") => {
                self.submission.draw_curtain();
                Ok(seed(self.job.hidden_seed))
            }
            Some("stdout") => {
                let (text, left_out) = self.submission.printed();
                let left_out = Value::Int(i64::try_from(left_out).unwrap_or(i64::MAX));
                Ok(message("done", [Value::str(text), left_out]))
            }
            Some("files") => {
                self.submission.flush().map_err(|error| self.fail(error))?;
                let files = self.submission.written();
                Ok(done(Value::map(
                    files.into_iter().map(|(name, bytes)| (name, Value::bytes(bytes))),
                )))
            }
            Some("figure") if !self.called => {
                let request = message("figure", [Value::str("module")]);
                self.submission
                    .request(&request)
                    .map_err(|error| self.fail(error))
            }
            Some(request @ ("call" | "method" | "value" | "figure" | "names" | "run" | "query")) => {
                self.called |= matches!(request, "call" | "method" | "run");
                self.submission.request(sent).map_err(|error| self.fail(error))
            }
            _ => Ok(failure::stopped("unknown request")),
        }
    }

    /// Keeps why the host can't go on, and tells the checker so.
    fn fail(&mut self, error: SandboxError) -> PortError {
        let said = PortError(error.to_string());
        self.fault = Some(error);
        said
    }

    fn job(&self) -> Value {
        Value::map([
            ("check", Value::str(self.job.check.clone())),
            ("parameters", self.job.parameters.clone()),
            ("seed", seed(self.job.seed)),
            ("source", Value::str(self.submission.source())),
            ("language", Value::str(self.submission.language())),
        ])
    }

    fn declare(&mut self, about: &Value) {
        let points = about.get("points").and_then(Value::as_f64).unwrap_or_default();
        self.reports.push(CheckReport {
            id: text(about, "id").unwrap_or_default(),
            title: about.get("title").and_then(bilingual).unwrap_or_default(),
            // A check worth nothing could fail without leaving anything to earn.
            points: Points::from_number(points)
                .unwrap_or_default()
                .max(Points::thousandths(1)),
            group: text(about, "group"),
            hidden: about.get("hidden").and_then(Value::as_bool).unwrap_or_default(),
            hint: about.get("hint").and_then(bilingual),
            status: CheckStatus::NotRun,
            credit: Credit::NONE,
            message: None,
            difference: None,
            trace: None,
        });
    }

    fn settle(&mut self, about: &Value) {
        let id = about.get("id").and_then(Value::as_str);
        let Some(report) = self.reports.iter_mut().find(|r| Some(r.id.as_str()) == id) else {
            return;
        };
        report.status = match about.get("status").and_then(Value::as_str) {
            Some("passed") => CheckStatus::Passed,
            Some("failed") => CheckStatus::Failed,
            _ => CheckStatus::Broken,
        };
        report.credit =
            Credit::from_fraction(about.get("credit").and_then(Value::as_f64).unwrap_or_default());
        report.message = about.get("message").and_then(bilingual);
        report.difference = about.get("difference").filter(|d| !d.is_null()).map(json);
        report.trace = text(about, "trace");
    }
}

/// The checker's end of a session.
pub(crate) struct CheckerPort(pub(crate) Arc<Mutex<Session>>);

impl Port for CheckerPort {
    fn call(&mut self, sent: &[u8], meter: &mut Meter) -> Result<Vec<u8>, PortError> {
        let answer = match Value::decode(sent, &Caps::default(), meter) {
            Ok(sent) => self
                .0
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .answer(&sent, meter)?,
            // The check's value is too large to cross.
            Err(error) => failure::of_decoding(&error),
        };
        let encoded = answer.encode();
        meter.spend(Work::EncodedByte, encoded.len())?;
        Ok(encoded)
    }
}

/// A seed as guests know it: a positive integer of 63 bits.
fn seed(seed: u64) -> Value {
    Value::Int(i64::try_from(seed >> 1).unwrap_or_default())
}

fn done(value: Value) -> Value {
    message("done", [value])
}

/// A difference as JSON, for pages; the harness builds it from plain collections, numbers and texts.
fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Bool(value) => (*value).into(),
        Value::Int(value) => (*value).into(),
        Value::Float(value) => value.to_string().into(),
        Value::Str(value) => value.as_str().into(),
        Value::List(items) | Value::Tuple(items) => items.iter().map(json).collect(),
        Value::Map(map) => map
            .entries()
            .iter()
            .filter_map(|(key, value)| Some((key.as_str()?.to_owned(), json(value))))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        _ => serde_json::Value::Null,
    }
}
