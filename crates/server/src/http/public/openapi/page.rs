//! The browsable form of the document: one page, no script, nothing from elsewhere.

use askama::Template;
use axum::response::Html;

use crate::http::edge::error::ApiError;
use crate::http::web::{self, Frame};

/// An operation as the page shows it.
struct Operation {
    method: &'static str,
    path: String,
    anchor: String,
    summary: String,
    description: String,
    needs_token: bool,
    parameters: Vec<Parameter>,
    body: Vec<String>,
    responses: Vec<Response>,
}

struct Parameter {
    name: String,
    place: String,
    required: bool,
    description: String,
}

struct Response {
    status: String,
    description: String,
}

#[derive(Template)]
#[template(path = "api.html")]
struct ApiPage<'a> {
    f: &'a Frame,
    operations: Vec<Operation>,
}

/// Writes the page.
pub(super) fn render(document: &utoipa::openapi::OpenApi, f: &Frame) -> Result<Html<String>, ApiError> {
    let json = serde_json::to_value(document).unwrap_or_default();
    let mut operations = Vec::new();
    for (path, item) in json["paths"].as_object().into_iter().flatten() {
        for method in ["get", "post", "put", "delete"] {
            if let Some(operation) = item.get(method) {
                operations.push(Operation::of(method, path, operation));
            }
        }
    }
    web::page(&ApiPage { f, operations })
}

impl Operation {
    fn of(method: &'static str, path: &str, operation: &serde_json::Value) -> Self {
        let text =
            |value: &serde_json::Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
        let list = |name: &str| operation[name].as_array().cloned().unwrap_or_default();
        let keys = |value: &serde_json::Value| -> Vec<String> {
            value
                .as_object()
                .map(|object| object.keys().cloned().collect())
                .unwrap_or_default()
        };
        Self {
            method,
            path: path.to_owned(),
            anchor: text(operation, "operationId"),
            summary: text(operation, "summary"),
            description: text(operation, "description"),
            needs_token: list("security").iter().all(|way| way.get("token").is_some())
                && !list("security").is_empty(),
            parameters: list("parameters")
                .iter()
                .map(|parameter| Parameter {
                    name: text(parameter, "name"),
                    place: text(parameter, "in"),
                    required: parameter["required"].as_bool().unwrap_or_default(),
                    description: text(parameter, "description"),
                })
                .collect(),
            body: keys(&operation["requestBody"]["content"]),
            responses: keys(&operation["responses"])
                .into_iter()
                .map(|status| Response {
                    description: text(&operation["responses"][&status], "description"),
                    status,
                })
                .collect(),
        }
    }
}
