//! What a certificate's evidence is the digest of: the results that earned it.

use serde::{Deserialize, Serialize};
use spyrales_core::digest::Digest;
use spyrales_core::grading::{ExerciseRef, Points};
use spyrales_core::level::Level;
use spyrales_credential::{CanonicalError, jcs};

use super::issue::Award;

/// Version 1, in RFC 8785 form. Each record's digest is that of the record's own RFC 8785 form, which its holder can
/// fetch and anybody can replay.
#[derive(Serialize)]
struct Transcript<'a> {
    version: u32,
    segment: &'a str,
    level: Level,
    results: Vec<Line>,
}

/// A transcript as it is read.
#[derive(Deserialize)]
struct Stored {
    results: Vec<Line>,
}

/// An exercise that counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Line {
    pub(super) exercise: ExerciseRef,
    pub(super) record: Digest,
    pub(super) earned: Points,
    pub(super) possible: Points,
    /// There only where it is so: the exercise doesn't count against the holder.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    neutralised: bool,
}

pub(super) fn transcript(award: &Award) -> Result<String, CanonicalError> {
    let mut results: Vec<_> = award.results.iter().collect();
    results.sort_by(|a, b| a.exercise.cmp(&b.exercise));
    let transcript = Transcript {
        version: 1,
        segment: &award.segment.id,
        level: award.level,
        results: results
            .into_iter()
            .map(|result| Line {
                exercise: result.exercise.clone(),
                record: result.record,
                earned: result.earned,
                possible: result.possible,
                neutralised: result.neutralised,
            })
            .collect(),
    };
    let value = serde_json::to_value(transcript).map_err(|_| CanonicalError::Jcs)?;
    jcs(&value)
}

/// The exercises in a transcript.
pub(super) fn lines(document: &[u8]) -> Result<Vec<Line>, serde_json::Error> {
    serde_json::from_slice::<Stored>(document).map(|transcript| transcript.results)
}
