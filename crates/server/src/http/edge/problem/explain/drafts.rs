use spyrales_app::drafts::SaveDraftError;

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
            Self::NotLive(error) => error.problem(),
            Self::Store(_) => internal(),
        }
    }
}
