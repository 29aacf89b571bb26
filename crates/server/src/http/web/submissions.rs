//! `/submissions/{id}`: what came of a submission, its events, its code; `changes` has what changed since another one.

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use jiff::Timestamp;
use spyrales_app::submissions::CancelError;
use spyrales_core::grading::{CheckOutcome, CheckStatus, GradingRecord, Points};
use spyrales_core::id::SubmissionId;
use spyrales_core::store::{EarlierGrading, Submission, SubmissionState};

use super::changes;
use super::exercises::address;
use super::frame::{Frame, SignedIn};
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::state::AppState;
use crate::http::edge::submission_events;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/submissions/{id}", get(read))
        .route("/submissions/{id}/events", get(events))
        .route("/submissions/{id}/source", get(source))
        .route("/submissions/{id}/changes", get(changes::show))
        .route("/submissions/{id}/cancel", post(cancel))
        .route("/submissions/{id}/hints/{check}", post(open_hint))
}

/// What came of a submission, for a page.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) id: SubmissionId,
    pub(super) state: &'static str,
    /// How many are before it.
    pub(super) ahead: usize,
    /// Why it could not be graded.
    pub(super) why: String,
    pub(super) verdict: Option<Graded>,
    /// Gradings that a re-grade has replaced, the first one first.
    pub(super) earlier: Vec<Earlier>,
}

/// A grading that a re-grade has replaced.
#[derive(Debug)]
pub(super) struct Earlier {
    pub(super) earned: Points,
    pub(super) possible: Points,
    pub(super) replaced: Timestamp,
    pub(super) reason: String,
}

impl From<EarlierGrading> for Earlier {
    fn from(grading: EarlierGrading) -> Self {
        Self {
            earned: grading.record.earned,
            possible: grading.record.possible,
            replaced: grading.replaced,
            reason: grading.reason,
        }
    }
}

/// A verdict, for a page.
#[derive(Debug)]
pub(super) struct Graded {
    pub(super) earned: Points,
    pub(super) possible: Points,
    pub(super) passed: usize,
    /// What happened and what to do next, when the checks don't say it.
    pub(super) explanation: Option<String>,
    /// What was left out or let pass of it.
    pub(super) notes: Vec<String>,
    /// The line that it is about, and its text.
    pub(super) line: Option<(u32, String)>,
    pub(super) checks: Vec<CheckRow>,
    pub(super) stdout: String,
    pub(super) stderr: String,
    pub(super) dropped: bool,
}

/// A check, for a page.
#[derive(Debug)]
pub(super) struct CheckRow {
    pub(super) id: String,
    pub(super) title: String,
    /// The end of the key that names how it came out.
    pub(super) status: &'static str,
    pub(super) earned: Points,
    pub(super) points: Points,
    pub(super) hidden: bool,
    pub(super) message: Vec<Line>,
    pub(super) hint: Vec<Line>,
    /// Whether the hint was asked for.
    pub(super) hint_open: bool,
    pub(super) table: Option<DifferenceTable>,
}

/// A line of a message.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Whether it is an entry of a list.
    pub(super) item: bool,
    /// Pieces of text; of each, whether it is code.
    pub(super) pieces: Vec<(bool, String)>,
}

/// The first differences, side by side.
#[derive(Debug)]
pub(super) struct DifferenceTable {
    /// Where, expected, got.
    pub(super) rows: Vec<(String, String, String)>,
    pub(super) total: usize,
}

impl Outcome {
    /// `opened` are the checks whose hints were asked for.
    pub(super) fn of(submission: &Submission, opened: &[String], f: &Frame) -> Self {
        let mut outcome = Self {
            id: submission.id,
            state: word(&submission.state),
            ahead: 0,
            why: String::new(),
            verdict: None,
            earlier: Vec::new(),
        };
        match &submission.state {
            SubmissionState::Queued { ahead } => {
                outcome.ahead = usize::try_from(*ahead).unwrap_or(usize::MAX);
            }
            SubmissionState::Grading => {}
            SubmissionState::Graded { record, .. } => outcome.verdict = Some(Graded::of(record, opened, f)),
            SubmissionState::SetAside { why } => outcome.why = why.get(f.lang).to_owned(),
            SubmissionState::Cancelled => {}
        }
        outcome
    }

