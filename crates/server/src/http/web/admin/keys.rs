//! `/admin/keys`: the issuer's keys and how each stands. They are changed with `spyrales issuer` on the machine.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::http::edge::error::ApiError;
use crate::http::edge::state::AppState;
use crate::http::web::frame::{AdministratorPage, Frame, private};

/// A key on the page.
struct KeyRow {
    key: String,
    since: Option<String>,
    retired: Option<String>,
    compromised: Option<String>,
}

impl KeyRow {
    /// The end of the key that names how it stands, and a class.
    fn standing(&self) -> &'static str {
        match (&self.compromised, &self.retired) {
            (Some(_), _) => "compromised",
            (None, Some(_)) => "retired",
            (None, None) => "in-use",
        }
    }
}

#[derive(Template)]
#[template(path = "admin/keys.html")]
struct KeysPage<'a> {
    f: &'a Frame,
    issuer: String,
    did: String,
    keys: Vec<KeyRow>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    AdministratorPage { frame, .. }: AdministratorPage,
) -> Result<Response, ApiError> {
    let keys = state.certificates.issuing.keys();
    let text = |date: Option<spyrales_credential::DateTime>| date.map(|date| date.to_string());
    let rows = keys.keys().iter().map(|key| KeyRow {
        key: key.key.to_string(),
        since: text(key.since),
        retired: text(key.retired),
        compromised: text(key.compromised.map(|compromise| compromise.at)),
    });
    let page = KeysPage {
        f: &frame,
        issuer: state.certificates.issuing.name().as_str().to_owned(),
        did: keys.did().to_string(),
        keys: rows.collect(),
    };
    private(StatusCode::OK, &page)
}
