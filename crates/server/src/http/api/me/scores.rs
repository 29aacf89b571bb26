//! `/api/v1/me/scores`: how far one has come.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use spyrales_core::level::Level;
use spyrales_core::score::SegmentScore;
use spyrales_core::text::Lang;
use utoipa::ToSchema;

use crate::http::edge::auth::Person;
use crate::http::edge::error::ApiError;
use crate::http::edge::language::Locale;
use crate::http::edge::problem::ProblemDetails;
use crate::http::edge::state::AppState;
use crate::http::edge::wire::points;

/// How far one has come in every segment.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Scores {
    /// Every segment, in the framework's order.
    segments: Vec<SegmentView>,
}

/// How far one has come in a segment.
#[derive(Debug, Serialize, ToSchema)]
struct SegmentView {
    /// Its id.
    #[schema(example = "prep")]
    segment: String,
    /// Its name.
    name: String,
    /// The highest level reached, if one is.
    level: Option<u8>,
    /// Each level.
    levels: Vec<LevelView>,
    /// What is missing for the next level, if there is one.
    next: Option<NextView>,
}

/// How far one has come on a level.
#[derive(Debug, Serialize, ToSchema)]
struct LevelView {
    /// 1 to 4.
    level: u8,
    /// What the solved exercises are worth, in percent of what all are: what counts for the level.
    percent: f64,
    /// What is earned, partial points included, in percent of what can be: for practice.
    points_percent: f64,
    /// What it takes, in percent.
    threshold_percent: f64,
    /// Whether it is reached.
    reached: bool,
    /// Exercises that are solved: every check passed, hidden ones included.
    exercises_done: u32,
    /// Exercises that there are.
    exercises_total: u32,
}

/// What is missing for the next level.
#[derive(Debug, Serialize, ToSchema)]
struct NextView {
    /// The level.
    level: u8,
    /// Exercises that are solved, on the way that leads there soonest.
    solved: u32,
    /// Exercises on that way.
    total: u32,
    /// Points of exercises still to be solved, at least, weighted as they count in the segment.
    points: f64,
    /// Exercises that aren't solved, `pack/exercise`.
    exercises: Vec<String>,
    /// The same in words.
    words: String,
}

/// How far have I come?
///
/// Per segment and level: what is solved, what it takes, and what is missing for the next level. An exercise counts for a
/// level once every check has passed, hidden ones included; partial points are told beside it.
#[utoipa::path(
    get, path = "/api/v1/me/scores", tag = "me", security(("token" = [])),
    responses(
        (status = OK, description = "The scores.", body = Scores),
        (status = UNAUTHORIZED, description = "No valid token.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn read_scores(
    State(state): State<AppState>,
    Locale(lang): Locale,
    Person(user): Person,
) -> Result<Json<Scores>, ApiError> {
    let scores = state.app.standing(user.id).await?.scores();
    let names = state
        .app
        .framework
        .segments()
        .iter()
        .map(|segment| segment.name.get(lang));
    let segments = scores
        .iter()
        .zip(names)
        .map(|(score, name)| SegmentView::of(score, name, lang))
        .collect();
    Ok(Json(Scores { segments }))
}

impl SegmentView {
    fn of(score: &SegmentScore, name: &str, lang: Lang) -> Self {
        Self {
            segment: score.segment.clone(),
            name: name.to_owned(),
            level: score.level.map(Level::number),
            levels: score
                .levels
                .iter()
                .map(|level| LevelView {
                    level: level.level.number(),
                    percent: f64::from(level.percent_tenths) / 10.0,
                    points_percent: f64::from(level.points_tenths) / 10.0,
                    threshold_percent: f64::from(level.threshold_tenths) / 10.0,
                    reached: level.reached,
                    exercises_done: level.exercises_done,
                    exercises_total: level.exercises_total,
                })
                .collect(),
            next: score.next.as_ref().map(|next| NextView {
                level: next.level.number(),
                solved: next.solved,
                total: next.total,
                points: points(next.points),
                exercises: next.exercises.iter().map(ToString::to_string).collect(),
                words: match lang {
                    Lang::Fr => format!(
                        "Palier {} : {} exercices réussis sur {}. Il faut encore en réussir pour {} points.",
                        next.level, next.solved, next.total, next.points
                    ),
                    Lang::En => format!(
                        "Level {}: {} of {} exercises solved. Solve more of them, worth {} points.",
                        next.level, next.solved, next.total, next.points
                    ),
                },
            }),
        }
    }
}
