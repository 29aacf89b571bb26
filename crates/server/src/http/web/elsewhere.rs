//! Working elsewhere: an exercise as a folder, the script that puts it into an Onyxia workspace, and what hands answers in from
//! there.

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use spyrales_core::grading::ExerciseRef;
use spyrales_core::pack::{Exercise, Parameters, RuntimeKind};

use super::frame::Viewer;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::state::AppState;
use crate::http::edge::uri::query;

const INIT: &str = include_str!("../../../assets/elsewhere/init.sh");
const PYTHON: &str = include_str!("../../../assets/elsewhere/spyrales.py");
const R: &str = include_str!("../../../assets/elsewhere/spyrales.R");

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/elsewhere/{name}", get(script))
        .route("/exercises/{pack}/{exercise}/workspace.tar", get(workspace))
}

/// A script with this service's own address in it.
fn own(text: &str, state: &AppState) -> String {
    text.replace("{{origin}}", state.certificates.issuing.origin().as_str())
}

async fn script(State(state): State<AppState>, InPath(name): InPath<String>) -> Result<Response, ApiError> {
    let text = match name.as_str() {
        "init.sh" => INIT,
        "spyrales.py" => PYTHON,
        "spyrales.R" => R,
        _ => return Err(ApiError::UnknownAddress),
    };
    let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    Ok((kind, own(text, &state)).into_response())
}

/// The exercise as a folder: statement, data, code to begin with, and what hands an answer in.
async fn workspace(
    State(state): State<AppState>,
    Viewer(f): Viewer,
    InPath((pack, exercise)): InPath<(String, String)>,
) -> Result<Response, ApiError> {
    let exercise = state.exercise(pack, exercise).await?;
    let seed = f.user.as_ref().map_or(0, |user| exercise.seed(user.id));
    let statement = exercise.statement(f.lang, &Parameters::pick(&exercise, seed));
    let client = match exercise.runtime {
        RuntimeKind::R => ("spyrales.R", own(R, &state)),
        RuntimeKind::Python | RuntimeKind::Sql => ("spyrales.py", own(PYTHON, &state)),
    };
    let answer = format!("answer.{}", exercise.runtime.extension());
    let mut files = vec![
        ("enonce.md", statement.into_bytes()),
        (answer.as_str(), exercise.starter.clone().into_bytes()),
        (client.0, client.1.into_bytes()),
    ];
    let data = exercise.data.iter();
    files.extend(data.map(|(name, content)| (name.as_str(), content.clone())));
    let written = write(&files).map_err(|error| ApiError::Internal(error.to_string()))?;
    let headers = [
        (header::CONTENT_TYPE, "application/x-tar".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}.tar\"", exercise.id),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, written).into_response())
}

fn write(files: &[(&str, Vec<u8>)]) -> std::io::Result<Vec<u8>> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, content.as_slice())?;
    }
    archive.into_inner()
}

/// Where an Onyxia opens a workspace with the exercise in it: its launcher takes texts between « and ».
pub(super) fn launcher(onyxia: &str, origin: &str, name: &ExerciseRef, exercise: &Exercise) -> String {
    let chart = match exercise.runtime {
        RuntimeKind::R => "ide/rstudio",
        RuntimeKind::Python | RuntimeKind::Sql => "ide/jupyter-python",
    };
    let script = format!("«{origin}/elsewhere/init.sh»");
    let arguments = format!("«{name}»");
    let query = query(&[
        ("name", "spyrales"),
        ("autoLaunch", "true"),
        ("init.personalInit", &script),
        ("init.personalInitArgs", &arguments),
    ]);
    format!("{}/launcher/{chart}?{query}", onyxia.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_holds_what_was_put_there() {
        let bytes = write(&[("enonce.md", b"# A".to_vec()), ("answer.py", Vec::new())]).unwrap();
        let mut archive = tar::Archive::new(bytes.as_slice());
        let names: Vec<_> = archive
            .entries()
            .unwrap()
            .map(|entry| entry.unwrap().path().unwrap().display().to_string())
            .collect();
        assert_eq!(names, ["enonce.md", "answer.py"]);
    }
}
