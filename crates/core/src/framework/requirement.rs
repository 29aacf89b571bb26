//! What a level builds on.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::level::Level;

/// A level of a segment, written `prep-1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentLevel {
    /// The segment's id.
    pub segment: String,
    /// The level.
    pub level: Level,
}

impl fmt::Display for SegmentLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.segment, self.level)
    }
}

/// A text is not `segment-level`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} doesn't name a level of a segment; hint: segment-level, like \"prep-1\"")]
pub struct ParseSegmentLevelError(String);

impl FromStr for SegmentLevel {
    type Err = ParseSegmentLevelError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || ParseSegmentLevelError(text.to_owned());
        let (segment, level) = text.rsplit_once('-').ok_or_else(wrong)?;
        let level = match level.as_bytes() {
            [digit @ b'1'..=b'4'] => Level::try_from(digit - b'0').map_err(|_| wrong())?,
            _ => return Err(wrong()),
        };
        if segment.is_empty() {
            return Err(wrong());
        }
        Ok(Self {
            segment: segment.to_owned(),
            level,
        })
    }
}

impl Serialize for SegmentLevel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SegmentLevel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// Levels to hold: of each alternative at least one. Advice to the learner, never a barrier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Requirement(Vec<Vec<SegmentLevel>>);

impl Requirement {
    /// Of each of these, at least one.
    #[must_use]
    pub fn new(alternatives: Vec<Vec<SegmentLevel>>) -> Self {
        Self(alternatives)
    }

    /// The alternatives.
    #[must_use]
    pub fn alternatives(&self) -> &[Vec<SegmentLevel>] {
        &self.0
    }

    /// The alternatives that a person meets none of. Holding a level counts as holding the lower ones of its
    /// segment.
    ///
    /// `held` gives the highest level held per segment.
    pub fn unmet<'a>(
        &'a self,
        held: &'a BTreeMap<String, Level>,
    ) -> impl Iterator<Item = &'a [SegmentLevel]> {
        let holds = |wanted: &SegmentLevel| {
            held.get(&wanted.segment)
                .is_some_and(|level| *level >= wanted.level)
        };
        self.0
            .iter()
            .filter(move |any| !any.iter().any(holds))
            .map(Vec::as_slice)
    }

    /// Whether a person meets it.
    #[must_use]
    pub fn is_met(&self, held: &BTreeMap<String, Level>) -> bool {
        self.unmet(held).next().is_none()
    }
}
