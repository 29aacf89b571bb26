//! Problem reports: what learners say is wrong with an exercise, and what trainers answer.

use spyrales_core::digest::Digest;
use spyrales_core::grading::ExerciseRef;
use spyrales_core::id::{ReportId, UserId};
use spyrales_core::report::{self, OPEN_LIMIT};
use spyrales_core::store::{
    AuditAction, NewAuditEvent, NewReport, NotLive, Report, ReportCategory, StoreError,
};

use crate::App;
use crate::accounts::open;
use crate::transaction::{transaction, use_case_errors};

/// A report is not made.
#[derive(Debug, thiserror::Error)]
pub enum ReportProblemError {
    /// Its text is empty or too long.
    #[error("the text has 1 to {} characters", Report::LONGEST)]
    Text,
    /// As many of the person's reports wait for an answer as may.
    #[error("{OPEN_LIMIT} reports wait for an answer")]
    TooMany,
    /// There is no such account, or it is closed.
    #[error(transparent)]
    NotLive(#[from] NotLive),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A report is not answered.
#[derive(Debug, thiserror::Error)]
pub enum AnswerReportError {
    /// The text is empty or too long.
    #[error("the text has 1 to {} characters", Report::LONGEST)]
    Text,
    /// There is no such report.
    #[error("no report {0}")]
    Unknown(ReportId),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

use_case_errors!(ReportProblemError, AnswerReportError);

impl App {
    /// Says what is wrong with an exercise of a version of a pack.
    pub async fn report_problem(
        &self,
        user: UserId,
        exercise: ExerciseRef,
        pack: Digest,
        category: ReportCategory,
        text: &str,
    ) -> Result<ReportId, ReportProblemError> {
        let text = report::text(text).ok_or(ReportProblemError::Text)?;
        let now = self.clock.now();
        let report = NewReport {
            id: self.rng.with(|rng| ReportId::new(now, rng)),
            exercise,
            pack,
            category,
            text: text.to_owned(),
        };
        transaction!(self.store, "report_problem", ReportProblemError, |tx| {
            let author = open::<ReportProblemError>(&mut *tx, user).await?;
            if !report::may_report(tx.open_reports_of(user).await?) {
                return Err(ReportProblemError::TooMany);
            }
            tx.insert_report(&author, &report, now).await?;
            Ok(report.id)
        })
    }

    /// Answers a report, on record.
    pub async fn answer_report(
        &self,
        id: ReportId,
        author: &str,
        text: &str,
    ) -> Result<(), AnswerReportError> {
        let text = report::text(text).ok_or(AnswerReportError::Text)?;
        let now = self.clock.now();
        transaction!(self.store, "answer_report", AnswerReportError, |tx| {
            let exercise = tx.report_exercise(id).await?;
            let exercise = exercise.ok_or(AnswerReportError::Unknown(id))?;
            tx.insert_report_reply(id, author, text, now).await?;
            let event = NewAuditEvent::new(author, AuditAction::ReportAnswered, exercise, "");
            tx.record_event(&event, now).await?;
            Ok(())
        })
    }
}
