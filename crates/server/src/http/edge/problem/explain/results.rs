use spyrales_app::results::StatisticsError;

use super::Explain;
use crate::http::edge::error::{ApiError, internal};
use crate::http::edge::problem::Problem;

impl Explain for StatisticsError {
    fn problem(&self) -> Problem {
        match self {
            Self::UnknownExercise(name) => ApiError::UnknownExercise(name.clone()).problem(),
            Self::Broken(_) | Self::Store(_) => internal(),
        }
    }
}
