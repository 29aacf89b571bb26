//! How often a submission is tried that we fail to grade, and what becomes of it then.

use crate::grading::NotGraded;
use crate::text::Bilingual;

/// Leases that may fail before a submission is set aside.
pub const MAX_ATTEMPTS: u32 = 3;
/// The same, where the code made a worker silent: once may be chance.
const MAX_SILENT_ATTEMPTS: u32 = 2;

/// What becomes of a job that was not graded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterFailure {
    /// It is tried again at once.
    Again,
    /// It is tried again when all that wait by now have had their turn.
    Later,
    /// It is set aside, and was no attempt of the learner's.
    SetAside,
    /// It is set aside, and was an attempt of the learner's.
    SetAsideAsAttempt,
}

impl AfterFailure {
    /// What becomes of it after so many attempts, this one included.
    #[must_use]
    pub fn of(why: &NotGraded, attempts: u32) -> Self {
        match why {
            NotGraded::Fault(_) | NotGraded::WorkerLost(_) if attempts >= MAX_ATTEMPTS => Self::SetAside,
            NotGraded::Exceeded(_) if attempts >= MAX_SILENT_ATTEMPTS => Self::SetAsideAsAttempt,
            NotGraded::Fault(_) => Self::Again,
            // It may be the code's doing: what waits behind it doesn't wait for that twice.
            NotGraded::WorkerLost(_) | NotGraded::Exceeded(_) => Self::Later,
        }
    }

    /// What becomes of it when its lease ran out after so many attempts, this one included: its worker, or the whole
    /// service, was gone without a word.
    #[must_use]
    pub fn of_expired_lease(attempts: u32) -> Self {
        if attempts >= MAX_ATTEMPTS {
            Self::SetAside
        } else {
            Self::Again
        }
    }

    /// Why a submission is set aside, as its person reads it.
    #[must_use]
    pub fn told(self, why: &Bilingual) -> Bilingual {
        match self {
            Self::SetAside => Bilingual::new(
                format!("{} ; cela ne vous coûte aucun essai", why.fr),
                format!("{}; it costs you no try", why.en),
            ),
            Self::Again | Self::Later | Self::SetAsideAsAttempt => why.clone(),
        }
    }
}

/// Why a submission is set aside when its last lease ran out.
#[must_use]
pub fn out_of_attempts() -> Bilingual {
    Bilingual::new(
        format!(
            "Le service n'a pas réussi à évaluer votre code : {MAX_ATTEMPTS} tentatives ont été interrompues. Cela ne vous coûte rien ; vous pouvez l'envoyer de nouveau."
        ),
        format!(
            "The service did not manage to grade your code: {MAX_ATTEMPTS} attempts were interrupted. It costs you nothing; you may send it again."
        ),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn why() -> Bilingual {
        Bilingual::new("pourquoi", "why")
    }

    #[test]
    fn code_that_makes_workers_silent_is_tried_twice_and_then_counts() {
        let silent = NotGraded::Exceeded(why());
        let then = [1, 2, 3].map(|attempts| AfterFailure::of(&silent, attempts));
        assert_eq!(
            then,
            [
                AfterFailure::Later,
                AfterFailure::SetAsideAsAttempt,
                AfterFailure::SetAsideAsAttempt
            ]
        );
    }

    #[test]
    fn what_fails_otherwise_is_tried_three_times_and_costs_nothing() {
        for (failure, retry) in [
            (NotGraded::Fault(why()), AfterFailure::Again),
            (NotGraded::WorkerLost(why()), AfterFailure::Later),
        ] {
            let then = [1, 2, 3].map(|attempts| AfterFailure::of(&failure, attempts));
            assert_eq!(then, [retry, retry, AfterFailure::SetAside]);
        }
    }

    #[test]
    fn a_reason_says_that_nothing_was_lost_where_it_is_so() {
        assert_eq!(AfterFailure::SetAside.told(&why()).en, "why; it costs you no try");
        assert_eq!(AfterFailure::SetAsideAsAttempt.told(&why()), why());
    }

    fn failures() -> impl Strategy<Value = Option<NotGraded>> {
        prop_oneof![
            Just(None),
            Just(Some(NotGraded::Fault(why()))),
            Just(Some(NotGraded::WorkerLost(why()))),
            Just(Some(NotGraded::Exceeded(why()))),
        ]
    }

    proptest! {
        /// Whatever goes wrong, and in whatever order; `None` is a lease that ran out.
        #[test]
        fn no_job_is_tried_for_ever(failures in prop::collection::vec(failures(), 3)) {
            let then = (1..).zip(&failures).map(|(attempt, failure)| match failure {
                Some(why) => AfterFailure::of(why, attempt),
                None => AfterFailure::of_expired_lease(attempt),
            });
            let outcomes: Vec<_> = then.collect();
            let is_over = |then: &AfterFailure| {
                matches!(then, AfterFailure::SetAside | AfterFailure::SetAsideAsAttempt)
            };
            prop_assert!(is_over(&outcomes[MAX_ATTEMPTS as usize - 1]));
            prop_assert!(!is_over(&outcomes[0]), "everything gets a second chance");
            // Only code that went silent itself costs its person something.
            for (failure, then) in failures.iter().zip(&outcomes) {
                let silent = matches!(failure, Some(NotGraded::Exceeded(_)));
                prop_assert!(silent || *then != AfterFailure::SetAsideAsAttempt);
            }
        }
    }
}
