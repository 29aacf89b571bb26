//! `/admin/acts`: the audit log.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use spyrales_core::store::{AuditAction, AuditEvent, Reader};
use uuid::Uuid;

use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InQuery;
use crate::http::edge::state::AppState;
use crate::http::web::frame::{AdministratorPage, Frame, private};

/// Events on a page.
const LISTED: u32 = 100;

#[derive(Deserialize)]
pub(super) struct AuditQuery {
    before: Option<u64>,
}

#[derive(Template)]
#[template(path = "admin/audit.html")]
struct AuditPage<'a> {
    f: &'a Frame,
    /// Each with its subject in words.
    events: Vec<(AuditEvent, Subject)>,
    /// Where the older ones begin, if there may be some.
    older: Option<u64>,
}

/// What an action was done to.
#[derive(Clone)]
struct Subject {
    /// As it is read.
    name: String,
    /// Where more of it is.
    address: Option<String>,
}

pub(super) async fn list(
    State(state): State<AppState>,
    AdministratorPage { frame, .. }: AdministratorPage,
    InQuery(query): InQuery<AuditQuery>,
) -> Result<Response, ApiError> {
    let mut reader = state.app.store.reader().await?;
    let found = reader.audit_events(query.before, LISTED).await?;
    let older = match found.last() {
        Some(last) if found.len() == LISTED as usize => Some(last.id),
        _ => None,
    };
    let mut known: HashMap<String, Subject> = HashMap::new();
    let mut events = Vec::new();
    for event in found {
        let subject = match known.get(&event.subject) {
            Some(subject) => subject.clone(),
            None => {
                let subject = subject(&mut *reader, &event).await?;
                known.insert(event.subject.clone(), subject.clone());
                subject
            }
        };
        events.push((event, subject));
    }
    drop(reader);
    let page = AuditPage {
        f: &frame,
        events,
        older,
    };
    private(StatusCode::OK, &page)
}

/// Ids are of people, of organisations or of certificates. People have a name, unless their account was erased;
/// organisations, unless they were removed.
async fn subject(reader: &mut dyn Reader, event: &AuditEvent) -> Result<Subject, ApiError> {
    let as_written = |address| Subject {
        name: event.subject.clone(),
        address,
    };
    let Ok(id) = event.subject.parse::<Uuid>() else {
        return Ok(as_written(None));
    };
    let is_of_an_organisation = matches!(
        event.action,
        AuditAction::OrganisationMade | AuditAction::OrganisationChanged | AuditAction::OrganisationRemoved
    );
    if is_of_an_organisation {
        let organisation = reader.organisation(id.into()).await?;
        return Ok(match organisation {
            Some(organisation) => Subject {
                name: organisation.name,
                address: Some(format!("/admin/organisations/{id}")),
            },
            None => as_written(None),
        });
    }
    let user = reader.user(id.into()).await?;
    Ok(match user {
        Some(user) => Subject {
            name: user.name,
            address: Some(format!("/admin/users/{id}")),
        },
        None => as_written(Some(format!("/admin/certificates?q={id}"))),
    })
}