    pub(super) fn is_settled(&self) -> bool {
        matches!(self.state, "graded" | "set-aside" | "cancelled")
    }
}

/// How far a submission has come, as the end of a key.
fn word(state: &SubmissionState) -> &'static str {
    match state {
        SubmissionState::Queued { .. } => "queued",
        SubmissionState::Grading => "grading",
        SubmissionState::Graded { .. } => "graded",
        SubmissionState::SetAside { .. } => "set-aside",
        SubmissionState::Cancelled => "cancelled",
    }
}

impl Graded {
    fn of(record: &GradingRecord, opened: &[String], f: &Frame) -> Self {
        let passed = |check: &&CheckOutcome| check.status == CheckStatus::Passed;
        Self {
            earned: record.earned,
            possible: record.possible,
            passed: record.checks.iter().filter(passed).count(),
            explanation: record
                .verdict
                .explanation(&record.limits)
                .map(|text| text.get(f.lang).to_owned()),
            notes: record
                .notes
                .iter()
                .map(|note| note.get(f.lang).to_owned())
                .collect(),
            line: record.verdict.line().map(|(line, text)| (line, text.to_owned())),
            checks: record
                .checks
                .iter()
                .map(|check| CheckRow::of(check, opened, f))
                .collect(),
            stdout: record.output.stdout.clone(),
            stderr: record.output.stderr.clone(),
            dropped: record.output.stdout_dropped + record.output.stderr_dropped > 0,
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.earned == self.possible
    }

    /// Whether every check passed whose data are seen.
    pub(super) fn lacks_hidden_only(&self) -> bool {
        let mut left = self
            .checks
            .iter()
            .filter(|check| check.status != "passed")
            .peekable();
        left.peek().is_some() && left.all(|check| check.hidden)
    }
}

impl CheckRow {
    fn of(check: &CheckOutcome, opened: &[String], f: &Frame) -> Self {
        let text = |told: &Option<spyrales_core::text::Bilingual>| {
            told.as_ref()
                .map(|text| lines(text.get(f.lang)))
                .unwrap_or_default()
        };
        Self {
            id: check.id.clone(),
            title: check.title.get(f.lang).to_owned(),
            status: match check.status {
                CheckStatus::Passed => "passed",
                CheckStatus::Failed => "failed",
                CheckStatus::Broken => "broken",
                CheckStatus::NotRun => "not-run",
            },
            earned: check.earned,
            points: check.points,
            hidden: check.hidden,
            message: text(&check.message),
            hint: text(&check.hint),
            hint_open: opened.contains(&check.id),
            table: check
                .difference
                .as_ref()
                .and_then(|data| DifferenceTable::of(data, f)),
        }
    }
}

impl DifferenceTable {
    /// The checker's `difference`: its `cells` have a place in both languages, a column or none, and two texts.
    fn of(data: &serde_json::Value, f: &Frame) -> Option<Self> {
        let cells = data.get("cells")?.as_array()?;
        let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
        let rows: Vec<_> = cells
            .iter()
            .filter_map(|cell| {
                let place = text(&cell["row"][f.lang.code()]).unwrap_or_default();
                let place = match text(&cell["column"]) {
                    Some(column) if place.is_empty() => column,
                    Some(column) => format!("{place}, {column}"),
                    None => place,
                };
                Some((place, text(&cell["expected"])?, text(&cell["got"])?))
            })
            .collect();
        let total = data["total"]
            .as_u64()
            .and_then(|total| usize::try_from(total).ok());
        // Up to three differences stand in the message already.
        (rows.len() > 3).then(|| Self {
            total: total.unwrap_or(rows.len()),
            rows,
        })
    }
}

/// A message's lines: `- ` begins an entry of a list, and what stands between backticks is code.
pub(super) fn lines(text: &str) -> Vec<Line> {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let (item, rest) = match line.strip_prefix("- ") {
                Some(rest) => (true, rest),
                None => (false, line),
            };
            let pieces = rest.split('`').enumerate();
            Line {
                item,
                pieces: pieces
                    .map(|(at, piece)| (at % 2 == 1, piece.to_owned()))
                    .filter(|(_, piece)| !piece.is_empty())
                    .collect(),
            }
        })
        .collect()
}

