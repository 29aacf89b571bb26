//! `/path`: where do I want to go, what do I know already, and what comes next.
//!
//! A placement is no exam of its own: it offers, of the steps that nothing shows yet, an exercise of the middle one. A right
//! answer shows that step and all before it; a wrong one says to begin there. At most [`MOST_ASKED`] exercises.

use std::collections::HashMap;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use spyrales_core::framework::SegmentLevel;
use spyrales_core::level::Level;
use spyrales_core::pack::RuntimeKind;

use super::exercises::{Card, cards};
use super::frame::{Frame, Viewer, page};
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InQuery;
use crate::http::edge::state::AppState;

/// Exercises that a placement asks for, at most.
const MOST_ASKED: usize = 8;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/path", get(show))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PathQuery {
    goal: String,
    language: String,
}

/// How one stands to a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Its level is reached.
    Reached,
    /// An answer showed that it can be skipped.
    Shown,
    /// It is to be done.
    Open,
    /// There is no exercise of it yet.
    Empty,
}

/// A step of the path, for the page.
struct Step {
    name: String,
    level: Level,
    statement: String,
    standing: Place,
    exercises: Vec<Card>,
}

impl Step {
    fn word(&self) -> &'static str {
        match self.standing {
            Place::Reached => "reached",
            Place::Shown => "shown",
            Place::Open => "open",
            Place::Empty => "empty",
        }
    }
}

/// A goal that can be chosen.
struct Goal {
    id: String,
    words: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "path.html")]
struct PathPage<'a> {
    f: &'a Frame,
    language: &'static str,
    /// Goals by segment.
    goals: Vec<(String, Vec<Goal>)>,
    steps: Vec<Step>,
    /// What the placement asks next, and how many it has asked.
    ask: Option<Card>,
    asked: usize,
    most: usize,
}

async fn show(
    State(state): State<AppState>,
    Viewer(f): Viewer,
    InQuery(query): InQuery<PathQuery>,
) -> Result<Response, ApiError> {
    let all = cards(&state, &f).await?;
    let language = if query.language == "r" {
        RuntimeKind::R
    } else {
        RuntimeKind::Python
    };
    let of_step = |step: &SegmentLevel| -> Vec<Card> {
        let fits = |card: &&Card| {
            card.level == step.level
                && card.segments.contains(&step.segment)
                && (card.runtime == language || card.runtime == RuntimeKind::Sql)
        };
        all.iter().filter(fits).cloned().collect()
    };
    let reached: HashMap<String, Option<Level>> = match &f.user {
        Some(user) => state.app.standing(user.id).await?.scores(),
        None => Vec::new(),
    }
    .into_iter()
    .map(|score| (score.segment, score.level))
    .collect();
    let holds = |step: &SegmentLevel| {
        let level = reached.get(&step.segment).copied().flatten();
        level.is_some_and(|level| level >= step.level)
    };
    let path = match query.goal.parse::<SegmentLevel>() {
        Ok(goal) => state.app.framework.path(&goal, language, &holds),
        Err(_) => Vec::new(),
    };
    let mut steps: Vec<Step> = path
        .iter()
        .map(|at| {
            let exercises = of_step(at);
            let segment = state.app.framework.segment(&at.segment);
            let standing = if holds(at) {
                Place::Reached
            } else if exercises.is_empty() {
                Place::Empty
            } else {
                Place::Open
            };
            Step {
                name: segment.map_or_else(String::new, |segment| segment.name.get(f.lang).to_owned()),
                level: at.level,
                statement: state
                    .app
                    .framework
                    .statement(at)
                    .map_or_else(String::new, |statement| {
                        statement.statement.get(f.lang).to_owned()
                    }),
                standing,
                exercises,
            }
        })
        .collect();
    let asked = place(&mut steps);
    let ask = if f.user.is_some() && asked < MOST_ASKED {
        next_question(&steps)
    } else {
        None
    };
    let template = PathPage {
        goals: goals(&state, &f, &query.goal, &all),
        f: &f,
        language: language.name(),
        steps,
        ask,
        asked,
        most: MOST_ASKED,
    };
    Ok(([(header::CACHE_CONTROL, "no-store")], page(&template)?).into_response())
}

