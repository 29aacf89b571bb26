//! The four levels ("paliers").

use std::fmt;

use serde::{Deserialize, Serialize};

/// A level of a segment: 1 découverte, 2 pratique, 3 maîtrise, 4 expertise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Level(u8);

impl Level {
    /// All of them, lowest first.
    pub const ALL: [Self; 4] = [Self(1), Self(2), Self(3), Self(4)];

    /// Its number, 1 to 4.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }
}

/// A number that isn't a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a level; hint: 1, 2, 3 or 4")]
pub struct NotALevel(pub u8);

impl TryFrom<u8> for Level {
    type Error = NotALevel;

    fn try_from(number: u8) -> Result<Self, Self::Error> {
        if (1..=4).contains(&number) {
            Ok(Self(number))
        } else {
            Err(NotALevel(number))
        }
    }
}

impl From<Level> for u8 {
    fn from(level: Level) -> Self {
        level.0
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
