//! `/training/packs/{pack}/{exercise}`: what submissions say of an exercise.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::SignedDuration;
use serde::Deserialize;
use spyrales_app::results::ExerciseStatistics;
use spyrales_core::grading::ExerciseRef;
use spyrales_core::statistics::{FEWEST_PEOPLE, ItemStatistics};

use crate::http::edge::error::ApiError;
use crate::http::edge::extract::{InPath, InQuery};
use crate::http::edge::state::AppState;
use crate::http::web::describe;
use crate::http::web::frame::{Frame, TrainerPage, private};
use crate::http::web::submissions::{Line, lines};

/// Height of the chart's tallest bar.
const TALLEST: usize = 100;

#[derive(Deserialize)]
pub(super) struct StatisticsQuery {
    /// Of one version; empty: of all.
    #[serde(default)]
    version: String,
}

/// A class of the distribution.
struct Bar {
    /// Its shares, as they are read.
    label: String,
    people: usize,
    /// In the chart.
    x: usize,
    y: usize,
    height: usize,
}

#[derive(Template)]
#[template(path = "training/statistics.html")]
struct StatisticsPage<'a> {
    f: &'a Frame,
    pack: &'a str,
    exercise: &'a str,
    title: String,
    version: String,
    versions: Vec<String>,
    found: ItemStatistics,
    /// What was said first in each group of wrong outcomes.
    said: Vec<Vec<Line>>,
    bars: Vec<Bar>,
    fewest: usize,
}

impl StatisticsPage<'_> {
    /// A share in percent.
    fn percent(&self, share: &f64) -> String {
        let number = describe::decimal(&format!("{:.0}", share * 100.0), self.f.lang);
        self.f.a("percent", "number", number)
    }

    /// One count as a share of another, in percent.
    fn part(&self, part: &usize, whole: &usize) -> String {
        // Counts are far from where a double loses ones.
        self.percent(&(*part as f64 / (*whole).max(1) as f64))
    }

    fn correlation(&self, r: &f64) -> String {
        describe::decimal(&format!("{r:.2}"), self.f.lang)
    }

    /// The end of the key that says what a discrimination means. The bounds are Ebel's (1972).
    fn meaning(&self, r: &f64) -> &'static str {
        match r {
            r if *r < 0.0 => "against",
            r if *r < 0.2 => "poor",
            r if *r < 0.4 => "fair",
            _ => "good",
        }
    }

    fn duration(&self, time: &SignedDuration) -> String {
        let minutes = time.as_mins();
        match minutes {
            0 => self.f.t("duration-short"),
            1..120 => self.f.a("duration-minutes", "n", minutes),
            120..2880 => self.f.a("duration-hours", "n", minutes / 60),
            _ => self.f.a("duration-days", "n", minutes / 1440),
        }
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    TrainerPage { frame, .. }: TrainerPage,
    InPath((pack, exercise)): InPath<(String, String)>,
    InQuery(query): InQuery<StatisticsQuery>,
) -> Result<Response, ApiError> {
    let name = ExerciseRef { pack, exercise };
    let ExerciseStatistics {
        title,
        versions,
        found,
    } = state.app.exercise_statistics(&name, &query.version).await?;
    let page = StatisticsPage {
        f: &frame,
        pack: &name.pack,
        exercise: &name.exercise,
        title: title.get(frame.lang).to_owned(),
        version: query.version,
        versions,
        bars: bars(&found.distribution, &frame),
        said: found
            .outcomes
            .iter()
            .map(|outcome| lines(outcome.message.get(frame.lang)))
            .collect(),
        found,
        fewest: FEWEST_PEOPLE,
    };
    private(StatusCode::OK, &page)
}

fn bars(distribution: &[usize; 11], f: &Frame) -> Vec<Bar> {
    let most = distribution.iter().copied().max().unwrap_or(0).max(1);
    distribution
        .iter()
        .enumerate()
        .map(|(at, people)| {
            let height = people * TALLEST / most;
            Bar {
                label: match at {
                    10 => f.a("percent", "number", 100),
                    _ => f.two("percent-range", "from", at * 10, "to", at * 10 + 10),
                },
                people: *people,
                x: at * 29 + 2,
                y: TALLEST - height + 15,
                height,
            }
        })
        .collect()
}
