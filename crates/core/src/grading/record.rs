//! The grading record: versioned, digested, replayable.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::check::CheckOutcome;
use super::limits::GradingLimits;
use super::points::Points;
use super::seeds::Seeds;
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
    /// Fuel that the checks burned; not told where some are hidden, for what the submission returns to them could be read
    /// from it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub checker_fuel: Option<u64>,
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
    /// Version of this format. Version 1 knew no `hidden_seed`, and told `checker_fuel` always.
    pub version: u32,
    /// The pack.
    pub pack: PackRef,
    /// The exercise.
    pub exercise: ExerciseRef,
    /// The runtime.
    pub runtime: RuntimeRef,
    /// The digest of the submitted bytes.
    pub submission: Digest,
    /// Where randomness came from, in hexadecimal: JSON numbers don't hold 64 bits everywhere.
    #[serde(with = "hex_u64")]
    pub seed: u64,
    /// Where that of the hidden checks came from, in the same form; not there where they drew from `seed`. It was this
    /// attempt's alone: once the attempt is graded, it is of no more use to anybody.
    #[serde(with = "hex_u64::optional", skip_serializing_if = "Option::is_none", default)]
    pub hidden_seed: Option<u64>,
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
    pub const VERSION: u32 = 2;

    /// The seeds that it was made with: grading again takes the same.
    #[must_use]
    pub fn seeds(&self) -> Seeds {
        Seeds {
            visible: self.seed,
            hidden: self.hidden_seed,
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    /// As the first version of the format wrote it, with one seed, and the fuel of hidden checks rounded.
    const FIRST: &str = r#"{"checks":[{"earned":1000,"hidden":true,"id":"a","points":1000,"status":"passed","title":{"en":"A","fr":"A"}}],"earned":1000,"exercise":"pack/a","limits":{"files_mib":16,"fuel":10000000000,"memory_mib":512,"output_kib":64},"output":{"stderr":"","stderr_dropped":0,"stdout":"","stdout_dropped":0},"pack":{"digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","id":"pack","version":"1.0.0"},"possible":1000,"runtime":{"digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","name":"python"},"seed":"00000000000000ff","submission":"sha256:0000000000000000000000000000000000000000000000000000000000000000","usage":{"checker_fuel":67108864,"fuel":1,"memory_peak_bytes":2,"output_bytes":3},"verdict":{"kind":"graded"},"version":1}"#;

    #[test]
    fn a_record_of_the_first_version_keeps_its_digest_and_its_one_seed() {
        let record: GradingRecord = serde_json::from_str(FIRST).unwrap();
        assert_eq!(record.digest(), Digest::of(FIRST.as_bytes()));
        assert_eq!(record.seeds(), Seeds::from(0xff));
        let with_two = GradingRecord {
            hidden_seed: Some(0xfe),
            ..record
        };
        let json = serde_json::to_string(&with_two).unwrap();
        assert!(json.contains(r#""hidden_seed":"00000000000000fe""#), "{json}");
        assert_eq!(serde_json::from_str::<GradingRecord>(&json).unwrap(), with_two);
    }
}

mod hex_u64 {
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub(super) fn serialize<S: Serializer>(value: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{value:016x}"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        read(&String::deserialize(deserializer)?)
    }

    fn read<E: serde::de::Error>(text: &str) -> Result<u64, E> {
        if text.len() != 16 || text.bytes().any(|b| !matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(E::custom("a seed is 16 lower-case hexadecimal digits"));
        }
        u64::from_str_radix(text, 16).map_err(E::custom)
    }

    /// The same where there may be none.
    pub(super) mod optional {
        use super::{Deserialize, Deserializer, Serializer};

        pub(in super::super) fn serialize<S: Serializer>(
            value: &Option<u64>,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            match value {
                Some(value) => super::serialize(value, serializer),
                None => serializer.serialize_none(),
            }
        }

        pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Option<u64>, D::Error> {
            let text = Option::<String>::deserialize(deserializer)?;
            text.map(|text| super::read(&text)).transpose()
        }
    }
}
