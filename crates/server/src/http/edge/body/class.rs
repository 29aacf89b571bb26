//! What bodies are for, and how large they may be.

use std::sync::Arc;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use spyrales_core::submission::MAX_SOURCE_BYTES;
use spyrales_credential::MAX_BUNDLE;

use super::held::Watch;

/// Forms, questions in JSON and code that are in memory at a time beyond 64 KiB each.
pub(super) const FORMS: usize = 64;
/// Files to verify that are, while they come; those that have come wait in the pool for verifying.
pub(super) const FILES: usize = 8;
/// Packs of trainers that are, likewise.
pub(super) const PACKS: usize = 4;

/// What a body is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Class {
    /// A form, or JSON: an address that says nothing else takes no more than this.
    #[default]
    Form,
    /// Code, as it is, in a form or in JSON, where a character may take several bytes.
    Code,
    /// A certificate in a JSON question.
    Question,
    /// A file to verify.
    File,
    /// A pack.
    Pack,
}

impl Class {
    /// The most bytes that its sender is told of: code is counted as it is, whatever it is sent in.
    pub(super) const fn told(self) -> usize {
        match self {
            Self::Code => MAX_SOURCE_BYTES,
            _ => self.limit(),
        }
    }

    /// Its most bytes.
    pub(crate) const fn limit(self) -> usize {
        match self {
            Self::Form => 256 << 10,
            Self::Code => 4 * MAX_SOURCE_BYTES,
            Self::Question => MAX_BUNDLE + (16 << 10),
            Self::File | Self::Pack => 8 << 20,
        }
    }
}

/// A layer for addresses that take code.
pub(crate) async fn code(request: Request, next: Next) -> Response {
    taken_for(Class::Code, request, next).await
}

/// A layer for addresses that take a certificate in a JSON question.
pub(crate) async fn question(request: Request, next: Next) -> Response {
    taken_for(Class::Question, request, next).await
}

/// A layer for addresses that take files to verify.
pub(crate) async fn file(request: Request, next: Next) -> Response {
    taken_for(Class::File, request, next).await
}

/// A layer for addresses that take packs.
pub(crate) async fn pack(request: Request, next: Next) -> Response {
    taken_for(Class::Pack, request, next).await
}

async fn taken_for(class: Class, request: Request, next: Next) -> Response {
    if let Some(watch) = request.extensions().get::<Arc<Watch>>() {
        watch.take_for(class);
    }
    next.run(request).await
}
