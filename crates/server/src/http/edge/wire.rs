//! Values as every answer writes them, whichever address it comes from.

use axum::http::header;
use axum::response::IntoResponse;
use spyrales_core::grading::Points;
use spyrales_core::store::{StatusChange, StatusEvent, StoredCredential};

use crate::http::edge::state::AppState;

/// Points as a number: thousandths are exact in a double far beyond any exercise.
pub(crate) fn points(points: Points) -> f64 {
    points.as_thousandths() as f64 / 1000.0
}

/// A certificate's status, as its last event leaves it.
pub(crate) fn status_word(last: Option<&StatusEvent>) -> &'static str {
    match last.map(|event| event.change) {
        Some(StatusChange::Revoked) => "revoked",
        Some(StatusChange::Suspended) => "suspended",
        Some(StatusChange::Reinstated) | None => "active",
    }
}

/// A certificate's file.
pub(crate) fn document(state: &AppState, credential: StoredCredential) -> impl IntoResponse + use<> {
    let headers = [
        (header::CONTENT_TYPE, "application/vc".to_owned()),
        (
            header::CONTENT_LOCATION,
            state.certificates.issuing.address(credential.id),
        ),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"spyrales-{}.json\"", credential.id),
        ),
    ];
    (headers, credential.document)
}
