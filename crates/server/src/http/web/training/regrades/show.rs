//! A re-grade: how far it has come, what it would change for whom, what it has changed.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use spyrales_app::regrades::{PersonChange, SettleRegradeError};
use spyrales_core::grading::Share;
use spyrales_core::id::{RegradeId, UserId};
use spyrales_core::regrade::{Counts, Lowering, SegmentChange, Treatment};
use spyrales_core::store::{NewRegrade, Regrade, RegradeNotice, StoredCredential};

use super::{address, standing};
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::{InPath, InQuery};
use crate::http::edge::state::AppState;
use crate::http::web::describe;
use crate::http::web::frame::{Frame, TrainerPage, private};

/// People that the page lists.
const LISTED: usize = 500;

/// Titles and names that a page needs.
struct Names {
    exercises: HashMap<String, String>,
}

impl Names {
    async fn of(state: &AppState, f: &Frame, regrade: &Regrade) -> Result<Self, ApiError> {
        let pack = state.app.catalog.pack(regrade.from.digest).await?;
        let exercises = pack.iter().flat_map(|pack| &pack.exercises);
        Ok(Self {
            exercises: exercises
                .map(|exercise| (exercise.id.clone(), exercise.title.get(f.lang).to_owned()))
                .collect(),
        })
    }

    fn exercise(&self, id: &str) -> String {
        self.exercises.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }
}

/// An exercise on the page.
struct ExerciseRow {
    title: String,
    treatment: Treatment,
    counts: Counts,
}

/// A person on the page.
struct PersonRow {
    id: UserId,
    name: String,
    display_name: String,
    loses: bool,
    /// One line for each result.
    results: Vec<String>,
    /// One line for each percentage and each level that changes.
    scores: Vec<String>,
    certificates: Vec<CertificateRow>,
}

/// A certificate whose level a person would no longer reach.
struct CertificateRow {
    address: String,
    title: String,
}

#[derive(Template)]
#[template(path = "training/regrade.html")]
struct RegradePage<'a> {
    f: &'a Frame,
    regrade: &'a Regrade,
    address: String,
    /// The end of the key that says how far it has come.
    standing: &'static str,
    exercises: Vec<ExerciseRow>,
    people: Vec<PersonRow>,
    /// All for whom something changes, those that aren't listed included.
    touched: usize,
    gain: usize,
    lose: usize,
    untouched: usize,
    lowering: bool,
    longest: usize,
    /// What was wrong with the form, as the end of a key.
    error: Option<&'static str>,
}

impl RegradePage<'_> {
    fn total(&self) -> u64 {
        self.regrade.waiting + self.done()
    }

    fn done(&self) -> u64 {
        self.regrade.graded + self.regrade.failed
    }

    fn failed(&self) -> usize {
        usize::try_from(self.regrade.failed).unwrap_or(usize::MAX)
    }
}

#[derive(Default, Deserialize)]
pub(in crate::http::web::training) struct ShowQuery {
    /// Whether results may become smaller: `yes`.
    #[serde(default)]
    lowering: String,
}

fn lowering(text: &str) -> Lowering {
    match text {
        "yes" => Lowering::Allowed,
        _ => Lowering::Never,
    }
}

pub(in crate::http::web::training) async fn show(
    State(state): State<AppState>,
    TrainerPage { frame, .. }: TrainerPage,
    InPath(id): InPath<RegradeId>,
    InQuery(query): InQuery<ShowQuery>,
) -> Result<Response, ApiError> {
    let regrade = find(&state, id).await?;
    write(&state, &frame, &regrade, lowering(&query.lowering), None).await
}

async fn find(state: &AppState, id: RegradeId) -> Result<Regrade, ApiError> {
    state
        .app
        .store
        .reader()
        .await?
        .regrade(id)
        .await?
        .ok_or(ApiError::UnknownAddress)
}

