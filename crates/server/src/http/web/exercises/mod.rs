//! `/exercises`: what can be practised, by segment, level and language.

mod files;
mod posted;
mod preview;
mod read;
mod run;
mod submit;

use std::collections::HashMap;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::middleware;
use axum::response::Html;
use axum::routing::{get, post};
use serde::Deserialize;
use spyrales_core::grading::{ExerciseRef, Points};
use spyrales_core::level::Level;
use spyrales_core::pack::RuntimeKind;
use spyrales_core::store::BestResult;

use super::frame::{Frame, Viewer, page};
use crate::http::edge::body;
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InQuery;
use crate::http::edge::state::AppState;

pub(super) use preview::DataFile;
pub(super) use read::{address, code, data_files};

pub(super) fn routes() -> Router<AppState> {
    let code = Router::new()
        .route(
            "/exercises/{pack}/{exercise}",
            get(read::read).post(submit::submit),
        )
        .route("/exercises/{pack}/{exercise}/run", post(run::run))
        .route("/exercises/{pack}/{exercise}/draft", post(submit::save_draft))
        .layer(middleware::from_fn(body::code));
    Router::new()
        .merge(code)
        .route("/exercises", get(list))
        .route("/exercises/{pack}/{exercise}/files/{name}", get(files::download))
}

/// An exercise in a list.
#[derive(Clone, Debug)]
pub(super) struct Card {
    pub(super) address: String,
    pub(super) title: String,
    pub(super) pack: String,
    /// Ids of its segments.
    pub(super) segments: Vec<String>,
    /// Names of its segments.
    pub(super) segment_names: Vec<String>,
    pub(super) level: Level,
    pub(super) runtime: RuntimeKind,
    pub(super) minutes: usize,
    pub(super) points: Points,
    /// The best result, and out of what.
    pub(super) best: Option<(Points, Points)>,
}

impl Card {
    pub(super) fn is_begun(&self) -> bool {
        self.best.is_some()
    }

    pub(super) fn is_done(&self) -> bool {
        self.best.is_some_and(|(earned, possible)| earned == possible)
    }

    /// The word for how far one is, as the end of a key.
    pub(super) fn progress(&self) -> &'static str {
        match (self.is_done(), self.is_begun()) {
            (true, _) => "done",
            (false, true) => "begun",
            (false, false) => "new",
        }
    }
}

/// Every exercise that can be done now, with what the one who looks has earned on it.
pub(super) async fn cards(state: &AppState, f: &Frame) -> Result<Vec<Card>, ApiError> {
    let best: HashMap<ExerciseRef, BestResult> = match &f.user {
        Some(user) => state.app.store.reader().await?.best_results(user.id).await?,
        None => Vec::new(),
    }
    .into_iter()
    .map(|result| (result.exercise.clone(), result))
    .collect();
    let mut cards = Vec::new();
    for entry in state.app.catalog.current().await? {
        let pack = &entry.pack;
        for exercise in &pack.exercises {
            let segments: Vec<String> = exercise.segments.iter().map(|(id, _)| id.clone()).collect();
            let name = |id: &String| {
                let known = state.app.framework.segment(id);
                known.map_or_else(|| id.clone(), |segment| segment.name.get(f.lang).to_owned())
            };
            cards.push(Card {
                address: address(&pack.id, &exercise.id),
                title: exercise.title.get(f.lang).to_owned(),
                pack: pack.title.get(f.lang).to_owned(),
                segment_names: segments.iter().map(name).collect(),
                segments,
                level: exercise.level,
                runtime: exercise.runtime,
                minutes: exercise.minutes as usize,
                points: exercise.points,
                best: best
                    .get(&pack.exercise_ref(exercise))
                    .map(|result| (result.earned, result.possible)),
            });
        }
    }
    Ok(cards)
}

/// What a list is narrowed to; an empty value narrows nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    segment: String,
    level: String,
    language: String,
    progress: String,
}

impl Filter {
    fn keeps(&self, card: &Card) -> bool {
        let is = |asked: &str, value: &str| asked.is_empty() || asked == value;
        (self.segment.is_empty() || card.segments.contains(&self.segment))
            && is(&self.level, &card.level.number().to_string())
            && is(&self.language, card.runtime.name())
            && is(&self.progress, card.progress())
    }
}

#[derive(Template)]
#[template(path = "exercises.html")]
struct ListPage<'a> {
    f: &'a Frame,
    filter: Filter,
    segments: Vec<(String, String)>,
    /// The packs that have something left, with it.
    groups: Vec<(String, Vec<Card>)>,
    shown: usize,
    total: usize,
}

async fn list(
    State(state): State<AppState>,
    Viewer(f): Viewer,
    InQuery(filter): InQuery<Filter>,
) -> Result<Html<String>, ApiError> {
    let all = cards(&state, &f).await?;
    let total = all.len();
    let segments = state.app.framework.segments().iter();
    let segments = segments
        .filter(|segment| all.iter().any(|card| card.segments.contains(&segment.id)))
        .map(|segment| (segment.id.clone(), segment.name.get(f.lang).to_owned()))
        .collect();
    let mut groups: Vec<(String, Vec<Card>)> = Vec::new();
    for card in all.into_iter().filter(|card| filter.keeps(card)) {
        match groups.last_mut() {
            Some((pack, cards)) if *pack == card.pack => cards.push(card),
            _ => groups.push((card.pack.clone(), vec![card])),
        }
    }
    let shown = groups.iter().map(|(_, cards)| cards.len()).sum();
    for (_, cards) in &mut groups {
        cards.sort_by_key(|card| card.level);
    }
    page(&ListPage {
        f: &f,
        filter,
        segments,
        groups,
        shown,
        total,
    })
}
