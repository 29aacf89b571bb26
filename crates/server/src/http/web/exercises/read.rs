//! `/exercises/{pack}/{exercise}`: the statement, the data, the editor, and what came of the last check.

use std::time::Duration;

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use spyrales_app::catalog::ExerciseHandle;
use spyrales_core::id::SubmissionId;
use spyrales_core::pack::{Exercise, Pack, Parameters};
use spyrales_core::store::{Draft, Page, User};

use super::super::elsewhere::launcher;
use super::super::frame::{Frame, Viewer, page};
use super::super::submissions::{Attempt, Outcome};
use super::preview::{self, DataFile};
use super::run::RunView;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::{InPath, InQuery};
use crate::http::edge::state::AppState;
use crate::http::edge::statement;

/// Earlier attempts that the page lists.
const LISTED: u32 = 50;
/// How long the page waits for a verdict before it is sent without one. Most take some 20 ms.
const PATIENCE: Duration = Duration::from_secs(8);

/// Where an exercise's page is.
pub(in crate::http::web) fn address(pack: &str, exercise: &str) -> String {
    format!("/exercises/{pack}/{exercise}")
}

#[derive(Debug, Deserialize)]
pub(super) struct ReadQuery {
    /// Show what came of this submission.
    submission: Option<SubmissionId>,
    /// Begin with the code of this submission.
    from: Option<SubmissionId>,
    /// Begin anew, with the starter.
    starter: Option<String>,
    /// Show the result alone, for a script that puts it into the page.
    only: Option<String>,
}

/// What the editor begins with.
pub(super) struct Text {
    pub(super) source: String,
    /// Revision of the draft that it goes on from.
    pub(super) revision: u32,
    /// When that was saved, if it is the draft.
    pub(super) saved: Option<jiff::Timestamp>,
}

#[derive(Template)]
#[template(path = "exercise.html")]
struct ExercisePage<'a> {
    f: &'a Frame,
    pack: &'a Pack,
    exercise: &'a Exercise,
    address: String,
    /// Where an Onyxia opens it, if there is one.
    onyxia: Option<String>,
    segments: Vec<String>,
    statement: String,
    personal: bool,
    files: Vec<DataFile>,
    text: Text,
    shown: Shown,
    attempts: Vec<Attempt>,
    /// How many more submissions count today.
    left: usize,
}

/// What the page has to say about what was just done.
#[derive(Default)]
pub(super) struct Shown {
    /// What came of a submission.
    pub(super) outcome: Option<Outcome>,
    /// What came of a run.
    pub(super) run: Option<RunView>,
    /// A draft of another window, that saving would have replaced.
    pub(super) conflict: Option<Draft>,
}

#[derive(Template)]
#[template(path = "outcome.html")]
struct OutcomePart<'a> {
    f: &'a Frame,
    o: &'a Outcome,
}

pub(super) async fn read(
    State(state): State<AppState>,
    Viewer(f): Viewer,
    InPath((pack, exercise)): InPath<(String, String)>,
    InQuery(query): InQuery<ReadQuery>,
) -> Result<Response, ApiError> {
    let exercise = state.exercise(pack, exercise).await?;
    let outcome = match (&f.user, query.submission) {
        (Some(user), Some(id)) => {
            let submission = state.app.settled_submission(id, user.id, PATIENCE).await?;
            let (opened, earlier) = {
                let mut reader = state.app.store.reader().await?;
                let opened = reader.opened_hints(id).await?;
                (opened, reader.earlier_gradings(id, user.id).await?)
            };
            let mut outcome = Outcome::of(&submission, &opened, &f);
            outcome.earlier = earlier.into_iter().map(Into::into).collect();
            Some(outcome)
        }
        _ => None,
    };
    if let (Some(_), Some(o)) = (&query.only, &outcome) {
        let part = page(&OutcomePart { f: &f, o })?;
        return Ok(([(header::CACHE_CONTROL, "no-store")], part).into_response());
    }
    let text = text(&state, &f, &exercise, &query).await?;
    let shown = Shown {
        outcome,
        ..Shown::default()
    };
    show(&state, &f, &exercise, text, shown).await
}

