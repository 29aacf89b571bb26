//! Re-grades: `/training/packs/{pack}/{version}/regrade`, where one is begun, and `/training/regrades/{id}`, where it is
//! followed, looked at, and applied or discarded.

mod begin;
mod show;

use spyrales_core::id::RegradeId;
use spyrales_core::store::{Regrade, RegradeState};

pub(super) use begin::{form, start};
pub(super) use show::{apply, discard, show};

/// Where a re-grade is.
pub(super) fn address(id: RegradeId) -> String {
    format!("/training/regrades/{id}")
}

/// How far it has come: the end of a key, and a class.
pub(super) fn standing(regrade: &Regrade) -> &'static str {
    match regrade.state() {
        RegradeState::Applied => "applied",
        RegradeState::Discarded => "discarded",
        RegradeState::Grading(_) => "going",
        RegradeState::Ready => "ready",
    }
}
