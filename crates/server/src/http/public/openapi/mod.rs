//! The API's own description: OpenAPI 3.1, and a page to browse it.

mod page;

use std::sync::Arc;

use axum::routing::get;
use axum::{Json, Router};
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;

use crate::http::edge::state::AppState;
use crate::http::web::Viewer;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Spyrales",
        description = "Exercises of data science, graded at once, and certificates that anybody can verify. Answers are French unless `Accept-Language` or `?lang=en` says otherwise. Errors are `application/problem+json` (RFC 9457).",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2"),
    ),
    tags(
        (name = "packs", description = "Exercises: what can be done."),
        (name = "submissions", description = "Handing code in, and following its grading."),
        (name = "me", description = "One's own account and scores."),
        (name = "certificates", description = "Asking for certificates, and verifying them."),
        (name = "administration", description = "Revoking and suspending, for administrators."),
        (name = "framework", description = "Segments and levels."),
    ),
)]
struct Description;

/// Completes a described router: its plain form, and the document.
pub(crate) fn describe(api: OpenApiRouter<AppState>) -> (Router<AppState>, utoipa::openapi::OpenApi) {
    let (router, mut document) = OpenApiRouter::with_openapi(Description::openapi())
        .merge(api)
        .split_for_parts();
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("A token of `spyrales user add`: `spy_…`."))
        .build();
    document
        .components
        .get_or_insert_default()
        .add_security_scheme("token", SecurityScheme::Http(bearer));
    (router, document)
}

/// The document and its page.
pub(crate) fn routes(document: utoipa::openapi::OpenApi) -> Router<AppState> {
    let document = Arc::new(document);
    let read = Arc::clone(&document);
    Router::new()
        .route("/api/v1/openapi.json", get(async move || Json((*read).clone())))
        .route(
            "/api/v1/docs",
            get(async move |Viewer(f): Viewer| page::render(&document, &f)),
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::web::Frame;

    #[test]
    fn every_address_is_described() {
        let (_, document) = describe(crate::http::api::routes());
        let mut operations: Vec<String> = Vec::new();
        for (path, item) in &document.paths.paths {
            for (method, operation) in [
                ("get", &item.get),
                ("post", &item.post),
                ("put", &item.put),
                ("delete", &item.delete),
            ] {
                if let Some(operation) = operation {
                    assert!(operation.summary.is_some(), "{method} {path} says what it does");
                    operations.push(format!("{method} {path}"));
                }
            }
        }
        insta::assert_snapshot!(operations.join("\n"));
    }

    #[test]
    fn the_document_is_openapi_3_1_and_its_page_names_every_address() {
        let (_, document) = describe(crate::http::api::routes());
        let json = serde_json::to_value(&document).unwrap();
        assert!(json["openapi"].as_str().unwrap().starts_with("3.1"));
        for lang in [spyrales_core::text::Lang::Fr, spyrales_core::text::Lang::En] {
            let page = page::render(&document, &Frame::anonymous(lang)).unwrap().0;
            for path in document.paths.paths.keys() {
                assert!(
                    page.contains(&path.replace('/', "&#x2f;")) || page.contains(path.as_str()),
                    "{path}"
                );
            }
            assert!(!page.contains("<script"), "the page needs no script");
        }
    }
}
