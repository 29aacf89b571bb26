//! `POST /training`: a pack as a ZIP file becomes a draft, or a report of all that is wrong in it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use spyrales_app::packs::{ArchiveRefused, SaveDraftError, read_archive};
use spyrales_core::framework::Framework;
use spyrales_core::pack::{Pack, PackError, PackFiles};

use super::packs::draft_address;
use crate::http::edge::body::Class;
use crate::http::edge::error::ApiError;
use crate::http::edge::state::AppState;
use crate::http::edge::verification::Permit;
use crate::http::web::frame::{Frame, TrainerPage, private};

/// The most characters of a line that are shown: there are up to 500 faults, and all may be in one long line.
const MAX_SHOWN: usize = 500;

/// What is wrong, in a language.
struct Fault {
    file: String,
    line: Option<u32>,
    column: Option<u32>,
    /// The line itself.
    text: Option<String>,
    message: String,
    remedy: String,
}

impl Fault {
    fn of(error: &PackError, f: &Frame) -> Self {
        Self {
            file: error.file().to_owned(),
            line: error.line(),
            column: error.column(),
            text: error
                .line_text()
                .map(|line| line.chars().take(MAX_SHOWN).collect()),
            message: error.message().get(f.lang).to_owned(),
            remedy: error.remedy().get(f.lang).to_owned(),
        }
    }

    /// One about the archive, or its name, as a whole.
    fn whole(f: &Frame, file: String, kind: &str) -> Self {
        Self {
            file,
            line: None,
            column: None,
            text: None,
            message: f.k("upload-fault-", kind),
            remedy: f.k("upload-remedy-", kind),
        }
    }
}

#[derive(Template)]
#[template(path = "training/report.html")]
struct ReportPage<'a> {
    f: &'a Frame,
    file: &'a str,
    faults: Vec<Fault>,
}

pub(super) async fn receive(
    State(state): State<AppState>,
    TrainerPage { frame, user }: TrainerPage,
    multipart: Multipart,
) -> Result<Response, ApiError> {
    let (name, bytes) = file(multipart).await?;
    let framework = Arc::clone(&state.app.framework);
    let seat = state.verification.enter().await?;
    let read = seat.run(move |permit| read(bytes, &framework, permit)).await?;
    drop(seat);
    let (pack, files) = match read {
        Ok(read) => read,
        Err(refused) => return report(&frame, &name, faults(refused, &name, &frame)),
    };
    let address = draft_address(&pack.id, &pack.version.to_string());
    match state.app.upload_pack_draft(pack, &files, &user.name).await {
        Ok(()) => Ok(Redirect::to(&address).into_response()),
        Err(SaveDraftError::Taken(_)) => {
            let fault = Fault::whole(&frame, "pack.toml".to_owned(), "published");
            report(&frame, &name, vec![fault])
        }
        Err(SaveDraftError::Store(error)) => Err(error.into()),
    }
}

/// Reads untrusted bytes.
fn read(bytes: Vec<u8>, framework: &Framework, permit: &Permit) -> Result<(Pack, PackFiles), ArchiveRefused> {
    read_archive(bytes, framework, permit.stop())
}

fn report(f: &Frame, file: &str, faults: Vec<Fault>) -> Result<Response, ApiError> {
    private(StatusCode::UNPROCESSABLE_ENTITY, &ReportPage { f, file, faults })
}

fn faults(refused: ArchiveRefused, name: &str, f: &Frame) -> Vec<Fault> {
    match refused {
        ArchiveRefused::NotAnArchive => vec![Fault::whole(f, name.to_owned(), "archive")],
        ArchiveRefused::SameName => vec![Fault::whole(f, name.to_owned(), "same-name")],
        ArchiveRefused::TooManyEntries => vec![Fault::whole(f, name.to_owned(), "entries")],
        ArchiveRefused::Link(path) => vec![Fault::whole(f, path, "link")],
        ArchiveRefused::Unreadable(path) => vec![Fault::whole(f, path, "unreadable")],
        ArchiveRefused::Errors(errors) => errors.iter().map(|error| Fault::of(error, f)).collect(),
    }
}

/// The name and the content of the file that was sent.
async fn file(mut multipart: Multipart) -> Result<(String, Vec<u8>), ApiError> {
    while let Some(field) = multipart.next_field().await? {
        if field.name() == Some("pack") {
            let name: String = field.file_name().unwrap_or_default().chars().take(200).collect();
            let bytes = field.bytes().await?;
            return Ok((name, bytes.to_vec()));
        }
    }
    Err(ApiError::Malformed("pack: a ZIP file".to_owned()))
}

const _: () = assert!(
    PackFiles::MAX_FILE_BYTES < Class::Pack.limit(),
    "the largest file of a pack can be sent"
);
