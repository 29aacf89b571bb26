//! `/api/v1/packs/{pack}/exercises/{exercise}`: what an exercise asks for.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use serde::Serialize;
use spyrales_core::pack::{Exercise, Pack, Parameters};
use spyrales_core::text::Lang;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::edge::auth::Visitor;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::language::Locale;
use crate::http::edge::problem::ProblemDetails;
use crate::http::edge::state::AppState;
use crate::http::edge::statement;
use crate::http::edge::wire::points;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read_exercise))
}

/// An exercise in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExerciseSummary {
    /// Its id in the pack.
    #[schema(example = "depenses-epci")]
    id: String,
    /// Its title.
    title: String,
    /// What a submission is written in.
    #[schema(example = "python")]
    runtime: String,
    /// Its level, 1 to 4.
    #[schema(minimum = 1, maximum = 4)]
    level: u8,
    /// How long it takes, in minutes, by its author's estimate.
    minutes: u32,
    /// How many points it is worth.
    points: f64,
    /// How much it counts in which segments, from 0 to 1.
    segments: BTreeMap<String, f64>,
    /// Levels that help to hold before; advice, never a barrier.
    #[schema(example = json!(["prep-1"]))]
    prerequisites: Vec<String>,
    /// Where it is read.
    url: String,
}

/// An exercise.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExerciseDetails {
    /// In short.
    #[serde(flatten)]
    summary: ExerciseSummary,
    /// The version of the pack.
    pack_version: String,
    /// What is asked for.
    asks: Vec<Asked>,
    /// The text.
    statement: Statement,
    /// What to begin with.
    starter: String,
    /// The files that the code finds in its working directory.
    files: Vec<DataFile>,
    /// What a submission may use.
    limits: Limits,
    /// How often a person may submit within 24 hours.
    daily_attempts: u32,
    /// Where code is submitted.
    submissions_url: String,
}

/// Something that a submission has to define or make.
#[derive(Debug, Serialize, ToSchema)]
pub struct Asked {
    /// `function`, `variable`, `figure`, `query` or `file`.
    #[schema(example = "function")]
    kind: String,
    /// Its name.
    #[schema(example = "depenses_par_epci")]
    name: String,
}

/// The text of an exercise.
#[derive(Debug, Serialize, ToSchema)]
pub struct Statement {
    /// The text as CommonMark with tables, and maths between dollar signs.
    commonmark: String,
    /// The same as HTML that is safe to show: no script, no style, no foreign picture.
    html: String,
    /// Whether the values in it are those of the person who asks; without a token they are an example's.
    personal: bool,
}

/// A file that comes with an exercise.
#[derive(Debug, Serialize, ToSchema)]
pub struct DataFile {
    /// Its name.
    #[schema(example = "budget.csv")]
    name: String,
    /// Its size.
    bytes: usize,
    /// Where it is downloaded.
    url: String,
}

/// What a submission may use; beyond, it is stopped with a verdict that says so.
#[derive(Debug, Serialize, ToSchema)]
pub struct Limits {
    /// Operations for loading the code, and again for each call of it.
    fuel: u64,
    /// Memory, in MiB.
    memory_mib: u32,
    /// What is kept of each output stream, in KiB.
    output_kib: u32,
    /// What may be written to files, in MiB.
    files_mib: u32,
}

impl ExerciseSummary {
    pub(super) fn of(pack: &Pack, exercise: &Exercise, lang: Lang) -> Self {
        let segments = exercise.segments.iter();
        Self {
            id: exercise.id.clone(),
            title: exercise.title.get(lang).to_owned(),
            runtime: exercise.runtime.to_string(),
            level: exercise.level.number(),
            minutes: exercise.minutes,
            points: points(exercise.points),
            segments: segments
                .map(|(id, weight)| (id.clone(), f64::from(weight.as_thousandths()) / 1000.0))
                .collect(),
            prerequisites: exercise.prerequisites.iter().map(ToString::to_string).collect(),
            url: address(pack, exercise),
        }
    }
}

impl ExerciseDetails {
    /// `seed` picks the parameters; without one, they are an example's.
    fn of(pack: &Pack, exercise: &Exercise, seed: Option<u64>, lang: Lang) -> Self {
        let url = address(pack, exercise);
        let commonmark = exercise.statement(lang, &Parameters::pick(exercise, seed.unwrap_or(0)));
        let limits = exercise.limits;
        Self {
            summary: ExerciseSummary::of(pack, exercise, lang),
            pack_version: pack.version.to_string(),
            asks: exercise
                .asks
                .iter()
                .map(|ask| Asked {
                    kind: ask.kind.name().to_owned(),
                    name: ask.name.clone(),
                })
                .collect(),
            statement: Statement {
                html: statement::to_html(&commonmark, lang),
                commonmark,
                personal: seed.is_some(),
            },
            starter: exercise.starter.clone(),
            files: exercise
                .data
                .iter()
                .map(|(name, content)| DataFile {
                    name: name.clone(),
                    bytes: content.len(),
                    url: format!("{url}/files/{}", crate::http::edge::uri::in_path(name)),
                })
                .collect(),
            limits: Limits {
                fuel: limits.fuel,
                memory_mib: limits.memory_mib,
                output_kib: limits.output_kib,
                files_mib: limits.files_mib,
            },
            daily_attempts: exercise.daily_attempts,
            submissions_url: format!("{url}/submissions"),
        }
    }
}

fn address(pack: &Pack, exercise: &Exercise) -> String {
    format!("/api/v1/packs/{}/exercises/{}", pack.id, exercise.id)
}

/// Read an exercise
///
/// Its text, its starter and its files. With a token, the text holds the values of the person's own variant,
/// on which their submissions are graded; without one, an example's.
#[utoipa::path(
    get, path = "/api/v1/packs/{pack}/exercises/{exercise}", tag = "packs", security((), ("token" = [])),
    params(
        ("pack" = String, Path, description = "The pack's id.", example = "python-preparer-donnees"),
        ("exercise" = String, Path, description = "The exercise's id.", example = "depenses-epci"),
    ),
    responses(
        (status = OK, description = "The exercise.", body = ExerciseDetails),
        (status = UNAUTHORIZED, description = "No valid token.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = NOT_FOUND, description = "No such pack or exercise.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn read_exercise(
    State(state): State<AppState>,
    Locale(lang): Locale,
    Visitor(visitor): Visitor,
    InPath((pack, exercise)): InPath<(String, String)>,
) -> Result<impl IntoResponse, ApiError> {
    let exercise = state.exercise(pack, exercise).await?;
    let seed = visitor.map(|user| exercise.seed(user.id));
    // One person's variant must not be kept for another.
    let vary = [(header::VARY, "authorization")];
    Ok((
        vary,
        Json(ExerciseDetails::of(exercise.pack(), &exercise, seed, lang)),
    ))
}
