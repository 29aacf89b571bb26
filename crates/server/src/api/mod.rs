//! `/api/v1`: one file per group of addresses, named as they are.

pub mod certificates;
pub mod me;
pub mod packs;
pub mod segments;
pub mod submissions;
pub mod verify;

use spyrales_core::grading::Points;
use utoipa_axum::router::OpenApiRouter;

use crate::state::AppState;

pub(crate) use certificates::status_word;

/// All of them.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(packs::routes())
        .merge(segments::routes())
        .merge(submissions::routes())
        .merge(me::routes())
        .merge(certificates::routes())
        .merge(verify::routes())
}

/// Points as a number: thousandths are exact in a double far beyond any exercise.
pub(crate) fn points(points: Points) -> f64 {
    points.as_thousandths() as f64 / 1000.0
}
