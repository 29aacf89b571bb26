//! `/status/{purpose}/{n}`: the lists that tell which certificates are revoked or suspended.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{self, HeaderMap};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::{SignedDuration, Timestamp};
use spyrales_core::digest::Digest;
use spyrales_core::store::StatusChange;
use spyrales_credential::{StatusIndex, StatusList, StatusPurpose};

use super::cached;
use crate::error::ApiError;
use crate::extract::InPath;
use crate::state::AppState;

/// How long a signed list is given out before it is signed again; it holds for 24 hours.
const RENEWED_AFTER: SignedDuration = SignedDuration::from_hours(1);

/// How long others may keep a list without asking, in seconds: a revocation is heard of within this time.
const MAX_AGE: u32 = 60;

/// A list as it was signed.
#[derive(Clone)]
struct Published {
    version: u64,
    signed: Timestamp,
    document: Arc<str>,
}

/// Signs the lists, and again when a status has changed or an hour has passed.
#[derive(Default)]
pub(crate) struct StatusDesk(Mutex<HashMap<(&'static str, u32), Published>>);

impl StatusDesk {
    /// A published list; nothing when there is none of this number.
    pub(crate) async fn list(
        &self,
        state: &AppState,
        purpose: StatusPurpose,
        number: u32,
    ) -> Result<Option<Arc<str>>, ApiError> {
        if number == 0 || number > state.app.store.reader().await?.status_lists().await? {
            return Ok(None);
        }
        let now = state.app.clock.now();
        // The version is read first: a change that comes meanwhile makes another one.
        let version = state.app.store.reader().await?.status_version().await?;
        let key = (purpose.as_str(), number);
        let known = self.lock().get(&key).cloned();
        if let Some(known) =
            known.filter(|known| known.version == version && now - known.signed < RENEWED_AFTER)
        {
            return Ok(Some(known.document));
        }
        let status = match purpose {
            StatusPurpose::Revocation => StatusChange::Revoked,
            StatusPurpose::Suspension => StatusChange::Suspended,
        };
        let positions = state
            .app
            .store
            .reader()
            .await?
            .status_positions(number, status)
            .await?;
        let issuing = Arc::clone(&state.issuing);
        let signed = state
            .blocking(move || {
                let mut list = StatusList::new();
                for position in positions {
                    list.set(StatusIndex::from(position), true);
                }
                issuing.publish(&list, purpose, number, now)
            })
            .await?;
        let document: Arc<str> = signed.map_err(crate::issue::IssueError::from)?.into();
        let published = Published {
            version,
            signed: now,
            document: Arc::clone(&document),
        };
        self.lock().insert(key, published);
        Ok(Some(document))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<(&'static str, u32), Published>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/status/{purpose}/{number}", get(read_list))
}

async fn read_list(
    State(state): State<AppState>,
    InPath((purpose, number)): InPath<(String, u32)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let purpose = match purpose.as_str() {
        "revocation" => StatusPurpose::Revocation,
        "suspension" => StatusPurpose::Suspension,
        _ => return Err(ApiError::UnknownAddress),
    };
    let desk = Arc::clone(&state.status);
    let document = desk
        .list(&state, purpose, number)
        .await?
        .ok_or(ApiError::UnknownAddress)?;
    let etag = format!("\"{}\"", Digest::of(document.as_bytes()).hex());
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    let headers = (cached("application/vc", MAX_AGE), [(header::ETAG, etag.clone())]);
    if known.is_some_and(|known| {
        known
            .split(',')
            .any(|one| one.trim() == etag || one.trim() == "*")
    }) {
        Ok((StatusCode::NOT_MODIFIED, headers).into_response())
    } else {
        Ok((headers, document.to_string()).into_response())
    }
}
