//! What a grading comes to: the record.
//!
//! A [`GradingRecord`] holds everything the grade depends on and everything it came to, and nothing that two
//! gradings of the same submission could differ in: its digest proves a replay. What may differ, the wall
//! time, lies beside it in [`Grading`].

mod check;
mod difference;
mod erasure;
mod limits;
mod points;
mod record;
mod run;
mod verdict;

pub use check::{CheckOutcome, CheckReport, CheckStatus, settle};
pub use difference::Difference;
pub use limits::GradingLimits;
pub use points::{Credit, Points, Share};
pub use record::{
    ExerciseRef, Grading, GradingRecord, NotGraded, Output, PackRef, ParseExerciseRefError, RuntimeRef, Usage,
};
pub use run::{Drawn, Picture, Run, Variable};
pub use verdict::{Unreadable, Verdict};