async fn write(
    state: &AppState,
    f: &Frame,
    regrade: &Regrade,
    lowering: Lowering,
    error: Option<&'static str>,
) -> Result<Response, ApiError> {
    let names = Names::of(state, f, regrade).await?;
    let row = |(id, treatment): (&String, &Treatment), counts: Counts| ExerciseRow {
        title: names.exercise(id),
        treatment: *treatment,
        counts,
    };
    let standing = standing(regrade);
    let mut page = RegradePage {
        f,
        regrade,
        address: address(regrade.id),
        standing,
        exercises: Vec::new(),
        people: Vec::new(),
        touched: 0,
        gain: 0,
        lose: 0,
        untouched: 0,
        lowering: lowering == Lowering::Allowed,
        longest: NewRegrade::LONGEST_REASON,
        error,
    };
    match standing {
        "ready" => {
            let found = state.app.preview_regrade(regrade, lowering).await?;
            let counts = |id: &String| found.exercises.get(id).copied().unwrap_or_default();
            let exercises = regrade.exercises.iter();
            page.exercises = exercises.map(|one| row(one, counts(one.0))).collect();
            page.touched = found.people.len();
            page.lose = found.people.iter().filter(|person| person.loses()).count();
            page.gain = page.touched - page.lose;
            page.untouched = found.untouched;
            let listed = found.people.into_iter().take(LISTED);
            page.people = listed
                .map(|person| PersonRow::of(person, state, f, &names))
                .collect();
        }
        "applied" => {
            let exercises = regrade.exercises.iter();
            page.exercises = exercises.map(|one| row(one, Counts::default())).collect();
            page.people = told(state, f, regrade, &names).await?;
            page.touched = page.people.len();
            page.people.truncate(LISTED);
        }
        _ => {
            let exercises = regrade.exercises.iter();
            page.exercises = exercises.map(|one| row(one, Counts::default())).collect();
        }
    }
    let status = match error {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    private(status, &page)
}

/// A result before and after, as one line.
fn line(f: &Frame, title: &str, before: Share, after: Share, neutralised: bool) -> String {
    let points = |share: Share| {
        let (earned, possible) = (f.points(&share.earned), f.points(&share.possible));
        f.two("points-of", "earned", earned, "possible", possible)
    };
    let mut told = vec![title.to_owned()];
    if before.compare(after).is_ne() {
        told.push(f.two("regrade-arrow", "before", points(before), "after", points(after)));
    }
    if neutralised {
        told.push(f.t("regrade-no-longer-counts"));
    }
    told.join(" — ")
}

impl PersonRow {
    fn of(person: PersonChange, state: &AppState, f: &Frame, names: &Names) -> Self {
        let loses = person.loses();
        let results = person.results.iter().map(|result| {
            let title = names.exercise(&result.exercise);
            line(f, &title, result.before, result.after, result.neutralised)
        });
        let scores = person.segments.iter();
        Self {
            loses,
            results: results.collect(),
            scores: scores.flat_map(|change| score_lines(change, state, f)).collect(),
            certificates: person
                .certificates
                .iter()
                .map(|held| CertificateRow::of(held, state, f))
                .collect(),
            id: person.user.id,
            name: person.user.name,
            display_name: person.user.display_name,
        }
    }
}

fn segment_name(state: &AppState, f: &Frame, id: &str) -> String {
    let segment = state.app.framework.segment(id);
    segment.map_or_else(|| id.to_owned(), |segment| segment.name.get(f.lang).to_owned())
}

/// The level that is reached, then each level's percentage.
fn score_lines(change: &SegmentChange, state: &AppState, f: &Frame) -> Vec<String> {
    let name = segment_name(state, f, &change.segment);
    let (before, after) = change.level;
    let level = |level: Option<spyrales_core::level::Level>| match level {
        Some(level) => f.a("level", "level", level),
        None => f.t("level-none"),
    };
    let percent = |tenths: u16| {
        let number = describe::decimal(&(f64::from(tenths) / 10.0), f.lang);
        f.a("percent", "number", number)
    };
    let mut lines = Vec::new();
    if before != after {
        let arrow = f.two("regrade-arrow", "before", level(before), "after", level(after));
        lines.push(f.two("regrade-score", "what", &name, "change", arrow));
    }
    for (of, before, after) in &change.percents {
        let what = format!("{name}, {}", f.a("level", "level", of));
        let arrow = f.two(
            "regrade-arrow",
            "before",
            percent(*before),
            "after",
            percent(*after),
        );
        lines.push(f.two("regrade-score", "what", what, "change", arrow));
    }
    lines
}

impl CertificateRow {
    fn of(held: &StoredCredential, state: &AppState, f: &Frame) -> Self {
        let name = segment_name(state, f, &held.segment);
        Self {
            address: format!("/verify/{}", held.id),
            title: f.two("certificate-title", "segment", name, "level", held.level),
        }
    }
}

/// What an applied re-grade changed, by person.
async fn told(
    state: &AppState,
    f: &Frame,
    regrade: &Regrade,
    names: &Names,
) -> Result<Vec<PersonRow>, ApiError> {
    let mut rows: Vec<PersonRow> = Vec::new();
    let mut reader = state.app.store.reader().await?;
    let changes = reader.regrade_changes(regrade.id).await?;
    for (id, notice) in changes {
        let RegradeNotice {
            before,
            after,
            neutralised,
            ..
        } = notice;
        let title = names.exercise(&notice.exercise.exercise);
        let told = line(f, &title, before, after, neutralised);
        let loses = after.compare(before).is_lt();
        if let Some(row) = rows.last_mut().filter(|row| row.id == id) {
            row.results.push(told);
            row.loses |= loses;
        } else if let Some(user) = reader.user(id).await? {
            rows.push(PersonRow {
                id,
                name: user.name,
                display_name: user.display_name,
                loses,
                results: vec![told],
                scores: Vec::new(),
                certificates: Vec::new(),
            });
        }
    }
    rows.sort_by_cached_key(|row| (!row.loses, row.name.clone()));
    Ok(rows)
}

#[derive(Deserialize)]
pub(in crate::http::web::training) struct ApplyForm {
    #[serde(default)]
    lowering: String,
    #[serde(default)]
    reason: String,
}

/// Applies it. The page says how it stands then, whoever brought that about.
pub(in crate::http::web::training) async fn apply(
    State(state): State<AppState>,
    TrainerPage { frame, user }: TrainerPage,
    InPath(id): InPath<RegradeId>,
    Form(form): Form<ApplyForm>,
) -> Result<Response, ApiError> {
    let lowering = lowering(&form.lowering);
    let applied = state
        .app
        .apply_regrade(id, lowering, &form.reason, &user.name)
        .await;
    match applied {
        Ok(_) => Ok(Redirect::to(&address(id)).into_response()),
        Err(SettleRegradeError::Reason) => {
            let regrade = find(&state, id).await?;
            write(&state, &frame, &regrade, lowering, Some("reason")).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(in crate::http::web::training) async fn discard(
    State(state): State<AppState>,
    TrainerPage { user, .. }: TrainerPage,
    InPath(id): InPath<RegradeId>,
) -> Result<Redirect, ApiError> {
    state.app.discard_regrade(id, &user.name).await?;
    Ok(Redirect::to(&address(id)))
}
