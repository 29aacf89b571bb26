//! What running code comes to that nobody grades.

use serde::{Deserialize, Serialize};

use super::{Output, Verdict};
use crate::text::Bilingual;

/// What a run came to. It is shown once and kept nowhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// How it fared: [`Verdict::Graded`] when it was loaded whole, though nothing was checked.
    pub verdict: Verdict,
    /// What was left out or let pass of the program, in whole sentences.
    pub notes: Vec<Bilingual>,
    /// What was printed.
    pub output: Output,
    /// The names that it leaves.
    pub variables: Vec<Variable>,
    /// What it drew, the oldest first.
    pub figures: Vec<Drawn>,
}

/// A figure that a program drew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// What it shows, in a sentence's worth of words; the program's own ones are quoted in part.
    pub about: Bilingual,
    /// It as an image; nothing where it is too large or couldn't be drawn.
    pub picture: Option<Picture>,
}

/// An image that a page may show, as an image and no other way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Picture {
    /// A PNG file, which the program wrote.
    Png(Vec<u8>),
    /// An SVG file, which we wrote.
    Svg(String),
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
