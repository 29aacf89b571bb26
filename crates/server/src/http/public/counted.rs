//! What was done to earn a certificate, for its holder and whoever has a link of theirs.

use spyrales_app::certificates::CountedExercise;
use spyrales_core::digest::Digest;
use spyrales_core::grading::Points;
use spyrales_core::text::Lang;

/// An exercise that counted, in a language.
pub(super) struct Counted {
    pub(super) title: String,
    /// The pack and the version that it was graded with, and when.
    pub(super) graded: Option<(String, jiff::Timestamp)>,
    pub(super) earned: Points,
    pub(super) possible: Points,
    pub(super) record: Digest,
}

impl Counted {
    pub(super) fn of(exercise: CountedExercise, lang: Lang) -> Self {
        Self {
            title: exercise.title.map_or_else(
                || exercise.exercise.to_string(),
                |title| title.get(lang).to_owned(),
            ),
            graded: exercise.graded,
            earned: exercise.earned,
            possible: exercise.possible,
            record: exercise.record,
        }
    }
}
