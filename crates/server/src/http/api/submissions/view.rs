//! A submission as the API shows it.

use serde::Serialize;
use spyrales_core::grading::{CheckOutcome, CheckStatus, GradingRecord, Output};
use spyrales_core::store::{Submission, SubmissionState};
use spyrales_core::text::Lang;
use utoipa::ToSchema;

use crate::http::edge::wire::points;

/// A submission and how far it has come.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SubmissionView {
    /// Its id.
    id: String,
    /// Its exercise.
    #[schema(example = "python-preparer-donnees/depenses-epci")]
    exercise: String,
    /// When it came in.
    submitted: String,
    /// `queued`, `grading`, `graded`, `set_aside` or `cancelled`.
    #[schema(example = "graded")]
    state: &'static str,
    /// How many are before it, while it is queued.
    #[serde(skip_serializing_if = "Option::is_none")]
    ahead: Option<u64>,
    /// The verdict, once it is graded.
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<VerdictView>,
    /// Why it could not be graded, when it is set aside; that costs nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    /// Where it is read, and followed.
    links: Links,
}

/// Addresses of a submission.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Links {
    /// The submission.
    pub(crate) submission: String,
    /// Its events.
    events: String,
    /// Its code.
    source: String,
    /// Its record.
    record: String,
}

/// What a grading came to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VerdictView {
    /// What was earned.
    earned: f64,
    /// What could be earned.
    possible: f64,
    /// Whether the exercise is solved, and counts for a level: every check passed, hidden ones included.
    solved: bool,
    /// How it fared as a whole: `graded`, `syntax_error`, `raised`, `out_of_fuel` …
    kind: String,
    /// What happened and what to do next, when the checks don't say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<String>,
    /// What was left out or let pass of the submission before the checks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
    /// Line of the submission that it is about, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    /// That line's text.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// Each check, in the order of the exercise.
    checks: Vec<CheckView>,
    /// What the program printed.
    output: OutputView,
    /// Operations it took.
    fuel: u64,
    /// Largest memory, in bytes.
    memory_peak_bytes: u64,
    /// How long the grading took, in milliseconds; not told where a check is hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    wall_ms: Option<f64>,
    /// When it was graded.
    graded: String,
    /// The digest of the record.
    record_digest: String,
}

/// A check and how it came out.
#[derive(Debug, Serialize, ToSchema)]
struct CheckView {
    /// Its name.
    id: String,
    /// What it checks.
    title: String,
    /// `passed`, `failed`, `broken` or `not_run`.
    status: CheckStatusView,
    /// What was earned.
    earned: f64,
    /// What it is worth.
    points: f64,
    /// Whether it tells its title and hint only.
    hidden: bool,
    /// What was expected and what came.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    /// What may help.
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    /// The first differences, for a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<serde_json::Value>,
}

/// How a check came out.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum CheckStatusView {
    Passed,
    Failed,
    Broken,
    NotRun,
}

/// What a program printed; control characters and markup are as it printed them.
#[derive(Debug, Serialize, ToSchema)]
struct OutputView {
    /// Standard output, up to the limit.
    stdout: String,
    /// Bytes after the limit.
    stdout_dropped: u64,
    /// Standard error, up to the limit.
    stderr: String,
    /// Bytes after the limit.
    stderr_dropped: u64,
}

impl SubmissionView {
    pub(crate) fn of(submission: &Submission, lang: Lang) -> Self {
        let (mut ahead, mut verdict, mut why) = (None, None, None);
        let state = match &submission.state {
            SubmissionState::Queued { ahead: before } => {
                ahead = Some(*before);
                "queued"
            }
            SubmissionState::Grading => "grading",
            SubmissionState::Graded { record, wall_us, at } => {
                verdict = Some(VerdictView::of(record, *wall_us, *at, lang));
                "graded"
            }
            SubmissionState::SetAside { why: reason } => {
                why = Some(reason.get(lang).to_owned());
                "set_aside"
            }
            SubmissionState::Cancelled => "cancelled",
        };
        Self {
            id: submission.id.to_string(),
            exercise: submission.exercise.to_string(),
            submitted: submission.submitted.to_string(),
            state,
            ahead,
            verdict,
            why,
            links: Links::of(&submission.id.to_string()),
        }
    }
}

impl Links {
    pub(crate) fn of(id: &str) -> Self {
        let submission = format!("/api/v1/submissions/{id}");
        Self {
            events: format!("{submission}/events"),
            source: format!("{submission}/source"),
            record: format!("{submission}/record"),
            submission,
        }
    }
}

impl VerdictView {
    fn of(record: &GradingRecord, wall_us: u64, at: jiff::Timestamp, lang: Lang) -> Self {
        // The tag, the line and its text are where serde writes them, whatever the variant.
        let verdict = serde_json::to_value(&record.verdict).unwrap_or_default();
        let text = |name: &str| {
            verdict
                .get(name)
                .and_then(serde_json::Value::as_str)
                .map(str::to_owned)
        };
        Self {
            earned: points(record.earned),
            possible: points(record.possible),
            solved: record.is_full(),
            kind: text("kind").unwrap_or_default(),
            explanation: record
                .verdict
                .explanation(&record.limits)
                .map(|e| e.get(lang).to_owned()),
            notes: record
                .notes
                .iter()
                .map(|note| note.get(lang).to_owned())
                .collect(),
            line: verdict.get("line").and_then(serde_json::Value::as_u64),
            text: text("text"),
            checks: record
                .checks
                .iter()
                .map(|check| CheckView::of(check, lang))
                .collect(),
            output: OutputView::of(&record.output),
            fuel: record.usage.fuel,
            memory_peak_bytes: record.usage.memory_peak_bytes,
            wall_ms: told_ms(wall_us, record.checks.iter().any(|check| check.hidden)),
            graded: at.to_string(),
            record_digest: record.digest().to_string(),
        }
    }
}

impl CheckView {
    fn of(check: &CheckOutcome, lang: Lang) -> Self {
        Self {
            id: check.id.clone(),
            title: check.title.get(lang).to_owned(),
            status: match check.status {
                CheckStatus::Passed => CheckStatusView::Passed,
                CheckStatus::Failed => CheckStatusView::Failed,
                CheckStatus::Broken => CheckStatusView::Broken,
                CheckStatus::NotRun => CheckStatusView::NotRun,
            },
            earned: points(check.earned),
            points: points(check.points),
            hidden: check.hidden,
            message: check.message.as_ref().map(|message| message.get(lang).to_owned()),
            hint: check.hint.as_ref().map(|hint| hint.get(lang).to_owned()),
            difference: check.difference.clone(),
        }
    }
}

impl OutputView {
    fn of(output: &Output) -> Self {
        Self {
            stdout: output.stdout.clone(),
            stdout_dropped: output.stdout_dropped,
            stderr: output.stderr.clone(),
            stderr_dropped: output.stderr_dropped,
        }
    }
}

/// Milliseconds as they are told: a submission could spell out in them what a hidden check hands over.
fn told_ms(wall_us: u64, hidden: bool) -> Option<f64> {
    (!hidden).then_some(wall_us as f64 / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_hidden_checks_is_not_told() {
        assert!((told_ms(12_345, false).unwrap() - 12.345).abs() < 1e-9);
        assert_eq!(told_ms(12_345, true), None);
    }
}
