//! Beginning a re-grade: which corrected version, and what is done with which exercise.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use spyrales_app::regrades::{CorrectableVersion, RegradeRequest, RegradeStarted, StartRegradeError};
use spyrales_core::regrade::{Comparison, Treatment, compare};
use spyrales_core::store::{NewRegrade, StoredPack};

use super::address;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::{InPath, InQuery};
use crate::http::edge::state::AppState;
use crate::http::edge::uri::in_path;
use crate::http::web::frame::{Frame, TrainerPage, private};

/// What begins the name of the field that says what is done with an exercise.
const FIELD: &str = "do-";

/// An exercise on the form.
struct Row {
    id: String,
    title: String,
    submissions: usize,
    people: usize,
    /// What the corrected version changes, if there is one: the end of a key.
    changed: &'static str,
    /// Whether it can be graded by that version.
    gradable: bool,
    choice: &'static str,
}

#[derive(Template)]
#[template(path = "training/regrade_form.html")]
struct FormPage<'a> {
    f: &'a Frame,
    versions: &'a CorrectableVersion,
    address: String,
    title: &'a str,
    to: Option<&'a StoredPack>,
    rows: Vec<Row>,
    reason: &'a str,
    longest: usize,
    /// What was wrong with the form, as the end of a key.
    error: Option<&'static str>,
    /// A re-grade of this version that is open.
    open: Option<String>,
}

#[derive(Deserialize)]
pub(in crate::http::web::training) struct FormQuery {
    to: Option<String>,
}

pub(in crate::http::web::training) async fn form(
    State(state): State<AppState>,
    TrainerPage { frame, .. }: TrainerPage,
    InPath((pack, version)): InPath<(String, String)>,
    InQuery(query): InQuery<FormQuery>,
) -> Result<Response, ApiError> {
    let versions = state.app.correctable_version(&pack, &version).await?;
    let to = versions.corrected(query.to.as_deref());
    write(&state, &frame, &versions, to, &HashMap::new(), None).await
}

async fn write(
    state: &AppState,
    f: &Frame,
    versions: &CorrectableVersion,
    to: Option<&StoredPack>,
    fields: &HashMap<String, String>,
    error: Option<&'static str>,
) -> Result<Response, ApiError> {
    let new = match to {
        Some(to) => state.app.catalog.pack(to.digest).await?,
        None => None,
    };
    let (counts, open) = {
        let mut reader = state.app.store.reader().await?;
        let counts = reader.submission_counts(versions.from.digest).await?;
        (counts, reader.open_regrade(versions.from.digest).await?)
    };
    let mut rows = Vec::new();
    for one in counts {
        let Some(old) = versions.old.exercise(&one.exercise) else {
            continue;
        };
        let comparison = new.as_ref().map(|new| compare(old, new.exercise(&old.id)));
        let chosen = fields
            .get(&format!("{FIELD}{}", old.id))
            .and_then(|name| Treatment::named(name));
        let proposed =
            (fields.is_empty() && comparison == Some(Comparison::Checks)).then_some(Treatment::Grade);
        rows.push(Row {
            id: old.id.clone(),
            title: old.title.get(f.lang).to_owned(),
            submissions: usize::try_from(one.submissions).unwrap_or(usize::MAX),
            people: usize::try_from(one.people).unwrap_or(usize::MAX),
            changed: comparison.map_or("same", word),
            gradable: comparison.is_some_and(|comparison| comparison != Comparison::Gone),
            choice: chosen.or(proposed).map_or("nothing", Treatment::name),
        });
    }
    let page = FormPage {
        f,
        title: versions.old.title.get(f.lang),
        address: format!(
            "/training/packs/{}/{}/regrade",
            in_path(&versions.from.id),
            in_path(&versions.from.version)
        ),
        versions,
        to,
        rows,
        reason: fields.get("reason").map_or("", String::as_str),
        longest: NewRegrade::LONGEST_REASON,
        error,
        open: open.map(address),
    };
    let status = match error {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    private(status, &page)
}

/// What a corrected version changes, as the end of a key.
fn word(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Same => "same",
        Comparison::Checks => "checks",
        Comparison::Task => "task",
        Comparison::Gone => "gone",
    }
}

pub(in crate::http::web::training) async fn start(
    State(state): State<AppState>,
    TrainerPage { frame, user }: TrainerPage,
    InPath((pack, version)): InPath<(String, String)>,
    Form(fields): Form<HashMap<String, String>>,
) -> Result<Response, ApiError> {
    let exercises = fields.iter().filter_map(|(field, choice)| {
        let exercise = field.strip_prefix(FIELD)?;
        Some((exercise.to_owned(), Treatment::named(choice)?))
    });
    let request = RegradeRequest {
        pack: pack.clone(),
        version: version.clone(),
        to: fields.get("to").cloned(),
        exercises: exercises.collect(),
        reason: fields.get("reason").cloned().unwrap_or_default(),
        by: user.name,
    };
    let wrong = match state.app.request_regrade(request).await {
        // Where somebody was faster, theirs is shown.
        Ok(RegradeStarted::Started(id) | RegradeStarted::Open(id)) => {
            return Ok(Redirect::to(&address(id)).into_response());
        }
        Err(StartRegradeError::NoExercise) => "exercises",
        Err(StartRegradeError::Reason) => "reason",
        Err(error) => return Err(error.into()),
    };
    let versions = state.app.correctable_version(&pack, &version).await?;
    let to = fields.get("to").and_then(|to| versions.corrected(Some(to)));
    write(&state, &frame, &versions, to, &fields, Some(wrong)).await
}
