//! `/training`: the packs, their versions and their drafts.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use spyrales_core::pack::PackFiles;
use spyrales_core::store::{PackDraft, PackVersion, Regrade};

use super::regrades;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::state::AppState;
use crate::http::edge::uri::in_path;
use crate::http::web::frame::{Frame, TrainerPage, private};

/// A pack in the list.
struct PackRow {
    id: String,
    /// As its highest version says.
    title: String,
    /// The version that is offered.
    current: Option<String>,
    versions: usize,
}

/// A draft in the list.
struct DraftRow {
    draft: PackDraft,
    address: String,
}

#[derive(Template)]
#[template(path = "training/packs.html")]
struct PacksPage<'a> {
    f: &'a Frame,
    packs: Vec<PackRow>,
    drafts: Vec<DraftRow>,
    largest: usize,
    most_files: usize,
}

pub(super) async fn list(
    State(state): State<AppState>,
    TrainerPage { frame, .. }: TrainerPage,
) -> Result<Response, ApiError> {
    let mut packs: Vec<PackRow> = Vec::new();
    let mut reader = state.app.store.reader().await?;
    let versions = reader.pack_versions().await?;
    let drafts = reader.pack_drafts().await?;
    drop(reader);
    for version in versions {
        let PackVersion { pack, retired } = version;
        let offered = retired.is_none().then_some(pack.version);
        match packs.last_mut().filter(|row| row.id == pack.id) {
            Some(row) => {
                row.versions += 1;
                row.current = row.current.take().or(offered);
            }
            None => packs.push(PackRow {
                title: state.app.catalog.pack(pack.digest).await?.map_or_else(
                    || pack.id.clone(),
                    |parsed| parsed.title.get(frame.lang).to_owned(),
                ),
                id: pack.id,
                current: offered,
                versions: 1,
            }),
        }
    }
    let page = PacksPage {
        f: &frame,
        packs,
        drafts: drafts
            .into_iter()
            .map(|draft| DraftRow {
                address: draft_address(&draft.id, &draft.version),
                draft,
            })
            .collect(),
        largest: crate::http::edge::body::Class::Pack.limit() >> 20,
        most_files: PackFiles::MAX_FILES,
    };
    private(StatusCode::OK, &page)
}

/// Where a draft is.
pub(super) fn draft_address(pack: &str, version: &str) -> String {
    format!("/training/drafts/{}/{}", in_path(pack), in_path(version))
}

/// A version on the page of its pack.
struct VersionRow {
    version: PackVersion,
    /// The end of the key that names its state, and a class.
    state: &'static str,
    address: String,
}

/// A re-grade on the page of its pack.
struct RegradeRow {
    regrade: Regrade,
    /// The end of the key that names its state.
    standing: &'static str,
    address: String,
}

#[derive(Template)]
#[template(path = "training/pack.html")]
struct PackPage<'a> {
    f: &'a Frame,
    id: &'a str,
    title: String,
    versions: Vec<VersionRow>,
    regrades: Vec<RegradeRow>,
    /// Titles and ids of the exercises of the version that is offered, else of the highest.
    exercises: Vec<(String, String)>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    TrainerPage { frame, .. }: TrainerPage,
    InPath(id): InPath<String>,
) -> Result<Response, ApiError> {
    let mut reader = state.app.store.reader().await?;
    let mut versions = reader.pack_versions().await?;
    let regrades = reader.regrades(&id).await?;
    drop(reader);
    versions.retain(|version| version.pack.id == id);
    let current = versions.iter().position(|version| version.retired.is_none());
    let Some(shown) = versions.get(current.unwrap_or(0)) else {
        return Err(ApiError::UnknownPack(id));
    };
    let pack = state.app.catalog.pack(shown.pack.digest).await?;
    let pack = pack.ok_or_else(|| ApiError::UnknownPack(id.clone()))?;
    let rows = versions.into_iter().enumerate().map(|(at, version)| VersionRow {
        state: match (version.retired, Some(at) == current) {
            (Some(_), _) => "retired",
            (None, true) => "current",
            (None, false) => "earlier",
        },
        address: format!(
            "/training/packs/{}/{}",
            in_path(&id),
            in_path(&version.pack.version)
        ),
        version,
    });
    let page = PackPage {
        f: &frame,
        id: &id,
        title: pack.title.get(frame.lang).to_owned(),
        versions: rows.collect(),
        regrades: regrades
            .into_iter()
            .map(|regrade| RegradeRow {
                standing: regrades::standing(&regrade),
                address: regrades::address(regrade.id),
                regrade,
            })
            .collect(),
        exercises: pack
            .exercises
            .iter()
            .map(|exercise| (exercise.title.get(frame.lang).to_owned(), exercise.id.clone()))
            .collect(),
    };
    private(StatusCode::OK, &page)
}

pub(super) async fn retire(
    State(state): State<AppState>,
    page: TrainerPage,
    InPath((pack, version)): InPath<(String, String)>,
) -> Result<Response, ApiError> {
    set_retired(&state, &page, &pack, &version, true).await
}

pub(super) async fn restore(
    State(state): State<AppState>,
    page: TrainerPage,
    InPath((pack, version)): InPath<(String, String)>,
) -> Result<Response, ApiError> {
    set_retired(&state, &page, &pack, &version, false).await
}

async fn set_retired(
    state: &AppState,
    page: &TrainerPage,
    pack: &str,
    version: &str,
    retired: bool,
) -> Result<Response, ApiError> {
    state
        .app
        .set_retired(pack, version, retired, &page.user.name)
        .await?;
    Ok(Redirect::to(&format!("/training/packs/{}", in_path(pack))).into_response())
}
