//! `/admin/acts`: who did what that not everybody may do.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use spyrales_core::store::{Act, Deed};
use uuid::Uuid;

use crate::error::ApiError;
use crate::extract::InQuery;
use crate::state::AppState;
use crate::web::frame::{AdministratorPage, Frame, private};

/// Acts on a page.
const LISTED: u32 = 100;

#[derive(Deserialize)]
pub(super) struct Before {
    before: Option<u64>,
}

#[derive(Template)]
#[template(path = "admin/acts.html")]
struct ActsPage<'a> {
    f: &'a Frame,
    /// Each with what it was done on, in words.
    acts: Vec<(Act, Subject)>,
    /// Where the older ones begin, if there may be some.
    older: Option<u64>,
}

/// What an act was done on.
struct Subject {
    /// As it is read.
    name: String,
    /// Where more of it is.
    address: Option<String>,
}

pub(super) async fn list(
    State(state): State<AppState>,
    AdministratorPage { frame, .. }: AdministratorPage,
    InQuery(query): InQuery<Before>,
) -> Result<Response, ApiError> {
    let acts = state.app.store.reader().await?.acts(query.before, LISTED).await?;
    let older = match acts.last() {
        Some(last) if acts.len() == LISTED as usize => Some(last.id),
        _ => None,
    };
    let mut names: HashMap<String, Subject> = HashMap::new();
    let mut told = Vec::new();
    for act in acts {
        if !names.contains_key(&act.subject) {
            names.insert(act.subject.clone(), subject(&state, &act).await?);
        }
        let known = &names[&act.subject];
        let subject = Subject {
            name: known.name.clone(),
            address: known.address.clone(),
        };
        told.push((act, subject));
    }
    let page = ActsPage {
        f: &frame,
        acts: told,
        older,
    };
    private(StatusCode::OK, &page)
}

/// Ids are of people, of organisations or of certificates. People have a name, unless their account was erased;
/// organisations, unless they were removed.
async fn subject(state: &AppState, act: &Act) -> Result<Subject, ApiError> {
    let as_written = |address| Subject {
        name: act.subject.clone(),
        address,
    };
    let Ok(id) = act.subject.parse::<Uuid>() else {
        return Ok(as_written(None));
    };
    if matches!(
        act.deed,
        Deed::OrganisationMade | Deed::OrganisationChanged | Deed::OrganisationRemoved
    ) {
        return Ok(
            match state.app.store.reader().await?.organisation(id.into()).await? {
                Some(organisation) => Subject {
                    name: organisation.name,
                    address: Some(format!("/admin/organisations/{id}")),
                },
                None => as_written(None),
            },
        );
    }
    Ok(match state.app.store.reader().await?.user(id.into()).await? {
        Some(user) => Subject {
            name: user.name,
            address: Some(format!("/admin/users/{id}")),
        },
        None => as_written(Some(format!("/admin/certificates?q={id}"))),
    })
}
