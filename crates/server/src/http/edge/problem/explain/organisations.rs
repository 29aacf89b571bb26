use spyrales_app::organisations::{PlaceMemberError, UnknownOrganisation};

use super::Explain;
use crate::http::edge::error::{ApiError, internal};
use crate::http::edge::problem::Problem;

/// Its page is the address of nothing.
impl Explain for UnknownOrganisation {
    fn problem(&self) -> Problem {
        ApiError::UnknownAddress.problem()
    }
}

impl Explain for PlaceMemberError {
    fn problem(&self) -> Problem {
        match self {
            Self::NotLive(error) => error.problem(),
            Self::UnknownOrganisation(error) => error.problem(),
            Self::Store(_) => internal(),
        }
    }
}
