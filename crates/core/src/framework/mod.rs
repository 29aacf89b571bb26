//! The competency framework: segments, what each of their levels means, and what it builds on.
//!
//! It is data that the community edits (`data/framework.toml`); the product ships with it.

mod parse;
mod path;
mod requirement;

pub(crate) use parse::{reference, unknown_segment};
pub use requirement::{ParseSegmentLevelError, Requirement, SegmentLevel};

use serde::Serialize;

use crate::level::Level;
use crate::text::Bilingual;

/// A framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Framework {
    version: semver::Version,
    scoring: Scoring,
    levels: [LevelName; 4],
    alignments: Vec<Alignment>,
    segments: Vec<Segment>,
}

/// When a level is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Scoring {
    threshold_percent: [u8; 4],
}

impl Scoring {
    /// A rule that asks for these percentages of the points of solved exercises, levels 1 to 4; more than 100 counts as 100.
    #[must_use]
    pub fn new(threshold_percent: [u8; 4]) -> Self {
        Self {
            threshold_percent: threshold_percent.map(|percent| percent.min(100)),
        }
    }

    /// The percentage of a level's points that solved exercises take to reach it, 0 to 100.
    #[must_use]
    pub fn threshold_percent(&self, level: Level) -> u8 {
        self.threshold_percent[index(level)]
    }
}

/// A level's name, the same in every segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LevelName {
    /// Which level.
    pub level: Level,
    /// Its name.
    pub name: Bilingual,
    /// What it stands for.
    pub description: Bilingual,
}

/// An entry of another framework that says the same, or nearly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alignment {
    /// The other framework's name and version.
    pub framework: String,
    /// Its code for the entry.
    pub code: String,
    /// Its name for the entry.
    pub name: String,
    /// The entry's address, if it has one.
    pub url: Option<String>,
}

/// A field of competence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// Its id: `prep`.
    pub id: String,
    /// Its name.
    pub name: Bilingual,
    /// What it is about.
    pub description: Bilingual,
    /// Its levels, 1 to 4.
    pub levels: [LevelStatement; 4],
    /// What it corresponds to elsewhere.
    pub alignments: Vec<Alignment>,
}

impl Segment {
    /// What a level of it means.
    #[must_use]
    pub fn level(&self, level: Level) -> &LevelStatement {
        &self.levels[index(level)]
    }
}

/// What a level of a segment means, and what it builds on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LevelStatement {
    /// Which level.
    pub level: Level,
    /// What a person who holds it can do.
    pub statement: Bilingual,
    /// What it builds on.
    pub requires: Requirement,
    /// What helps besides.
    pub advises: Requirement,
}

impl Framework {
    /// The version.
    #[must_use]
    pub fn version(&self) -> &semver::Version {
        &self.version
    }

    /// When a level is reached.
    #[must_use]
    pub fn scoring(&self) -> Scoring {
        self.scoring
    }

    /// The levels' names, 1 to 4.
    #[must_use]
    pub fn levels(&self) -> &[LevelName; 4] {
        &self.levels
    }

    /// A level's name.
    #[must_use]
    pub fn level(&self, level: Level) -> &LevelName {
        &self.levels[index(level)]
    }

    /// What the framework as a whole corresponds to elsewhere.
    #[must_use]
    pub fn alignments(&self) -> &[Alignment] {
        &self.alignments
    }

    /// The segments, in the framework's order.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// A segment by its id.
    #[must_use]
    pub fn segment(&self, id: &str) -> Option<&Segment> {
        self.segments.iter().find(|segment| segment.id == id)
    }

    /// What a level of a segment means.
    #[must_use]
    pub fn statement(&self, of: &SegmentLevel) -> Option<&LevelStatement> {
        Some(self.segment(&of.segment)?.level(of.level))
    }
}

/// A level's place in a list of all four.
fn index(level: Level) -> usize {
    usize::from(level.number()) - 1
}

#[cfg(test)]
mod tests;
