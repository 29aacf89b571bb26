//! What re-grades changed for a person, on `/me`, and `/me/regrades/{id}/read`.

use axum::extract::State;
use axum::response::Redirect;
use jiff::Timestamp;
use spyrales_core::grading::Share;
use spyrales_core::id::RegradeId;
use spyrales_core::store::{RegradeNotice, User};

use super::exercises::address;
use super::frame::{Frame, SignedIn};
use crate::http::edge::error::ApiError;
use crate::http::edge::extract::InPath;
use crate::http::edge::state::AppState;

/// What a re-grade changed for a person.
pub(super) struct Notice {
    pub(super) id: RegradeId,
    pub(super) at: Timestamp,
    pub(super) reason: String,
    /// Whether the person has said that they have read it.
    pub(super) read: bool,
    pub(super) results: Vec<Moved>,
}

/// A result that was changed.
pub(super) struct Moved {
    pub(super) address: String,
    pub(super) title: String,
    pub(super) before: Share,
    pub(super) after: Share,
    pub(super) neutralised: bool,
}

impl Moved {
    async fn of(state: &AppState, f: &Frame, notice: &RegradeNotice) -> Result<Self, ApiError> {
        let name = &notice.exercise;
        let entry = state.app.catalog.find(&name.pack).await?;
        let exercise = entry
            .as_ref()
            .and_then(|entry| entry.pack.exercise(&name.exercise));
        Ok(Self {
            address: address(&name.pack, &name.exercise),
            title: exercise.map_or_else(
                || name.to_string(),
                |exercise| exercise.title.get(f.lang).to_owned(),
            ),
            before: notice.before,
            after: notice.after,
            neutralised: notice.neutralised,
        })
    }

    /// Whether the share is another one.
    pub(super) fn has_moved(&self) -> bool {
        self.before.compare(self.after).is_ne()
    }

    /// A share in points.
    pub(super) fn points(&self, f: &Frame, share: &Share) -> String {
        let (earned, possible) = (f.points(&share.earned), f.points(&share.possible));
        f.two("points-of", "earned", earned, "possible", possible)
    }
}

/// What re-grades changed for a person, newest first.
pub(super) async fn notices(state: &AppState, f: &Frame, user: &User) -> Result<Vec<Notice>, ApiError> {
    let mut notices: Vec<Notice> = Vec::new();
    let found = state.app.store.reader().await?.regrade_notices(user.id).await?;
    for told in found {
        let result = Moved::of(state, f, &told).await?;
        match notices.last_mut().filter(|notice| notice.id == told.regrade) {
            Some(notice) => notice.results.push(result),
            None => notices.push(Notice {
                id: told.regrade,
                at: told.at,
                reason: told.reason,
                read: told.read.is_some(),
                results: vec![result],
            }),
        }
    }
    Ok(notices)
}

pub(super) async fn read(
    State(state): State<AppState>,
    SignedIn { user, .. }: SignedIn,
    InPath(id): InPath<RegradeId>,
) -> Result<Redirect, ApiError> {
    state.app.read_regrade_notice(id, user.id).await?;
    Ok(Redirect::to("/me"))
}
