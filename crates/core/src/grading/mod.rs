//! What a grading comes to: the record.
//!
//! A [`GradingRecord`] holds everything the grade depends on and everything it came to, and nothing that two
//! gradings of the same submission could differ in: its digest proves a replay. What may differ, the wall
//! time, lies beside it in [`Grading`].

mod check;
mod difference;
mod erasure;
mod libraries;
mod limits;
mod points;
mod record;
mod run;
mod seeds;
mod verdict;

pub use check::{CheckOutcome, CheckReport, CheckStatus, settle};
pub use difference::Difference;
pub use libraries::{Library, RuntimeLibraries};
pub use limits::{GradingLimits, operations};
pub use points::{Credit, Points, Share};
pub use record::{
    ExerciseRef, Grading, GradingRecord, NotGraded, Output, PackRef, ParseExerciseRefError, RuntimeRef, Usage,
};
pub use run::{Drawn, Picture, Run, Variable};
pub use seeds::Seeds;
pub use verdict::{Unreadable, Verdict};
