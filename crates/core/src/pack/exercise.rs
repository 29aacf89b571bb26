//! An exercise of a pack.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::parameters::{Parameters, Scalar};
use super::template;
use super::texts::Texts;
use crate::framework::SegmentLevel;
use crate::grading::{GradingLimits, Points};
use crate::level::Level;
use crate::text::Lang;

/// What a submission is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuntimeKind {
    /// Python.
    Python,
    /// R.
    R,
    /// SQL, in the dialect of SQLite.
    Sql,
}

impl RuntimeKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Python, Self::R, Self::Sql];

    /// Its name in `exercise.toml` and in records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Python => "python",
            Self::R => "r",
            Self::Sql => "sql",
        }
    }

    /// How the names of its files end.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Python => "py",
            Self::R => "R",
            Self::Sql => "sql",
        }
    }

    /// What a comment line begins with.
    #[must_use]
    pub fn comment(self) -> &'static str {
        match self {
            Self::Python | Self::R => "#",
            Self::Sql => "--",
        }
    }
}

impl fmt::Display for RuntimeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a check file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckLanguage {
    /// Python.
    Python,
    /// R.
    R,
}

/// The checks of an exercise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckFile {
    /// What they are written in.
    pub language: CheckLanguage,
    /// The file.
    pub source: String,
}

/// What kind of thing a submission is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AskKind {
    /// A function.
    Function,
    /// A variable.
    Variable,
    /// A figure.
    Figure,
    /// An SQL query.
    Query,
    /// A file that it writes.
    File,
}

impl AskKind {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Function,
        Self::Variable,
        Self::Figure,
        Self::Query,
        Self::File,
    ];

    /// Its name in `exercise.toml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Function => "function",
            Self::Variable => "variable",
            Self::Figure => "figure",
            Self::Query => "query",
            Self::File => "file",
        }
    }
}

/// What a submission is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// What kind of thing.
    pub kind: AskKind,
    /// Its name.
    pub name: String,
}

/// How much an exercise counts in a segment, in thousandths: 1 to 1000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Weight(u16);

impl Weight {
    /// Fully.
    pub const FULL: Self = Self(1000);

    /// So many thousandths, 1 to 1000.
    #[must_use]
    pub fn from_thousandths(thousandths: u16) -> Option<Self> {
        (1..=1000).contains(&thousandths).then_some(Self(thousandths))
    }

    /// The number of thousandths.
    #[must_use]
    pub fn as_thousandths(self) -> u16 {
        self.0
    }
}

/// An answer that is known to be wrong, and the checks that must find it out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongAnswer {
    /// Its file's name.
    pub file: String,
    /// The code, with its first line.
    pub source: String,
    /// The ids of the checks that must fail, in the order given.
    pub fails: Vec<String>,
}

/// A file's name and content.
pub type NamedFile = (String, Vec<u8>);

/// An exercise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exercise {
    /// Its id in the pack.
    pub id: String,
    /// What a submission is written in.
    pub runtime: RuntimeKind,
    /// Its level.
    pub level: Level,
    /// How long it takes, in minutes, by its author's estimate.
    pub minutes: u32,
    /// The sum of its checks' points.
    pub points: Points,
    /// Levels that help to hold before; advice, never a barrier.
    pub prerequisites: Vec<SegmentLevel>,
    /// Its title.
    pub title: Texts,
    /// How much it counts in which segments, in the file's order.
    pub segments: Vec<(String, Weight)>,
    /// What is asked for.
    pub asks: Vec<Ask>,
    /// R's packages that are loaded before a submission, beside those of R itself.
    #[serde(default)]
    pub packages: Vec<String>,
    /// What a submission may use.
    pub limits: GradingLimits,
    /// How often a person may submit within 24 hours: hidden checks must not be found out by trying.
    pub daily_attempts: u32,
    /// What varies from learner to learner: the choices by name.
    pub parameters: BTreeMap<String, Vec<Scalar>>,
    /// The statements as they stand in their files, with `{{parameters}}`.
    pub statements: Texts,
    /// What the learner begins with.
    pub starter: String,
    /// The reference solution.
    pub solution: String,
    /// Answers that are known to be wrong, by file name.
    pub wrong: Vec<WrongAnswer>,
    /// The checks.
    pub check: CheckFile,
    /// Files for learner and checks, by name.
    pub data: Vec<NamedFile>,
    /// Files for the checks alone, by name.
    pub hidden: Vec<NamedFile>,
}

impl Exercise {
    /// The statement in a language (in French if it isn't there in that one), with the parameters put in.
    #[must_use]
    pub fn statement(&self, lang: Lang, parameters: &Parameters) -> String {
        template::render(self.statements.get(lang), parameters)
    }
}
