//! `/api/v1/packs/{pack}/exercises/{exercise}/files/{name}`: data to work on.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use spyrales_core::digest::Digest;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::problem::ProblemDetails;
use crate::http::edge::state::AppState;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read_file))
}

/// What browsers are told a file is. Other types are downloaded as bytes, and `nosniff` keeps it so.
fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("csv") => "text/csv; charset=utf-8",
        Some("tsv") => "text/tab-separated-values; charset=utf-8",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        Some("json" | "geojson") => "application/json",
        _ => "application/octet-stream",
    }
}

/// Download a file of an exercise
///
/// The same bytes that the code finds in its working directory. Needs no token.
#[utoipa::path(
    get, path = "/api/v1/packs/{pack}/exercises/{exercise}/files/{name}", tag = "packs", security(()),
    params(
        ("pack" = String, Path, description = "The pack's id.", example = "python-preparer-donnees"),
        ("exercise" = String, Path, description = "The exercise's id.", example = "depenses-epci"),
        ("name" = String, Path, description = "The file's name.", example = "budget.csv"),
    ),
    responses(
        (status = OK, description = "The file.", body = Vec<u8>, content_type = "application/octet-stream",
            headers(("ETag" = String, description = "The SHA-256 of the content."))),
        (status = NOT_FOUND, description = "No such file.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn read_file(
    State(state): State<AppState>,
    InPath((pack, exercise, name)): InPath<(String, String, String)>,
) -> Result<impl IntoResponse, ApiError> {
    let exercise = state.exercise(pack, exercise).await?;
    let Some((_, content)) = exercise.data.iter().find(|(other, _)| *other == name) else {
        return Err(ApiError::UnknownFile(name));
    };
    let headers = [
        (header::CONTENT_TYPE, media_type(&name).to_owned()),
        (header::CONTENT_DISPOSITION, "attachment".to_owned()),
        (header::ETAG, format!("\"{}\"", Digest::of(content))),
    ];
    Ok((headers, content.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_is_ever_a_page_or_a_script() {
        for name in ["x.html", "x.svg", "x.js", "x", "x.xhtml", "html"] {
            assert_eq!(media_type(name), "application/octet-stream");
        }
        assert_eq!(media_type("budget.csv"), "text/csv; charset=utf-8");
    }
}
