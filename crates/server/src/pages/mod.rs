//! The few pages there are: what this is, how it is doing, and their style sheet.

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use minijinja::{Environment, context};
use spyrales_core::text::Lang;

use crate::error::ApiError;
use crate::language::Locale;
use crate::problem::ProblemKind;
use crate::state::AppState;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(home))
        .route("/style.css", get(style))
        .route("/healthz", get(health))
        .route("/problems/{kind}", get(problem))
}

/// Loads what all pages share. Templates named `.html` are escaped.
pub(crate) fn prepare(environment: &mut Environment<'_>) -> Result<(), minijinja::Error> {
    environment.add_template("layout.html", include_str!("layout.html"))
}

pub(crate) fn render(
    name: &'static str,
    source: &'static str,
    lang: Lang,
    values: minijinja::Value,
) -> Result<Html<String>, ApiError> {
    let written = || {
        let mut environment = Environment::new();
        prepare(&mut environment)?;
        environment.add_template(name, source)?;
        let base = context! { lang => lang.code(), french => lang == Lang::Fr };
        environment
            .get_template(name)?
            .render(context! { ..base, ..values })
    };
    written()
        .map(Html)
        .map_err(|error: minijinja::Error| ApiError::Internal(error.to_string()))
}

async fn home(State(state): State<AppState>, Locale(lang): Locale) -> Result<Html<String>, ApiError> {
    let packs: Vec<_> = state
        .catalog
        .current()
        .await?
        .iter()
        .map(|entry| context! { id => entry.pack.id.clone(), title => entry.pack.title.get(lang), count => entry.pack.exercises.len() })
        .collect();
    render("home.html", include_str!("home.html"), lang, context! { packs })
}

/// What a kind of problem means: the page that a problem's `type` leads to.
async fn problem(
    Locale(lang): Locale,
    axum::extract::Path(slug): axum::extract::Path<String>,
) -> Result<Html<String>, ApiError> {
    let kind = ProblemKind::ALL
        .iter()
        .find(|kind| kind.slug() == slug)
        .ok_or(ApiError::UnknownAddress)?;
    let (title, status) = (kind.title().get(lang).to_owned(), kind.status().as_u16());
    render(
        "problem.html",
        include_str!("problem.html"),
        lang,
        context! { title, status, slug },
    )
}

async fn style() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "max-age=3600"),
    ];
    (headers, include_str!("style.css"))
}

/// Answers when the store does.
async fn health(State(state): State<AppState>) -> Result<axum::Json<serde_json::Value>, ApiError> {
    let depth = state.store.depth().await?;
    Ok(axum::Json(
        serde_json::json!({ "status": "ok", "queued": depth.queued, "grading": depth.leased }),
    ))
}