/// The page of an exercise.
pub(super) async fn show(
    state: &AppState,
    f: &Frame,
    exercise: &ExerciseHandle,
    text: Text,
    shown: Shown,
) -> Result<Response, ApiError> {
    let (pack, name) = (exercise.pack(), exercise.name());
    let newest = Page {
        before: None,
        limit: LISTED,
    };
    let (submissions, left) = match &f.user {
        Some(user) => {
            let left = state.app.attempts_left(user.id, exercise).await?;
            let mut reader = state.app.store.reader().await?;
            (reader.submissions(user.id, Some(&name), newest).await?, left)
        }
        None => (Vec::new(), exercise.daily_attempts as usize),
    };
    let seed = f.user.as_ref().map(|user| exercise.seed(user.id));
    let parameters = Parameters::pick(exercise, seed.unwrap_or(0));
    let status = if shown.conflict.is_some() {
        StatusCode::CONFLICT
    } else {
        StatusCode::OK
    };
    let address = address(&pack.id, &exercise.id);
    let segments = exercise.segments.iter().filter_map(|(id, _)| {
        let segment = state.app.framework.segment(id)?;
        Some(segment.name.get(f.lang).to_owned())
    });
    let template = ExercisePage {
        f,
        segments: segments.collect(),
        statement: statement::to_html(&exercise.statement(f.lang, &parameters), f.lang),
        personal: seed.is_some() && !exercise.parameters.is_empty(),
        files: data_files(exercise, &address, f),
        left,
        onyxia: state.settings.onyxia.as_deref().map(|onyxia| {
            launcher(
                onyxia,
                state.certificates.issuing.origin().as_str(),
                &name,
                exercise,
            )
        }),
        attempts: Attempt::list(&submissions),
        pack,
        exercise,
        address,
        text,
        shown,
    };
    // What a person wrote is theirs: no cache between us keeps it.
    Ok((status, [(header::CACHE_CONTROL, "no-store")], page(&template)?).into_response())
}

/// An exercise's data files, which are below its address.
pub(in crate::http::web) fn data_files(exercise: &Exercise, address: &str, f: &Frame) -> Vec<DataFile> {
    let files = exercise.data.iter();
    files
        .map(|(name, content)| {
            let address = format!("{address}/files/{}", crate::http::edge::uri::in_path(name));
            preview::of(name, address, content, f.lang)
        })
        .collect()
}

/// What the editor begins with: what was asked for, else the draft, else the starter.
async fn text(
    state: &AppState,
    f: &Frame,
    exercise: &ExerciseHandle,
    query: &ReadQuery,
) -> Result<Text, ApiError> {
    let starter = |revision| Text {
        source: exercise.starter.clone(),
        revision,
        saved: None,
    };
    let Some(user) = &f.user else {
        return Ok(starter(0));
    };
    let draft = state
        .app
        .store
        .reader()
        .await?
        .draft(user.id, &exercise.name())
        .await?;
    let revision = draft.as_ref().map_or(0, |draft| draft.revision);
    if query.starter.is_some() {
        return Ok(starter(revision));
    }
    if let Some(id) = query.from {
        return Ok(Text {
            source: code(state, id, user).await?,
            revision,
            saved: None,
        });
    }
    Ok(draft.map_or_else(
        || starter(0),
        |draft| Text {
            source: draft.source,
            revision,
            saved: Some(draft.saved),
        },
    ))
}

/// The code of a person's submission, as far as it is text.
pub(in crate::http::web) async fn code(
    state: &AppState,
    id: SubmissionId,
    user: &User,
) -> Result<String, ApiError> {
    let source = state.app.submission_source(id, user.id).await?;
    Ok(String::from_utf8_lossy(&source).into_owned())
}
