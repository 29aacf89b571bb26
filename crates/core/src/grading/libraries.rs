//! What a language has at hand: its version, and its libraries with theirs.

use serde::{Deserialize, Serialize};

/// A language as this installation has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuntimeLibraries {
    /// The language's name: `python`.
    pub name: String,
    /// The language's version, as it says itself.
    pub version: String,
    /// Its libraries, by name.
    pub libraries: Vec<Library>,
}

/// A library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Library {
    /// What it is called where it is published.
    pub name: String,
    /// Its version.
    pub version: String,
}
