//! `/admin/certificates`: looked up by their id or their holder's account, and revoked, suspended or reinstated.

use askama::Template;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use spyrales_core::id::CredentialId;
use spyrales_core::store::{StatusChange, StatusEvent, StoredCredential, User};

use crate::http::edge::error::ApiError;
use crate::http::edge::extract::{InPath, InQuery};
use crate::http::edge::state::AppState;
use crate::http::edge::uri;
use crate::http::edge::wire::status_word;
use crate::http::web::frame::{AdministratorPage, Frame, private};

#[derive(Deserialize)]
pub(super) struct Search {
    #[serde(default)]
    q: String,
}

/// A certificate on the page.
pub(super) struct Found {
    certificate: StoredCredential,
    segment: String,
    holder: Option<User>,
    status: &'static str,
    events: Vec<StatusEvent>,
}

impl Found {
    /// What may be done to it, as the ends of keys.
    fn changes(&self) -> &'static [&'static str] {
        match self.status {
            "active" => &["suspended", "revoked"],
            "suspended" => &["reinstated", "revoked"],
            _ => &[],
        }
    }
}

#[derive(Template)]
#[template(path = "admin/certificates.html")]
struct CertificatesPage<'a> {
    f: &'a Frame,
    q: &'a str,
    found: Vec<Found>,
    longest: usize,
}

pub(super) async fn find(
    State(state): State<AppState>,
    AdministratorPage { frame, .. }: AdministratorPage,
    InQuery(search): InQuery<Search>,
) -> Result<Response, ApiError> {
    let q = search.q.trim();
    let mut certificates = Vec::new();
    let mut reader = state.app.store.reader().await?;
    // An address is as good as the id at its end.
    let last = q.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    if let Ok(id) = last.parse::<CredentialId>() {
        certificates.extend(reader.credential(id).await?);
    } else {
        let holder = reader.user_named(&q.to_lowercase()).await?;
        if let Some(holder) = holder {
            certificates = reader.credentials(holder.id).await?;
        }
    }
    drop(reader);
    let page = CertificatesPage {
        f: &frame,
        q,
        found: describe(&state, &frame, certificates).await?,
        longest: StatusEvent::LONGEST_REASON,
    };
    private(StatusCode::OK, &page)
}

async fn describe(
    state: &AppState,
    f: &Frame,
    certificates: Vec<StoredCredential>,
) -> Result<Vec<Found>, ApiError> {
    let mut found = Vec::new();
    let mut reader = state.app.store.reader().await?;
    for certificate in certificates {
        let events = reader.status_events(certificate.id).await?;
        let holder = reader.user(certificate.user).await?;
        let segment = state.app.framework.segment(&certificate.segment);
        found.push(Found {
            segment: segment.map_or_else(
                || certificate.segment.clone(),
                |segment| segment.name.get(f.lang).to_owned(),
            ),
            holder,
            status: status_word(events.last()),
            events,
            certificate,
        });
    }
    Ok(found)
}

#[derive(Deserialize)]
pub(super) struct ChangeForm {
    change: String,
    reason: String,
}

pub(super) async fn change(
    State(state): State<AppState>,
    AdministratorPage { user, .. }: AdministratorPage,
    InPath(id): InPath<CredentialId>,
    Form(form): Form<ChangeForm>,
) -> Result<Response, ApiError> {
    let change = StatusChange::named(&form.change).ok_or(ApiError::UnknownAddress)?;
    state
        .app
        .change_status(id, change, &form.reason, &user.name)
        .await?;
    let query = uri::query(&[("q", &id.to_string())]);
    Ok(Redirect::to(&format!("/admin/certificates?{query}")).into_response())
}
