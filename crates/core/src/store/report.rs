//! What learners say is wrong with exercises, and what trainers answer.

use async_trait::async_trait;
use jiff::Timestamp;

use super::StoreError;
use super::live::OpenUser;
use crate::digest::Digest;
use crate::grading::ExerciseRef;
use crate::id::{ReportId, UserId};

/// What a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportCategory {
    /// The statement is unclear or wrong.
    Statement,
    /// A check refuses what is right, or its explanation misleads.
    Checks,
    /// The data are wrong or don't load.
    Data,
    /// The page doesn't work: display, keyboard, screen reader.
    Display,
    /// Anything else.
    Other,
}

impl ReportCategory {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Statement,
        Self::Checks,
        Self::Data,
        Self::Display,
        Self::Other,
    ];

    /// Its name in the store.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Checks => "checks",
            Self::Data => "data",
            Self::Display => "display",
            Self::Other => "other",
        }
    }

    /// The category with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.name() == name)
    }
}

/// A report to be made.
#[derive(Clone, Debug)]
pub struct NewReport {
    /// Its id.
    pub id: ReportId,
    /// About which exercise.
    pub exercise: ExerciseRef,
    /// Of which version of the pack.
    pub pack: Digest,
    /// What it is about.
    pub category: ReportCategory,
    /// What is wrong: 1 to [`Report::LONGEST`] characters.
    pub text: String,
}

/// What a trainer answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportReply {
    /// Who: an account's name.
    pub author: String,
    /// What.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its id.
    pub id: ReportId,
    /// About which exercise.
    pub exercise: ExerciseRef,
    /// Of which version of the pack.
    pub pack: Digest,
    /// What it is about.
    pub category: ReportCategory,
    /// What is wrong.
    pub text: String,
    /// When.
    pub at: Timestamp,
    /// What was answered, oldest first.
    pub replies: Vec<ReportReply>,
}

impl Report {
    /// Characters of a report or a reply, at most.
    pub const LONGEST: usize = 4000;
}

/// Reading reports. An erased account takes its reports along.
#[async_trait]
pub trait ReadReports: Send {
    /// The exercise that a report is about.
    async fn report_exercise(&mut self, id: ReportId) -> Result<Option<ExerciseRef>, StoreError>;

    /// Reports that nobody answered, oldest first.
    async fn open_reports(&mut self, limit: u32) -> Result<Vec<Report>, StoreError>;

    /// Reports that were answered, newest first.
    async fn answered_reports(&mut self, limit: u32) -> Result<Vec<Report>, StoreError>;

    /// A person's reports, newest first.
    async fn reports_of(&mut self, user: UserId) -> Result<Vec<Report>, StoreError>;

    /// How many of a person's reports nobody answered.
    async fn open_reports_of(&mut self, user: UserId) -> Result<u32, StoreError>;
}

/// Writing reports.
#[async_trait]
pub trait WriteReports: Send {
    /// Adds a report of a person's.
    async fn insert_report(
        &mut self,
        author: &OpenUser,
        report: &NewReport,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// Adds a reply to a report.
    async fn insert_report_reply(
        &mut self,
        id: ReportId,
        author: &str,
        text: &str,
        now: Timestamp,
    ) -> Result<(), StoreError>;
}
