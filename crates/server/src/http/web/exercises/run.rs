//! `POST /exercises/{pack}/{exercise}/run`: running code without having it graded.

use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use spyrales_core::grading::{Drawn, GradingLimits, Picture, Run, Variable};

use super::super::frame::{Frame, page};
use super::posted::PostedCode;
use super::read::{Shown, Text, show};
use crate::http::edge::error::ApiError;
use crate::http::edge::limits::Key;
use crate::http::edge::state::AppState;

/// A run, for a page.
pub(super) struct RunView {
    pub(super) explanation: Option<String>,
    pub(super) notes: Vec<String>,
    pub(super) line: Option<(usize, String)>,
    pub(super) stdout: String,
    pub(super) stderr: String,
    pub(super) dropped: bool,
    pub(super) variables: Vec<Variable>,
    pub(super) figures: Vec<FigureView>,
}

/// A figure, for a page.
pub(super) struct FigureView {
    /// What it shows, in words.
    pub(super) about: String,
    /// It as a `data:` address, since it is kept nowhere; nothing where it wasn't drawn. Nothing but an `img` may show
    /// it: whatever an image file holds, it runs nothing and loads nothing there.
    pub(super) source: Option<String>,
}

impl FigureView {
    fn of(figure: &Drawn, f: &Frame) -> Self {
        let source = figure.picture.as_ref().map(|picture| {
            let (kind, bytes) = match picture {
                Picture::Png(bytes) => ("png", bytes.as_slice()),
                Picture::Svg(text) => ("svg+xml", text.as_bytes()),
            };
            format!("data:image/{kind};base64,{}", STANDARD.encode(bytes))
        });
        Self {
            about: figure.about.get(f.lang).to_owned(),
            source,
        }
    }
}

impl RunView {
    fn of(run: Run, limits: &GradingLimits, f: &Frame) -> Self {
        let line = run
            .verdict
            .line()
            .map(|(line, text)| (line as usize, text.to_owned()));
        let figures = run.figures.iter();
        Self {
            explanation: run
                .verdict
                .explanation(limits)
                .map(|text| text.get(f.lang).to_owned()),
            notes: run.notes.iter().map(|note| note.get(f.lang).to_owned()).collect(),
            line,
            stdout: run.output.stdout,
            stderr: run.output.stderr,
            dropped: run.output.stdout_dropped + run.output.stderr_dropped > 0,
            figures: figures.map(|figure| FigureView::of(figure, f)).collect(),
            variables: run.variables,
        }
    }

    pub(super) fn went_well(&self) -> bool {
        self.explanation.is_none()
    }

    pub(super) fn is_silent(&self) -> bool {
        self.stdout.is_empty() && self.stderr.is_empty() && self.figures.is_empty()
    }
}

#[derive(Template)]
#[template(path = "run.html")]
struct RunPart<'a> {
    f: &'a Frame,
    r: &'a RunView,
}

/// The code becomes the draft: nothing that was written is lost. It costs no attempt.
pub(super) async fn run(State(state): State<AppState>, posted: PostedCode) -> Result<Response, ApiError> {
    let PostedCode {
        frame: f,
        user,
        exercise,
        name,
        source,
        ..
    } = posted;
    state.app.keep_draft(user.id, &exercise, &source).await?;
    let counted = state.limits.runs.count(Key::of(&[user.id.uuid().as_bytes()]));
    counted.map_err(ApiError::TooManyRuns)?;
    let run = state
        .app
        .run(user.id, &exercise, source.clone().into_bytes())
        .await?;
    let view = RunView::of(run, &exercise.limits, &f);
    if posted.by_script {
        let part = page(&RunPart { f: &f, r: &view })?;
        return Ok(([(header::CACHE_CONTROL, "no-store")], part).into_response());
    }
    let draft = state.app.store.reader().await?.draft(user.id, &name).await?;
    let text = Text {
        source,
        revision: draft.as_ref().map_or(0, |draft| draft.revision),
        saved: draft.map(|draft| draft.saved),
    };
    let shown = Shown {
        run: Some(view),
        ..Shown::default()
    };
    show(&state, &f, &exercise, text, shown).await
}
