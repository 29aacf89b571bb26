//! What running code comes to that nobody grades.

use serde::{Deserialize, Serialize};

use super::{Output, Verdict};

/// What a run came to. It is shown once and kept nowhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// How it fared: [`Verdict::Graded`] when it was loaded whole, though nothing was checked.
    pub verdict: Verdict,
    /// What was printed.
    pub output: Output,
    /// The names that it leaves.
    pub variables: Vec<Variable>,
    /// Its figures, as PNG files.
    pub figures: Vec<Vec<u8>>,
}

/// A name that a program leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// Its class.
    pub class: String,
    /// Its shape, or the beginning of how it prints.
    pub text: String,
}
