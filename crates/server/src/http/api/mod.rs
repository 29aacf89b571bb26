//! `/api/v1`: one file per group of addresses, named as they are.

pub mod certificates;
pub mod me;
pub mod packs;
pub mod runtimes;
mod segments;
pub mod submissions;
pub(crate) mod vc_api;
pub mod verify;

use utoipa_axum::router::OpenApiRouter;

use crate::http::edge::state::AppState;

/// All of them.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(packs::routes())
        .merge(runtimes::routes())
        .merge(segments::routes())
        .merge(submissions::routes())
        .merge(me::routes())
        .merge(certificates::routes())
        .merge(verify::routes())
}
