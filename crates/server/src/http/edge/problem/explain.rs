//! How each error of a use case is told: its kind, which has the status, and both texts. One file for each room.

mod accounts;
mod certificates;
mod drafts;
mod organisations;
mod regrades;
mod reports;
mod results;
mod runs;
mod submissions;

use super::Problem;

/// An error that can be told to a client.
pub trait Explain: std::error::Error {
    /// How it is told.
    fn problem(&self) -> Problem;
}