/// Marks the steps up to the last one that a right answer has shown; how many exercises of the path were tried.
fn place(steps: &mut [Step]) -> usize {
    let last = steps
        .iter()
        .rposition(|step| step.exercises.iter().any(Card::is_done));
    for step in steps.iter_mut().take(last.map_or(0, |last| last + 1)) {
        if step.standing == Place::Open {
            step.standing = Place::Shown;
        }
    }
    let tried = |step: &Step| step.exercises.iter().filter(|card| card.is_begun()).count();
    steps.iter().map(tried).sum()
}

/// An exercise of the middle one of the steps that are open and not tried. A step that was tried in vain is where learning
/// begins: nothing after it is asked.
fn next_question(steps: &[Step]) -> Option<Card> {
    let is_tried = |step: &Step| step.exercises.iter().any(Card::is_begun);
    let open: Vec<&Step> = steps
        .iter()
        .filter(|step| step.standing == Place::Open)
        .take_while(|step| !is_tried(step))
        .collect();
    open.get(open.len() / 2)?.exercises.first().cloned()
}

/// What one may want to do: the levels that have exercises, in words.
fn goals(state: &AppState, f: &Frame, chosen: &str, all: &[Card]) -> Vec<(String, Vec<Goal>)> {
    let segments = state.app.framework.segments().iter();
    segments
        .filter_map(|segment| {
            let goals: Vec<Goal> = Level::ALL
                .into_iter()
                .filter(|level| {
                    all.iter()
                        .any(|card| card.level == *level && card.segments.contains(&segment.id))
                })
                .map(|level| {
                    let id = format!("{}-{level}", segment.id);
                    Goal {
                        words: segment.level(level).statement.get(f.lang).to_owned(),
                        chosen: id == chosen,
                        id,
                    }
                })
                .collect();
            (!goals.is_empty()).then(|| (segment.name.get(f.lang).to_owned(), goals))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use spyrales_core::grading::Points;

    fn step(results: &[Option<u32>]) -> Step {
        let card = |earned: &Option<u32>| Card {
            address: String::new(),
            title: String::new(),
            pack: String::new(),
            segments: Vec::new(),
            segment_names: Vec::new(),
            level: Level::ALL[0],
            runtime: RuntimeKind::Python,
            minutes: 5,
            points: Points::whole(2),
            best: earned.map(|earned| (Points::whole(earned), Points::whole(2))),
        };
        Step {
            name: String::new(),
            level: Level::ALL[0],
            statement: String::new(),
            standing: if results.is_empty() {
                Place::Empty
            } else {
                Place::Open
            },
            exercises: results.iter().map(card).collect(),
        }
    }

    #[test]
    fn a_right_answer_skips_all_before_it_and_a_wrong_one_ends_the_questions() {
        let mut steps = [
            step(&[None]),
            step(&[None]),
            step(&[Some(2), None]),
            step(&[None]),
            step(&[Some(1)]),
        ];
        assert_eq!(place(&mut steps), 2);
        let words: Vec<_> = steps.iter().map(Step::word).collect();
        assert_eq!(words, ["shown", "shown", "shown", "open", "open"]);
        assert!(next_question(&steps).is_some(), "the step between is not known");
        let mut steps = [step(&[Some(0)]), step(&[None])];
        place(&mut steps);
        assert!(next_question(&steps).is_none(), "learning begins at the first");
    }

    #[test]
    fn eight_questions_are_enough_for_every_path() {
        // Halving: 2^8 steps are more than any path has.
        let longest = spyrales_core::framework::Framework::shipped();
        let longest = longest.segments().iter().map(|segment| {
            let goal = SegmentLevel {
                segment: segment.id.clone(),
                level: Level::ALL[3],
            };
            longest.path(&goal, RuntimeKind::Python, &|_| false).len()
        });
        assert!(longest.max().unwrap() < 1 << MOST_ASKED);
    }
}
