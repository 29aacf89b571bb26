//! Problems as they are sent: in the reader's language, as JSON or as a page.

use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::failure;
use crate::http::edge::language::Locale;
use crate::http::edge::problem::Problem;
use crate::http::edge::state::AppState;

/// Writes every problem in the language of its request, as a page where one was asked for, and says that answers depend
/// on the language.
pub(crate) async fn localise(
    State(state): State<AppState>,
    Locale(lang): Locale,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let asked = parts.clone();
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        if failure::is_for_a_page(&asked) {
            failure::write(&problem, asked, &state, &mut response).await;
        } else {
            let body = Json(problem.details(lang)).into_response().into_body();
            write(&mut response, body);
        }
    }
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("accept-language, cookie"));
    if !headers.contains_key(header::CONTENT_LANGUAGE) {
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.code()));
    }
    response
}

fn write(response: &mut Response, body: Body) {
    *response.body_mut() = body;
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
}
