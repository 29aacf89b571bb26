//! Which submissions their owner may still take back.

use crate::store::SubmissionState;
use crate::text::Bilingual;

/// What becomes of the wish to cancel a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancellation {
    /// It is cancelled.
    Cancel,
    /// It was before.
    Already,
    /// It is settled.
    TooLate,
}

/// Decides whether a submission in this state can be cancelled: until it is settled.
#[must_use]
pub fn cancel(state: &SubmissionState) -> Cancellation {
    match state {
        SubmissionState::Queued { .. } | SubmissionState::Grading => Cancellation::Cancel,
        SubmissionState::Cancelled => Cancellation::Already,
        SubmissionState::Graded { .. } | SubmissionState::SetAside { .. } => Cancellation::TooLate,
    }
}

/// Why a cancelled submission has no grading.
#[must_use]
pub fn cancelled() -> Bilingual {
    Bilingual::new(
        "annulée par son auteur avant d'être corrigée ; elle ne compte pas comme un essai",
        "cancelled by its author before it was graded; it doesn't count as a try",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_settled_stays() {
        let why = cancelled();
        for (state, expected) in [
            (SubmissionState::Queued { ahead: 3 }, Cancellation::Cancel),
            (SubmissionState::Grading, Cancellation::Cancel),
            (SubmissionState::Cancelled, Cancellation::Already),
            (SubmissionState::SetAside { why }, Cancellation::TooLate),
        ] {
            assert_eq!(cancel(&state), expected, "{state:?}");
        }
    }
}
