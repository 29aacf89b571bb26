//! What a certificate's evidence is the digest of: the results that earned it.

use serde::Serialize;
use spyrales_core::digest::Digest;
use spyrales_core::grading::{ExerciseRef, Points};
use spyrales_core::level::Level;
use spyrales_credential::{CanonicalError, jcs};

use super::Award;

/// Version 1, in RFC 8785 form. Each record's digest is that of the record's own RFC 8785 form, which its holder can
/// fetch and anybody can replay.
#[derive(Serialize)]
struct Transcript<'a> {
    version: u32,
    segment: &'a str,
    level: Level,
    results: Vec<TranscriptLine<'a>>,
}

#[derive(Serialize)]
struct TranscriptLine<'a> {
    exercise: &'a ExerciseRef,
    record: Digest,
    earned: Points,
    possible: Points,
    /// There only where it is so: the exercise doesn't count against the holder.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    neutralised: bool,
}

pub(super) fn transcript(award: &Award<'_>) -> Result<String, CanonicalError> {
    let mut results: Vec<_> = award.results.iter().collect();
    results.sort_by(|a, b| a.exercise.cmp(&b.exercise));
    let transcript = Transcript {
        version: 1,
        segment: &award.segment.id,
        level: award.level,
        results: results
            .into_iter()
            .map(|result| TranscriptLine {
                exercise: &result.exercise,
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
