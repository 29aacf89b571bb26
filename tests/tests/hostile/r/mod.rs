//! The attacks in R: the files beside these modules, and what must become of each.

use spyrales_core::grading::Verdict;

pub(crate) mod broken;
pub(crate) mod escaping;
pub(crate) mod exhausting;
pub(crate) mod forging;
pub(crate) mod stealing;

/// The reference solution.
const SOLUTION: &str = include_str!("../pack/bilan-r/solution.R");

fn raised(exception: &str, message: &str, line: u32, text: &str) -> Verdict {
    Verdict::Raised {
        exception: exception.to_owned(),
        message: message.to_owned(),
        line: Some(line),
        text: Some(text.to_owned()),
        help: None,
    }
}

/// A file of this folder, by itself.
macro_rules! alone {
    ($path:literal) => {
        include_str!($path)
    };
}

/// A file of this folder, and the reference solution after it: what it does must not spoil right answers.
macro_rules! before_solution {
    ($path:literal) => {
        concat!(
            include_str!($path),
            "\n",
            include_str!("../pack/bilan-r/solution.R")
        )
    };
}

/// The reference solution, and after it a file of this folder that puts something else in place of a function.
macro_rules! after_solution {
    ($path:literal) => {
        concat!(
            include_str!("../pack/bilan-r/solution.R"),
            "\n",
            include_str!($path)
        )
    };
}

use {after_solution, alone, before_solution};
