//! Problem details (RFC 9457): what went wrong, in the reader's language, and what to do next.

mod explain;
mod kind;

use axum::http::header::{self, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value};
use spyrales_core::text::{Bilingual, Lang};
use utoipa::ToSchema;

pub use explain::Explain;
pub use kind::ProblemKind;

/// What went wrong, before it is written in a language.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What kind of problem.
    pub kind: ProblemKind,
    /// What happened this time.
    pub detail: Bilingual,
    /// What to do about it.
    pub hint: Option<Bilingual>,
    /// Members of this kind of problem, for programs.
    pub members: Map<String, Value>,
    /// After how many seconds the same request may do.
    pub retry_after: Option<u64>,
}

/// A problem as it is sent, `application/problem+json` (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemDetails {
    /// Names the kind of problem; never changes its meaning.
    #[schema(example = "/problems/unknown-exercise")]
    r#type: String,
    /// The kind of problem, in words.
    pub(crate) title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What happened this time.
    pub(crate) detail: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hint: Option<String>,
    /// Members that some kinds of problem add.
    #[serde(flatten)]
    #[schema(ignore)]
    members: Map<String, Value>,
}

impl Problem {
    /// A problem without a hint.
    pub fn new(kind: ProblemKind, fr: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            kind,
            detail: Bilingual::new(fr, en),
            hint: None,
            members: Map::new(),
            retry_after: None,
        }
    }

    /// Says what to do about it.
    #[must_use]
    pub fn hint(mut self, fr: impl Into<String>, en: impl Into<String>) -> Self {
        self.hint = Some(Bilingual::new(fr, en));
        self
    }

    /// Adds a member for programs.
    #[must_use]
    pub fn member(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.members.insert(name.to_owned(), value.into());
        self
    }

    /// Says after how many seconds the same request may do (`Retry-After`).
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Writes it in a language.
    #[must_use]
    pub fn details(&self, lang: Lang) -> ProblemDetails {
        ProblemDetails {
            r#type: self.kind.path(),
            title: self.kind.title().get(lang).to_owned(),
            status: self.kind.status().as_u16(),
            detail: self.detail.get(lang).to_owned(),
            hint: self.hint.as_ref().map(|hint| hint.get(lang).to_owned()),
            members: self.members.clone(),
        }
    }
}

/// The status and the headers alone: `localise` writes the body, for a response doesn't know its request.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.kind.status().into_response();
        if let Some(seconds) = self.retry_after {
            let headers = response.headers_mut();
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_reads_well_in_both_languages() {
        let problem = Problem::new(
            ProblemKind::QueueFull,
            "3 de vos soumissions attendent.",
            "3 of your submissions wait.",
        )
        .hint("Patientez.", "Wait.")
        .member("waiting", 3);
        insta::assert_json_snapshot!([problem.details(Lang::Fr), problem.details(Lang::En)]);
    }
}
