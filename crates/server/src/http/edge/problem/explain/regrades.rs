use spyrales_app::regrades::{FindVersionError, ReadNoticeError, SettleRegradeError, StartRegradeError};

use super::Explain;
use crate::http::edge::error::{ApiError, internal};
use crate::http::edge::problem::{Problem, ProblemKind};

/// The pages show the form again instead; this is for who sends another one.
fn malformed(fr: &str, en: &str) -> Problem {
    Problem::new(ProblemKind::MalformedRequest, fr, en)
}

fn reason() -> Problem {
    malformed(
        "Il faut un motif, de 1 000 caractères au plus.",
        "There must be a reason, of 1,000 characters at most.",
    )
}

impl Explain for FindVersionError {
    fn problem(&self) -> Problem {
        match self {
            Self::Unknown { pack, version } => ApiError::UnknownPack(format!("{pack} {version}")).problem(),
            Self::Store(_) => internal(),
        }
    }
}

impl Explain for StartRegradeError {
    fn problem(&self) -> Problem {
        match self {
            Self::Version(error) => error.problem(),
            Self::NoExercise => malformed("Aucun exercice n'est choisi.", "No exercise is chosen."),
            Self::Reason => reason(),
            Self::Store(_) => internal(),
        }
    }
}

impl Explain for SettleRegradeError {
    fn problem(&self) -> Problem {
        match self {
            Self::Unknown(_) => ApiError::UnknownAddress.problem(),
            Self::Reason => reason(),
            Self::Store(_) => internal(),
        }
    }
}

impl Explain for ReadNoticeError {
    fn problem(&self) -> Problem {
        match self {
            Self::NothingChanged(_) => ApiError::UnknownAddress.problem(),
            Self::Store(_) => internal(),
        }
    }
}
