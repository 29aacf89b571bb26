//! What varies from learner to learner in an exercise.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::exercise::Exercise;
use crate::digest::Digest;
use crate::grading::ExerciseRef;
use crate::id::UserId;

/// A parameter's value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Scalar {
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A finite number.
    Float(f64),
    /// A text.
    Text(String),
}

impl fmt::Display for Scalar {
    /// As Python and R write it (`3`, `0.95`, `1.0`), a text without quotes, `true` and `false`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => value.fmt(f),
            Self::Integer(value) => value.fmt(f),
            Self::Float(value) => write!(f, "{value:?}"),
            Self::Text(value) => f.write_str(value),
        }
    }
}

/// One learner's values of an exercise's parameters.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Parameters(BTreeMap<String, Scalar>);

impl Parameters {
    /// The values that a seed stands for.
    ///
    /// Each parameter is picked by itself: the first eight bytes of SHA-256 over the line
    /// `spyrales parameter 1`, the seed (eight bytes, big-endian) and the parameter's name are a number `h`
    /// (big-endian); of `n` choices it is the one at `h × n / 2⁶⁴`, rounded down. So a new parameter
    /// leaves the others as they are.
    #[must_use]
    pub fn pick(exercise: &Exercise, seed: u64) -> Self {
        let picked = exercise.parameters.iter().filter_map(|(name, choices)| {
            let mut bytes = b"spyrales parameter 1\n".to_vec();
            bytes.extend(seed.to_be_bytes());
            bytes.extend(name.bytes());
            let scaled = u128::from(first_u64(&Digest::of(&bytes))) * choices.len() as u128;
            // In range: h < 2⁶⁴, so the quotient is less than the number of choices.
            let value = choices.get((scaled >> 64) as usize)?;
            Some((name.clone(), value.clone()))
        });
        Self(picked.collect())
    }

    /// A parameter's value.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Scalar> {
        self.0.get(name)
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Scalar)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

/// The seed of a person's own variant of an exercise: the same as long as the pack is the same.
///
/// It is the first eight bytes (big-endian) of SHA-256 over the line `spyrales exercise seed 1`, the person's
/// UUID (16 bytes), the pack's digest (32 bytes) and the exercise's full name.
#[must_use]
pub fn exercise_seed(user: UserId, exercise: &ExerciseRef, pack: Digest) -> u64 {
    let mut bytes = b"spyrales exercise seed 1\n".to_vec();
    bytes.extend(user.uuid().as_bytes());
    bytes.extend(pack.as_bytes());
    bytes.extend(exercise.to_string().bytes());
    first_u64(&Digest::of(&bytes))
}

fn first_u64(digest: &Digest) -> u64 {
    digest.as_bytes()[..8]
        .iter()
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}
