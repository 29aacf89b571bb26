//! Problem reports and their replies.

use std::collections::HashMap;

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::grading::ExerciseRef;
use spyrales_core::id::{ReportId, UserId};
use spyrales_core::store::{
    NewReport, OpenUser, ReadReports, Report, ReportCategory, ReportReply, StoreError, WriteReports,
};
use sqlx::{Encode, Type};
use uuid::Uuid;

use super::columns::{Columns, blob, corrupt, database};
use super::{Access, Db, Repository, Row};
use crate::statement::{Statement, query};

macro_rules! answered {
    () => {
        "EXISTS (SELECT 1 FROM report_replies WHERE report_id = problem_reports.id)"
    };
}

/// The reports where a condition on one value holds, and their replies.
macro_rules! select_reports {
    ($condition:expr) => {
        [
            sql!(concat!("SELECT * FROM problem_reports WHERE ", $condition)),
            sql!(concat!(
                "SELECT report_replies.* FROM report_replies
                 WHERE report_id IN (SELECT id FROM problem_reports WHERE ",
                $condition,
                ") ORDER BY position"
            )),
        ]
    };
}

#[async_trait]
impl<C: Access> ReadReports for Repository<C> {
    async fn report_exercise(&mut self, id: ReportId) -> Result<Option<ExerciseRef>, StoreError> {
        let row = query!("SELECT pack_id, exercise_id FROM problem_reports WHERE id = $1")
            .bind(id.uuid())
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        row.map(|row| Columns(&row).exercise()).transpose()
    }

    async fn open_reports(&mut self, limit: u32) -> Result<Vec<Report>, StoreError> {
        let statements = select_reports!(concat!("NOT ", answered!(), " ORDER BY id LIMIT $1"));
        self.reports(statements, i64::from(limit)).await
    }

    async fn answered_reports(&mut self, limit: u32) -> Result<Vec<Report>, StoreError> {
        let statements = select_reports!(concat!(answered!(), " ORDER BY id DESC LIMIT $1"));
        self.reports(statements, i64::from(limit)).await
    }

    async fn reports_of(&mut self, user: UserId) -> Result<Vec<Report>, StoreError> {
        let statements = select_reports!("user_id = $1 ORDER BY id DESC");
        self.reports(statements, user.uuid()).await
    }

    async fn open_reports_of(&mut self, user: UserId) -> Result<u32, StoreError> {
        let row = query!(concat!(
            "SELECT count(*) AS open FROM problem_reports WHERE user_id = $1 AND NOT ",
            answered!()
        ))
        .bind(user.uuid())
        .fetch_one(self.connection())
        .await
        .map_err(database)?;
        Columns(&row).natural("open")
    }
}

#[async_trait]
impl<C: Access> WriteReports for Repository<C> {
    async fn insert_report(
        &mut self,
        author: &OpenUser,
        report: &NewReport,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        query!(
            "INSERT INTO problem_reports
                 (id, user_id, pack_id, exercise_id, pack_digest, category, text, reported_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(report.id.uuid())
        .bind(author.id().uuid())
        .bind(&report.exercise.pack)
        .bind(&report.exercise.exercise)
        .bind(blob(&report.pack))
        .bind(report.category.name())
        .bind(&report.text)
        .bind(now.as_microsecond())
        .execute(self.connection())
        .await
        .map_err(database)?;
        Ok(())
    }

    async fn insert_report_reply(
        &mut self,
        id: ReportId,
        author: &str,
        text: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        query!("INSERT INTO report_replies (report_id, author, text, replied_at) VALUES ($1, $2, $3, $4)",)
            .bind(id.uuid())
            .bind(author)
            .bind(text)
            .bind(now.as_microsecond())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }
}

impl<C: Access> Repository<C> {
    /// Reports with their replies, by statements made by `select_reports!`.
    async fn reports(
        &mut self,
        [reports, replies]: [Statement; 2],
        value: impl Encode<'static, Db> + Type<Db> + Clone + Send + 'static,
    ) -> Result<Vec<Report>, StoreError> {
        let rows = query(reports)
            .bind(value.clone())
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        let mut reports = rows.iter().map(read_report).collect::<Result<Vec<_>, _>>()?;
        let places: HashMap<ReportId, usize> = reports
            .iter()
            .enumerate()
            .map(|(at, report)| (report.id, at))
            .collect();
        let rows = query(replies)
            .bind(value)
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        for row in &rows {
            let columns = Columns(row);
            // A report that came between the two statements has no place.
            if let Some(at) = places.get(&columns.get::<Uuid>("report_id")?.into()) {
                reports[*at].replies.push(ReportReply {
                    author: columns.get("author")?,
                    text: columns.get("text")?,
                    at: columns.time("replied_at")?,
                });
            }
        }
        Ok(reports)
    }
}

fn read_report(row: &Row) -> Result<Report, StoreError> {
    let columns = Columns(row);
    let category: &str = columns.get("category")?;
    Ok(Report {
        id: columns.id("id")?,
        exercise: columns.exercise()?,
        pack: columns.digest("pack_digest")?,
        category: ReportCategory::named(category).ok_or_else(|| corrupt("category", category))?,
        text: columns.get("text")?,
        at: columns.time("reported_at")?,
        replies: Vec::new(),
    })
}
