use spyrales_app::drafts::SaveDraftError;
use spyrales_core::draft::{MOST_DRAFT_BYTES, MOST_DRAFTS};

use super::Explain;
use crate::http::edge::error::internal;
use crate::http::edge::problem::{Problem, ProblemKind};

impl Explain for SaveDraftError {
    fn problem(&self) -> Problem {
        match self {
            Self::Conflict(kept) => Problem::new(
                ProblemKind::DraftConflict,
                "Ce brouillon a été enregistré ailleurs entre-temps.",
                "This draft was saved from elsewhere in the meantime.",
            )
            .hint(
                "Choisissez lequel garder, puis enregistrez de nouveau.",
                "Choose which one to keep, then save again.",
            )
            .member("revision", kept.revision),
            Self::TooLarge(error) => error.problem(),
            Self::OverQuota => Problem::new(
                ProblemKind::DraftsUsedUp,
                format!("Vos brouillons sont au nombre de {MOST_DRAFTS}, ou comptent {MOST_DRAFT_BYTES} octets : il n'y a pas de place pour un autre."),
                format!("You have {MOST_DRAFTS} drafts, or {MOST_DRAFT_BYTES} bytes of them: there is no room for another one."),
            )
            .hint(
                "Soumettez votre code : il sera gardé comme soumission.",
                "Submit your code: it will be kept as a submission.",
            )
            .member("limit", MOST_DRAFTS),
            Self::NotLive(error) => error.problem(),
            Self::Store(_) => internal(),
        }
    }
}
