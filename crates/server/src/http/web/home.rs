//! `/`: what this is, and where to begin or go on.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Html;
use axum::routing::get;

use super::exercises::{Card, cards};
use super::frame::{Frame, Viewer, page};
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::problem::ProblemKind;
use crate::http::edge::state::AppState;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(home))
        .route("/problems/{kind}", get(problem))
}

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage<'a> {
    f: &'a Frame,
    exercises: usize,
    packs: usize,
    /// Where to go on: exercises that were begun, or that come first.
    next: Vec<Card>,
    /// Whether one of them was begun.
    goes_on: bool,
}

async fn home(State(state): State<AppState>, Viewer(f): Viewer) -> Result<Html<String>, ApiError> {
    let packs = state.app.catalog.current().await?.len();
    let all = cards(&state, &f).await?;
    let exercises = all.len();
    let mut next: Vec<Card> = all.into_iter().filter(|card| !card.is_done()).collect();
    next.sort_by_key(|card| (!card.is_begun(), card.level));
    next.truncate(3);
    page(&HomePage {
        f: &f,
        exercises,
        packs,
        goes_on: next.iter().any(Card::is_begun),
        next,
    })
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'a> {
    f: &'a Frame,
    title: &'a str,
    slug: &'a str,
    status: u16,
}

/// What a kind of problem means: the page that a problem's `type` leads to.
async fn problem(Viewer(f): Viewer, InPath(slug): InPath<String>) -> Result<Html<String>, ApiError> {
    let kind = ProblemKind::ALL
        .iter()
        .find(|kind| kind.slug() == slug)
        .ok_or(ApiError::UnknownAddress)?;
    page(&ProblemPage {
        f: &f,
        title: kind.title().get(f.lang),
        slug: &slug,
        status: kind.status().as_u16(),
    })
}
