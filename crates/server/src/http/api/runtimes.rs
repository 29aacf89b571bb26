//! `/api/v1/runtimes`: the languages of this installation, and their libraries.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use spyrales_core::grading::RuntimeLibraries;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::edge::state::AppState;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_runtimes))
}

/// A language that exercises are solved in.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuntimeView {
    /// Its name.
    #[schema(example = "python")]
    name: String,
    /// Its version.
    #[schema(example = "3.15.0")]
    version: String,
    /// What a program can load, by name.
    libraries: Vec<LibraryView>,
}

/// A library, or a package of R's.
#[derive(Debug, Serialize, ToSchema)]
pub struct LibraryView {
    /// What it is called where it is published.
    #[schema(example = "pandas")]
    name: String,
    /// Its version.
    #[schema(example = "3.0.6")]
    version: String,
}

impl From<&RuntimeLibraries> for RuntimeView {
    fn from(runtime: &RuntimeLibraries) -> Self {
        let libraries = runtime.libraries.iter();
        Self {
            name: runtime.name.clone(),
            version: runtime.version.clone(),
            libraries: libraries
                .map(|library| LibraryView {
                    name: library.name.clone(),
                    version: library.version.clone(),
                })
                .collect(),
        }
    }
}

/// List the languages and their libraries
///
/// What code may load, with the versions that are here. Nothing else can be installed.
#[utoipa::path(
    get, path = "/api/v1/runtimes", tag = "framework",
    responses((status = OK, description = "The languages.", body = Vec<RuntimeView>)),
)]
async fn list_runtimes(State(state): State<AppState>) -> Json<Vec<RuntimeView>> {
    Json(state.runtimes.iter().map(RuntimeView::from).collect())
}
