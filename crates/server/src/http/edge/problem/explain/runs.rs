use spyrales_app::runs::RunError;

use super::Explain;
use crate::http::edge::error::BUSY_SECONDS;
use crate::http::edge::problem::{Problem, ProblemKind};

impl Explain for RunError {
    fn problem(&self) -> Problem {
        let problem = match self {
            Self::TooLarge(error) => return error.problem(),
            Self::OwnWaits => Problem::new(
                ProblemKind::TooManyRuns,
                "Votre exécution précédente n'est pas terminée.",
                "Your earlier run is still under way.",
            )
            .retry_after(BUSY_SECONDS),
            Self::OthersWait => Problem::new(
                ProblemKind::TooManyRuns,
                "Trop d'exécutions d'autres personnes sont en attente.",
                "Too many runs of other people are waiting.",
            )
            .retry_after(BUSY_SECONDS),
            Self::BrokeOff => Problem::new(
                ProblemKind::Internal,
                "L'exécution s'est interrompue ; ce n'est pas de votre fait.",
                "The run broke off; it isn't your doing.",
            ),
            Self::NotRun(not_graded) => {
                let why = not_graded.why();
                Problem::new(ProblemKind::Internal, &why.fr, &why.en)
            }
        };
        problem.hint(
            "Réessayez dans un instant ; votre code est gardé.",
            "Try again in a moment; your code is kept.",
        )
    }
}
