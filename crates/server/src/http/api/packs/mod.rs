//! `/api/v1/packs`: what can be done.

mod exercises;
mod files;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use spyrales_core::text::Lang;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::exercises::ExerciseSummary;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::language::Locale;
use crate::http::edge::problem::ProblemDetails;
use crate::http::edge::state::AppState;
use spyrales_app::catalog::CatalogEntry;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_packs))
        .routes(routes!(read_pack))
        .merge(exercises::routes())
        .merge(files::routes())
}

/// A published pack of exercises.
#[derive(Debug, Serialize, ToSchema)]
pub struct PackSummary {
    /// Its id.
    #[schema(example = "python-preparer-donnees")]
    id: String,
    /// Its version (semver).
    #[schema(example = "1.0.0")]
    version: String,
    /// The digest of its files: what a grading record refers to.
    #[schema(example = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    digest: String,
    /// When this version was published.
    #[schema(value_type = String, format = DateTime)]
    published: jiff::Timestamp,
    /// Its title.
    title: String,
    /// What it is about.
    description: String,
    /// The licence of its texts and data (SPDX).
    licence: String,
    /// Who wrote it.
    authors: Vec<String>,
    /// The languages of its texts.
    #[schema(value_type = Vec<String>)]
    languages: Vec<Lang>,
    /// The segments of the framework that it trains.
    segments: Vec<String>,
    /// How many exercises it has.
    exercise_count: usize,
    /// Where its exercises are listed.
    url: String,
}

/// All published packs.
#[derive(Debug, Serialize, ToSchema)]
pub struct PackList {
    /// The latest version of each, by id.
    packs: Vec<PackSummary>,
}

/// A published pack and its exercises.
#[derive(Debug, Serialize, ToSchema)]
pub struct PackDetails {
    /// The pack.
    #[serde(flatten)]
    summary: PackSummary,
    /// Its exercises, in the order they are meant to be done.
    exercises: Vec<ExerciseSummary>,
}

impl PackSummary {
    fn of(entry: &CatalogEntry, lang: Lang) -> Self {
        let pack = &entry.pack;
        Self {
            id: pack.id.clone(),
            version: pack.version.to_string(),
            digest: pack.digest.to_string(),
            published: entry.stored.published,
            title: pack.title.get(lang).to_owned(),
            description: pack.description.get(lang).to_owned(),
            licence: pack.licence.clone(),
            authors: pack.authors.clone(),
            languages: pack.languages.clone(),
            segments: pack.segments.clone(),
            exercise_count: pack.exercises.len(),
            url: format!("/api/v1/packs/{}", pack.id),
        }
    }
}

/// List the packs
///
/// The latest version of every published pack. Needs no token.
#[utoipa::path(
    get, path = "/api/v1/packs", tag = "packs", security(()),
    responses((status = OK, description = "The packs.", body = PackList)),
)]
async fn list_packs(State(state): State<AppState>, Locale(lang): Locale) -> Result<Json<PackList>, ApiError> {
    let entries = state.app.catalog.current().await?;
    let packs = entries.iter().map(|entry| PackSummary::of(entry, lang)).collect();
    Ok(Json(PackList { packs }))
}

/// Read a pack
///
/// The latest version of a pack, with its exercises. Needs no token.
#[utoipa::path(
    get, path = "/api/v1/packs/{pack}", tag = "packs", security(()),
    params(("pack" = String, Path, description = "The pack's id.", example = "python-preparer-donnees")),
    responses(
        (status = OK, description = "The pack.", body = PackDetails),
        (status = NOT_FOUND, description = "No such pack.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn read_pack(
    State(state): State<AppState>,
    Locale(lang): Locale,
    InPath(id): InPath<String>,
) -> Result<Json<PackDetails>, ApiError> {
    let Some(entry) = state.app.catalog.find(&id).await? else {
        return Err(ApiError::UnknownPack(id));
    };
    let exercises = entry.pack.exercises.iter();
    let exercises = exercises.map(|exercise| ExerciseSummary::of(&entry.pack, exercise, lang));
    Ok(Json(PackDetails {
        summary: PackSummary::of(&entry, lang),
        exercises: exercises.collect(),
    }))
}