/// A submission in the list of earlier ones.
#[derive(Debug)]
pub(super) struct Attempt {
    pub(super) id: SubmissionId,
    pub(super) at: Timestamp,
    pub(super) state: &'static str,
    pub(super) points: Option<(Points, Points)>,
    /// The one before, to compare with.
    pub(super) before: Option<SubmissionId>,
}

impl Attempt {
    /// From submissions, newest first.
    pub(super) fn list(submissions: &[Submission]) -> Vec<Self> {
        let before = submissions.iter().skip(1).map(|submission| Some(submission.id));
        submissions
            .iter()
            .zip(before.chain([None]))
            .map(|(submission, before)| Self {
                id: submission.id,
                at: submission.submitted,
                state: word(&submission.state),
                points: match &submission.state {
                    SubmissionState::Graded { record, .. } => Some((record.earned, record.possible)),
                    _ => None,
                },
                before,
            })
            .collect()
    }
}

/// A submission is read on the page of its exercise.
async fn read(
    State(state): State<AppState>,
    SignedIn { user, .. }: SignedIn,
    InPath(id): InPath<SubmissionId>,
) -> Result<Redirect, ApiError> {
    let submission = state.app.submission(id, user.id).await?;
    let address = address(&submission.exercise.pack, &submission.exercise.exercise);
    Ok(Redirect::to(&format!("{address}?submission={id}#result")))
}

async fn events(
    State(state): State<AppState>,
    SignedIn { frame, user }: SignedIn,
    InPath(id): InPath<SubmissionId>,
) -> Result<impl IntoResponse, ApiError> {
    submission_events::events(&state, id, user.id, frame.lang).await
}

async fn source(
    State(state): State<AppState>,
    SignedIn { user, .. }: SignedIn,
    InPath(id): InPath<SubmissionId>,
) -> Result<Response, ApiError> {
    let submission = state.app.submission(id, user.id).await?;
    let source = state.app.submission_source(id, user.id).await?;
    let end = match state.app.catalog.pack(submission.pack).await? {
        Some(pack) => pack
            .exercise(&submission.exercise.exercise)
            .map_or("txt", |exercise| exercise.runtime.extension()),
        None => "txt",
    };
    let name = format!("attachment; filename=\"{}.{end}\"", submission.exercise.exercise);
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, source).into_response())
}

/// Cancels a submission, and shows what became of it: one that was graded meanwhile has its result.
async fn cancel(
    State(state): State<AppState>,
    SignedIn { user, .. }: SignedIn,
    InPath(id): InPath<SubmissionId>,
) -> Result<Redirect, ApiError> {
    match state.app.cancel_submission(id, user.id).await {
        Ok(()) | Err(CancelError::Settled(_)) => Ok(Redirect::to(&format!("/submissions/{id}"))),
        Err(error) => Err(error.into()),
    }
}

/// Opens one hint, and goes back to where it stands.
async fn open_hint(
    State(state): State<AppState>,
    SignedIn { user, .. }: SignedIn,
    InPath((id, check)): InPath<(SubmissionId, String)>,
) -> Result<Redirect, ApiError> {
    let submission = state.app.open_hint(id, user.id, &check).await?;
    let address = address(&submission.exercise.pack, &submission.exercise.exercise);
    Ok(Redirect::to(&format!("{address}?submission={id}#check-{check}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_keeps_its_code_and_its_list() {
        let told = lines("2 valeurs diffèrent.\n- ligne 1, colonne `<b>` : attendu 1\n");
        assert_eq!(told.len(), 2);
        assert!(!told[0].item && told[1].item);
        assert_eq!(
            told[1].pieces,
            [
                (false, "ligne 1, colonne ".to_owned()),
                (true, "<b>".to_owned()),
                (false, " : attendu 1".to_owned())
            ]
        );
    }
}
