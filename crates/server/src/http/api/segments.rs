//! `/api/v1/segments`: the competency framework.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use spyrales_core::framework::{Alignment, Framework, Requirement, Segment};
use spyrales_core::level::Level;
use spyrales_core::text::Lang;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::edge::language::Locale;
use crate::http::edge::state::AppState;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_segments))
}

/// The competency framework: segments of data science, in four levels each.
#[derive(Debug, Serialize, ToSchema)]
pub struct SegmentList {
    /// The framework's version (semver).
    #[schema(example = "2.0.0")]
    version: String,
    /// The four levels, the same in every segment.
    levels: Vec<LevelView>,
    /// The occupations that the framework as a whole prepares for.
    alignments: Vec<AlignmentView>,
    /// The segments.
    segments: Vec<SegmentView>,
}

/// A level.
#[derive(Debug, Serialize, ToSchema)]
pub struct LevelView {
    /// 1 to 4.
    #[schema(minimum = 1, maximum = 4)]
    level: u8,
    /// Its name.
    name: String,
    /// What it stands for.
    description: String,
    /// The percentage of a level's points that solved exercises take to reach it.
    threshold_percent: u8,
}

/// A segment.
#[derive(Debug, Serialize, ToSchema)]
pub struct SegmentView {
    /// Its id.
    #[schema(example = "prep")]
    id: String,
    /// Its name.
    name: String,
    /// What it is about.
    description: String,
    /// What its levels mean.
    levels: Vec<StatementView>,
    /// What it corresponds to in other frameworks.
    alignments: Vec<AlignmentView>,
}

/// What a level of a segment means.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementView {
    /// 1 to 4.
    #[schema(minimum = 1, maximum = 4)]
    level: u8,
    /// What a person who holds it can do.
    statement: String,
    /// What it builds on: of each inner list, at least one level. Advice, never a barrier.
    #[schema(example = json!([["py-1", "r-1"]]))]
    requires: Vec<Vec<String>>,
    /// What helps besides, in the same form.
    advises: Vec<Vec<String>>,
}

/// An entry of another framework.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlignmentView {
    /// The other framework.
    #[schema(example = "ROME 4.0")]
    framework: String,
    /// Its code for the entry.
    #[schema(example = "M1419")]
    code: String,
    /// Its name for the entry.
    name: String,
    /// The entry's address, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

impl SegmentList {
    fn of(framework: &Framework, lang: Lang) -> Self {
        let levels = framework.levels().iter().map(|level| LevelView {
            level: level.level.number(),
            name: level.name.get(lang).to_owned(),
            description: level.description.get(lang).to_owned(),
            threshold_percent: framework.scoring().threshold_percent(level.level),
        });
        Self {
            version: framework.version().to_string(),
            levels: levels.collect(),
            alignments: framework.alignments().iter().map(AlignmentView::of).collect(),
            segments: framework
                .segments()
                .iter()
                .map(|segment| SegmentView::of(segment, lang))
                .collect(),
        }
    }
}

impl SegmentView {
    fn of(segment: &Segment, lang: Lang) -> Self {
        let levels = Level::ALL.map(|level| segment.level(level));
        Self {
            id: segment.id.clone(),
            name: segment.name.get(lang).to_owned(),
            description: segment.description.get(lang).to_owned(),
            levels: levels
                .map(|level| StatementView {
                    level: level.level.number(),
                    statement: level.statement.get(lang).to_owned(),
                    requires: names(&level.requires),
                    advises: names(&level.advises),
                })
                .into(),
            alignments: segment.alignments.iter().map(AlignmentView::of).collect(),
        }
    }
}

impl AlignmentView {
    fn of(alignment: &Alignment) -> Self {
        Self {
            framework: alignment.framework.clone(),
            code: alignment.code.clone(),
            name: alignment.name.clone(),
            url: alignment.url.clone(),
        }
    }
}

fn names(requirement: &Requirement) -> Vec<Vec<String>> {
    let alternatives = requirement.alternatives().iter();
    alternatives
        .map(|any| any.iter().map(ToString::to_string).collect())
        .collect()
}

/// Read the framework
///
/// The segments of data science, and what each of their levels means. Needs no token.
#[utoipa::path(
    get, path = "/api/v1/segments", tag = "framework", security(()),
    responses((status = OK, description = "The framework.", body = SegmentList)),
)]
async fn list_segments(State(state): State<AppState>, Locale(lang): Locale) -> Json<SegmentList> {
    Json(SegmentList::of(&state.app.framework, lang))
}
