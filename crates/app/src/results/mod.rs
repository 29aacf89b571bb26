//! What people have earned, and what their submissions say of exercises.

mod standing;
mod statistics;

pub use standing::Standing;
pub use statistics::{ExerciseStatistics, StatisticsError};
