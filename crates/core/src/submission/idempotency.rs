//! Requests that are sent again: the same key, exercise and code make one submission.

use crate::digest::Digest;
use crate::grading::ExerciseRef;
use crate::id::SubmissionId;

/// A submission that was made with an idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyedSubmission {
    /// Which.
    pub id: SubmissionId,
    /// For which exercise.
    pub exercise: ExerciseRef,
    /// The digest of its code.
    pub source: Digest,
}

/// What a request is to an earlier one of the same person with the same key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replay {
    /// The same request: this is the submission that it made.
    Same(SubmissionId),
    /// Another request: a key is for one.
    Other,
}

/// Compares a request with the earlier submission that has its key.
#[must_use]
pub fn replay(earlier: &KeyedSubmission, exercise: &ExerciseRef, source: Digest) -> Replay {
    if earlier.exercise == *exercise && earlier.source == source {
        Replay::Same(earlier.id)
    } else {
        Replay::Other
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_request_is_the_same_with_the_same_exercise_and_code() {
        let exercise = |id: &str| ExerciseRef {
            pack: "preparer".to_owned(),
            exercise: id.to_owned(),
        };
        let earlier = KeyedSubmission {
            id: SubmissionId::from(Uuid::from_u128(1)),
            exercise: exercise("revenus"),
            source: Digest::of(b"a"),
        };
        let replayed = |id, source: &[u8]| replay(&earlier, &exercise(id), Digest::of(source));
        assert_eq!(replayed("revenus", b"a"), Replay::Same(earlier.id));
        assert_eq!(replayed("revenus", b"b"), Replay::Other);
        assert_eq!(replayed("budgets", b"a"), Replay::Other);
    }
}
