//! `/training/drafts/{pack}/{version}`: a version before it is published: its exercises as a learner will see them.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Form, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use spyrales_app::packs::{DraftPublished, PublishDraftError};
use spyrales_app::trials::Progress;
use spyrales_core::digest::Digest;
use spyrales_core::pack::{Exercise, Pack, Parameters};
use spyrales_core::store::PackDraft;

use super::packs::draft_address;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::state::AppState;
use crate::http::edge::statement;
use crate::http::edge::uri::in_path;
use crate::http::web::exercises::{DataFile, data_files};
use crate::http::web::frame::{Frame, TrainerPage, private};

/// A draft, read.
struct Read {
    draft: PackDraft,
    pack: Arc<Pack>,
    address: String,
}

async fn find(state: &AppState, id: &str, version: &str) -> Result<Read, ApiError> {
    let found = state.app.pack_draft(id, version).await?;
    let (draft, pack) = found.ok_or_else(|| ApiError::UnknownPack(format!("{id} {version}")))?;
    Ok(Read {
        draft,
        pack,
        address: draft_address(id, version),
    })
}

#[derive(Template)]
#[template(path = "training/draft.html")]
struct DraftPage<'a> {
    f: &'a Frame,
    read: &'a Read,
    /// The version that is published, when it is as high: this one can't be.
    highest: Option<String>,
    /// How far the trials of its own answers have come.
    trials: Option<Progress>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    TrainerPage { frame, .. }: TrainerPage,
    InPath((pack, version)): InPath<(String, String)>,
) -> Result<Response, ApiError> {
    let read = find(&state, &pack, &version).await?;
    write(&state, &frame, &read, None)
}

fn write(state: &AppState, f: &Frame, read: &Read, highest: Option<String>) -> Result<Response, ApiError> {
    let status = if highest.is_some() {
        StatusCode::CONFLICT
    } else {
        StatusCode::OK
    };
    let page = DraftPage {
        f,
        read,
        highest,
        trials: state.app.trials.progress(read.draft.digest),
    };
    private(status, &page)
}

/// Has the answers that come with the pack graded, once more if they were.
pub(super) async fn try_out(
    State(state): State<AppState>,
    _: TrainerPage,
    InPath((pack, version)): InPath<(String, String)>,
) -> Result<Response, ApiError> {
    let read = find(&state, &pack, &version).await?;
    state.app.try_out(&read.pack);
    Ok(Redirect::to(&format!("{}#trials", read.address)).into_response())
}

#[derive(Deserialize)]
pub(super) struct Seen {
    /// What the trainer had before them.
    digest: String,
}

pub(super) async fn publish(
    State(state): State<AppState>,
    TrainerPage { frame, user }: TrainerPage,
    InPath((pack, version)): InPath<(String, String)>,
    Form(seen): Form<Seen>,
) -> Result<Response, ApiError> {
    let digest: Digest = seen.digest.parse().map_err(|_| ApiError::UnknownAddress)?;
    let published = state
        .app
        .publish_pack_draft(&pack, &version, digest, &user.name)
        .await;
    match published {
        Ok(DraftPublished::Published) => {
            Ok(Redirect::to(&format!("/training/packs/{}", in_path(&pack))).into_response())
        }
        // Replaced meanwhile, or gone: the page shows what is there now, or that nothing is.
        Ok(DraftPublished::Gone) => Ok(Redirect::to(&draft_address(&pack, &version)).into_response()),
        Err(PublishDraftError::NotHighest { highest }) => {
            let read = find(&state, &pack, &version).await?;
            write(&state, &frame, &read, Some(highest))
        }
        Err(PublishDraftError::Store(error)) => Err(error.into()),
    }
}

pub(super) async fn discard(
    State(state): State<AppState>,
    TrainerPage { user, .. }: TrainerPage,
    InPath((pack, version)): InPath<(String, String)>,
) -> Result<Response, ApiError> {
    state.app.discard_pack_draft(&pack, &version, &user.name).await?;
    Ok(Redirect::to("/training").into_response())
}

#[derive(Template)]
#[template(path = "training/preview.html")]
struct PreviewPage<'a> {
    f: &'a Frame,
    read: &'a Read,
    exercise: &'a Exercise,
    statement: String,
    files: Vec<DataFile>,
}

pub(super) async fn preview(
    State(state): State<AppState>,
    TrainerPage { frame, .. }: TrainerPage,
    InPath((pack, version, exercise)): InPath<(String, String, String)>,
) -> Result<Response, ApiError> {
    let read = find(&state, &pack, &version).await?;
    let exercise = exercise_of(&read.pack, &exercise)?;
    let parameters = Parameters::pick(exercise, 0);
    let address = format!("{}/exercises/{}", read.address, in_path(&exercise.id));
    let page = PreviewPage {
        f: &frame,
        read: &read,
        exercise,
        statement: statement::to_html(&exercise.statement(frame.lang, &parameters), frame.lang),
        files: data_files(exercise, &address, &frame),
    };
    private(StatusCode::OK, &page)
}

fn exercise_of<'p>(pack: &'p Pack, id: &str) -> Result<&'p Exercise, ApiError> {
    pack.exercise(id).ok_or_else(|| {
        ApiError::UnknownExercise(spyrales_core::grading::ExerciseRef {
            pack: pack.id.clone(),
            exercise: id.to_owned(),
        })
    })
}

/// Always as a download, as a published exercise's.
pub(super) async fn file(
    State(state): State<AppState>,
    _: TrainerPage,
    InPath((pack, version, exercise, name)): InPath<(String, String, String, String)>,
) -> Result<Response, ApiError> {
    let read = find(&state, &pack, &version).await?;
    let exercise = exercise_of(&read.pack, &exercise)?;
    let found = exercise.data.iter().find(|(file, _)| **file == name);
    let (_, content) = found.ok_or(ApiError::UnknownFile(name))?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CONTENT_DISPOSITION, "attachment"),
    ];
    Ok((headers, content.clone()).into_response())
}
