use spyrales_app::submissions::{
    CancelError, FindSubmissionError, OpenHintError, ReadRecordError, SubmitError,
};
use spyrales_core::id::SubmissionId;
use spyrales_core::submission::{MAX_SOURCE_BYTES, SourceTooLarge};

use super::Explain;
use crate::http::edge::error::{ApiError, BUSY_SECONDS, internal};
use crate::http::edge::problem::{Problem, ProblemKind};

fn unknown(id: SubmissionId) -> Problem {
    Problem::new(
        ProblemKind::UnknownSubmission,
        format!("Vous n'avez pas de soumission {id}."),
        format!("You have no submission {id}."),
    )
    .hint(
        "GET /api/v1/submissions les énumère.",
        "GET /api/v1/submissions lists them.",
    )
}

impl Explain for SourceTooLarge {
    fn problem(&self) -> Problem {
        Problem::new(
            ProblemKind::TooLarge,
            format!("Votre code compte {} octets ; {MAX_SOURCE_BYTES} au plus sont acceptés.", self.bytes),
            format!("Your code has {} bytes; at most {MAX_SOURCE_BYTES} are taken.", self.bytes),
        )
        .hint(
            "N'envoyez que votre code, sans données. Dans un notebook, effacez d'abord toutes les sorties (Cellule, Effacer toutes les sorties).",
            "Send your code only, without data. In a notebook, clear all outputs first (Cell, Clear all outputs).",
        )
        .member("limit", MAX_SOURCE_BYTES)
    }
}

impl Explain for SubmitError {
    fn problem(&self) -> Problem {
        match self {
            Self::TooLarge(error) => error.problem(),
            Self::KeyReused => Problem::new(
                ProblemKind::IdempotencyKeyReused,
                "Cette clé a déjà servi pour un autre exercice ou un autre code.",
                "This key was used before for another exercise or other code.",
            )
            .hint(
                "Choisissez une nouvelle clé pour chaque nouvelle soumission.",
                "Choose a new key for each new submission.",
            ),
            Self::QueueFull { waiting } => Problem::new(
                ProblemKind::QueueFull,
                format!("{waiting} de vos soumissions attendent déjà leur correction."),
                format!("{waiting} of your submissions are waiting to be graded already."),
            )
            .hint(
                "Attendez que l'une d'elles soit corrigée.",
                "Wait until one of them is graded.",
            )
            .member("waiting", *waiting)
            .retry_after(BUSY_SECONDS),
            Self::AttemptsUsedUp { limit, again, now } => Problem::new(
                ProblemKind::AttemptsUsedUp,
                format!("Vous avez soumis cet exercice {limit} fois en 24 heures, autant qu'il le permet."),
                format!("You have submitted to this exercise {limit} times within 24 hours, as often as it allows."),
            )
            .hint(
                format!("Vous pourrez réessayer à partir du {again} ; vos meilleurs points restent acquis."),
                format!("You can try again from {again} on; your best points stay."),
            )
            .member("limit", *limit)
            .member("again", again.to_string())
            .retry_after(again.duration_since(*now).as_secs().unsigned_abs() + 1),
            Self::NotLive(error) => error.problem(),
            Self::Store(_) => internal(),
        }
    }
}

impl Explain for FindSubmissionError {
    fn problem(&self) -> Problem {
        match self {
            Self::Unknown(id) => unknown(*id),
            Self::Store(_) => internal(),
        }
    }
}

impl Explain for CancelError {
    fn problem(&self) -> Problem {
        match self {
            Self::Unknown(id) => unknown(*id),
            Self::Settled(id) => Problem::new(
                ProblemKind::AlreadySettled,
                format!("La soumission {id} n'attend plus rien : elle ne peut plus être annulée."),
                format!("Nothing more becomes of the submission {id}: it can't be cancelled any more."),
            )
            .hint(
                format!("GET /api/v1/submissions/{id} donne son résultat."),
                format!("GET /api/v1/submissions/{id} gives its result."),
            ),
            Self::Store(_) => internal(),
        }
    }
}

impl Explain for ReadRecordError {
    fn problem(&self) -> Problem {
        match self {
            Self::Unknown(id) => unknown(*id),
            Self::NotGraded(id) => Problem::new(
                ProblemKind::NotGraded,
                format!("La soumission {id} n'est pas corrigée : elle n'a pas de relevé."),
                format!("The submission {id} isn't graded: it has no record."),
            )
            .hint(
                format!("GET /api/v1/submissions/{id}?wait=60 attend la correction."),
                format!("GET /api/v1/submissions/{id}?wait=60 waits for the grading."),
            ),
            Self::Store(_) => internal(),
        }
    }
}

impl Explain for OpenHintError {
    fn problem(&self) -> Problem {
        match self {
            Self::UnknownSubmission(id) => unknown(*id),
            Self::UnknownCheck(_) => ApiError::UnknownAddress.problem(),
            Self::NotLive(error) => error.problem(),
            Self::Store(_) => internal(),
        }
    }
}
