//! Style sheets, scripts and pictures: all of them in the binary, none from elsewhere.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use spyrales_core::digest::Digest;

use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::state::AppState;

/// A file that pages refer to.
struct Asset {
    kind: &'static str,
    content: &'static [u8],
}

const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Ours over Pico's, in this order.
const STYLE: &str = concat!(
    include_str!("../../../assets/style/theme.css"),
    include_str!("../../../assets/style/page.css"),
    include_str!("../../../assets/style/text.css"),
    include_str!("../../../assets/style/forms.css"),
    include_str!("../../../assets/style/lists.css"),
    include_str!("../../../assets/style/workshop.css"),
    include_str!("../../../assets/style/tables.css"),
    include_str!("../../../assets/style/progress.css"),
);

/// All of them, by name.
const ASSETS: [(&str, Asset); 5] = [
    (
        "pico.css",
        Asset {
            kind: CSS,
            content: include_bytes!("../../../assets/vendor/pico-2.1.1.min.css"),
        },
    ),
    (
        "style.css",
        Asset {
            kind: CSS,
            content: STYLE.as_bytes(),
        },
    ),
    (
        "exercise.js",
        Asset {
            kind: SCRIPT,
            content: include_bytes!("../../../assets/exercise.js"),
        },
    ),
    (
        "editor.js",
        Asset {
            kind: SCRIPT,
            content: include_bytes!("../../../assets/vendor/editor.js"),
        },
    ),
    (
        "spiral.svg",
        Asset {
            kind: "image/svg+xml",
            content: include_bytes!("../../../assets/spiral.svg"),
        },
    ),
];

/// The start of each file's digest: a page names the very file that it was written for.
static VERSIONS: LazyLock<HashMap<&'static str, String>> = LazyLock::new(|| {
    ASSETS
        .iter()
        .map(|(name, asset)| (*name, Digest::of(asset.content).to_string()[7..19].to_owned()))
        .collect()
});

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/assets/{version}/{name}", get(read))
}

/// Where an asset is.
pub(super) fn address(name: &str) -> String {
    let version = VERSIONS.get(name).map_or("none", String::as_str);
    format!("/assets/{version}/{name}")
}

/// The version is for browsers' caches: whatever it says, the file of now comes.
async fn read(InPath((_, name)): InPath<(String, String)>) -> Result<impl IntoResponse, ApiError> {
    let found = ASSETS.iter().find(|(known, _)| *known == name);
    let (_, asset) = found.ok_or(ApiError::UnknownAddress)?;
    let headers = [
        (header::CONTENT_TYPE, asset.kind),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, asset.content))
}
