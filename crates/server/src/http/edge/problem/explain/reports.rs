use spyrales_app::reports::{AnswerReportError, ReportProblemError};
use spyrales_core::report::OPEN_LIMIT;
use spyrales_core::store::Report;

use super::Explain;
use crate::http::edge::error::{ApiError, internal};
use crate::http::edge::problem::{Problem, ProblemKind};

fn text() -> Problem {
    ApiError::Malformed(format!("text: 1 to {} characters", Report::LONGEST)).problem()
}

impl Explain for ReportProblemError {
    fn problem(&self) -> Problem {
        match self {
            Self::Text => text(),
            Self::TooMany => Problem::new(
                ProblemKind::TooManyReports,
                format!("{OPEN_LIMIT} de vos signalements attendent déjà une réponse."),
                format!("{OPEN_LIMIT} of your reports are waiting for an answer already."),
            ),
            Self::NotLive(error) => error.problem(),
            Self::Store(_) => internal(),
        }
    }
}

impl Explain for AnswerReportError {
    fn problem(&self) -> Problem {
        match self {
            Self::Text => text(),
            Self::Unknown(_) => ApiError::UnknownAddress.problem(),
            Self::Store(_) => internal(),
        }
    }
}
