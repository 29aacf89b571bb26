//! `/training/reports`: what learners say is wrong, and the answers; and the form that they say it with.

use askama::Template;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use spyrales_core::id::ReportId;
use spyrales_core::store::{Report, ReportCategory};

use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::state::AppState;
use crate::http::web::exercises::address;
use crate::http::web::frame::{Frame, SignedIn, TrainerPage, private};

/// Reports of a kind that the page lists.
const LISTED: u32 = 100;

/// A report on a page.
pub(in crate::http::web) struct Row {
    pub(in crate::http::web) report: Report,
    pub(in crate::http::web) address: String,
    pub(in crate::http::web) title: String,
    /// The version that they saw.
    pub(in crate::http::web) version: String,
}

/// What a report is about, in words.
pub(in crate::http::web) async fn report(
    state: &AppState,
    f: &Frame,
    report: Report,
) -> Result<Row, ApiError> {
    let pack = state.app.catalog.pack(report.pack).await?;
    let name = &report.exercise;
    let exercise = pack.as_ref().and_then(|pack| pack.exercise(&name.exercise));
    Ok(Row {
        address: address(&name.pack, &name.exercise),
        title: exercise.map_or_else(
            || name.to_string(),
            |exercise| exercise.title.get(f.lang).to_owned(),
        ),
        version: pack.map_or_else(String::new, |pack| pack.version.to_string()),
        report,
    })
}

#[derive(Template)]
#[template(path = "training/reports.html")]
struct ReportsPage<'a> {
    f: &'a Frame,
    open: Vec<Row>,
    answered: Vec<Row>,
    longest: usize,
}

pub(super) async fn list(
    State(state): State<AppState>,
    TrainerPage { frame, .. }: TrainerPage,
) -> Result<Response, ApiError> {
    let (mut open, mut answered) = (Vec::new(), Vec::new());
    let mut reader = state.app.store.reader().await?;
    let found_open = reader.open_reports(LISTED).await?;
    let found_answered = reader.answered_reports(LISTED).await?;
    drop(reader);
    for one in found_open {
        open.push(report(&state, &frame, one).await?);
    }
    for one in found_answered {
        answered.push(report(&state, &frame, one).await?);
    }
    let page = ReportsPage {
        f: &frame,
        open,
        answered,
        longest: Report::LONGEST,
    };
    private(StatusCode::OK, &page)
}

#[derive(Deserialize)]
pub(super) struct Answer {
    text: String,
}

pub(super) async fn answer(
    State(state): State<AppState>,
    TrainerPage { user, .. }: TrainerPage,
    InPath(id): InPath<ReportId>,
    Form(answer): Form<Answer>,
) -> Result<Response, ApiError> {
    state.app.answer_report(id, &user.name, &answer.text).await?;
    Ok(Redirect::to("/training/reports").into_response())
}

#[derive(Deserialize)]
pub(super) struct Problem {
    category: String,
    text: String,
}

pub(super) async fn make(
    State(state): State<AppState>,
    SignedIn { user, .. }: SignedIn,
    InPath((pack, exercise)): InPath<(String, String)>,
    Form(problem): Form<Problem>,
) -> Result<Response, ApiError> {
    let exercise = state.exercise(pack, exercise).await?;
    let category = ReportCategory::named(&problem.category).ok_or(ApiError::UnknownAddress)?;
    let (name, pack) = (exercise.name(), exercise.pack().digest);
    state
        .app
        .report_problem(user.id, name, pack, category, &problem.text)
        .await?;
    Ok(Redirect::to("/me#reports").into_response())
}
