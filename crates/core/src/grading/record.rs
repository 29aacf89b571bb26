//! The grading record: versioned, digested, replayable.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::check::CheckOutcome;
use super::limits::GradingLimits;
use super::points::Points;
use super::verdict::Verdict;
use crate::digest::Digest;
use crate::text::Bilingual;

/// An exercise's full name: `pack/exercise`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExerciseRef {
    /// The pack's id.
    pub pack: String,
    /// The exercise's id in its pack.
    pub exercise: String,
}

impl fmt::Display for ExerciseRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.pack, self.exercise)
    }
}

/// A text is not `pack/exercise`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} doesn't name an exercise; hint: pack/exercise")]
pub struct ParseExerciseRefError(String);

impl FromStr for ExerciseRef {
    type Err = ParseExerciseRefError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('/') {
            Some((pack, exercise)) if !pack.is_empty() && !exercise.is_empty() && !exercise.contains('/') => {
                Ok(Self {
                    pack: pack.to_owned(),
                    exercise: exercise.to_owned(),
                })
            }
            _ => Err(ParseExerciseRefError(text.to_owned())),
        }
    }
}

impl TryFrom<String> for ExerciseRef {
    type Error = ParseExerciseRefError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl Serialize for ExerciseRef {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ExerciseRef {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// A version of a pack, by its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackRef {
    /// The pack's id.
    pub id: String,
    /// Its version (semver).
    pub version: String,
    /// The digest of its files.
    pub digest: Digest,
}

/// What ran the code, by its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuntimeRef {
    /// The language's name.
    pub name: String,
    /// The digest of guest, engine settings and harness, of both sandboxes.
    pub digest: Digest,
}

/// What a grading used. Work that hidden checks cause is left out, since it could tell their inputs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Usage {
    /// Fuel that the submission burned.
    pub fuel: u64,
    /// Fuel that the checks burned; where some are hidden, the power of two above it.
    pub checker_fuel: u64,
    /// Largest memory of the submission's sandbox, in bytes.
    pub memory_peak_bytes: u64,
    /// Bytes that the submission printed, dropped ones included.
    pub output_bytes: u64,
}

/// What the submission printed, up to the first hidden check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Output {
    /// Standard output, up to the limit; what isn't UTF-8 is replaced.
    pub stdout: String,
    /// Bytes of standard output after the limit.
    pub stdout_dropped: u64,
    /// Standard error, up to the limit; what isn't UTF-8 is replaced.
    pub stderr: String,
    /// Bytes of standard error after the limit.
    pub stderr_dropped: u64,
}

/// All that a grade depends on and all that it came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradingRecord {
    /// Version of this format: 1.
    pub version: u32,
    /// The pack.
    pub pack: PackRef,
    /// The exercise.
    pub exercise: ExerciseRef,
    /// The runtime.
    pub runtime: RuntimeRef,
    /// The digest of the submitted bytes.
    pub submission: Digest,
    /// Where all randomness came from, in hexadecimal: JSON numbers don't hold 64 bits everywhere.
    #[serde(with = "hex_u64")]
    pub seed: u64,
    /// The limits.
    pub limits: GradingLimits,
    /// How it fared as a whole.
    pub verdict: Verdict,
    /// What was left out or let pass of the submission before the checks, in whole sentences.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub notes: Vec<Bilingual>,
    /// How each check came out, in the order of the check file.
    pub checks: Vec<CheckOutcome>,
    /// What was earned, in thousandths of a point.
    pub earned: Points,
    /// What could be earned, in thousandths of a point.
    pub possible: Points,
    /// What was used.
    pub usage: Usage,
    /// What was printed.
    pub output: Output,
}

impl GradingRecord {
    /// Version of the format written now.
    pub const VERSION: u32 = 1;

    /// The digest of the record's canonical JSON (RFC 8785).
    ///
    /// # Panics
    ///
    /// Never: a record holds nothing that JSON lacks.
    #[must_use]
    pub fn digest(&self) -> Digest {
        #[expect(
            clippy::expect_used,
            reason = "a record holds strings, integers and lists only"
        )]
        let canonical = serde_json_canonicalizer::to_vec(self).expect("a record is JSON");
        Digest::of(&canonical)
    }

    /// Whether every point was earned.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.earned == self.possible && self.verdict == Verdict::Graded
    }
}

/// A record, and what may differ from one grading to the next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grading {
    /// The record.
    pub record: GradingRecord,
    /// How long it took.
    pub wall: Duration,
    /// What the checks say to the trainer alone, by the check's id.
    pub traces: Vec<(String, String)>,
}

/// We failed to grade: it may be tried again ([`AfterFailure`](crate::submission::AfterFailure)), and costs the learner
/// nothing but where it says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum NotGraded {
    /// Something of ours said that it can't go on.
    #[error("not graded: {}", .0.en)]
    Fault(Bilingual),
    /// The worker died of it, without a word.
    #[error("not graded, and a worker was lost: {}", .0.en)]
    WorkerLost(Bilingual),
    /// The worker was silent for longer than the fuel of the code could take, and was ended. Where that happens again,
    /// it is an attempt of the learner's.
    #[error("not graded, and a worker was ended: {}", .0.en)]
    Exceeded(Bilingual),
}

impl NotGraded {
    /// Why, for the learner.
    #[must_use]
    pub fn why(&self) -> &Bilingual {
        match self {
            Self::Fault(why) | Self::WorkerLost(why) | Self::Exceeded(why) => why,
        }
    }
}

mod hex_u64 {
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub(super) fn serialize<S: Serializer>(value: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{value:016x}"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.len() != 16 || text.bytes().any(|b| !matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(serde::de::Error::custom(
                "a seed is 16 lower-case hexadecimal digits",
            ));
        }
        u64::from_str_radix(&text, 16).map_err(serde::de::Error::custom)
    }
}
