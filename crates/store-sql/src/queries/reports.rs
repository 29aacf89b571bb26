//! Problem reports and their replies.

use std::collections::HashMap;

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::grading::ExerciseRef;
use spyrales_core::id::{ReportId, UserId};
use spyrales_core::store::{
    NewReport, OpenUser, ReadReports, Report, ReportCategory, ReportReply, StoreError, WriteReports,
};
use uuid::Uuid;

use super::columns::{Columns, blob, corrupt, database};
use super::{Access, Repository, Row};

const ANSWERED: &str = "EXISTS (SELECT 1 FROM report_replies WHERE report_id = problem_reports.id)";

#[async_trait]
impl<C: Access> ReadReports for Repository<C> {
    async fn report_exercise(&mut self, id: ReportId) -> Result<Option<ExerciseRef>, StoreError> {
        let row = sqlx::query("SELECT pack_id, exercise_id FROM problem_reports WHERE id = $1")
            .bind(id.uuid())
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        row.map(|row| Columns(&row).exercise()).transpose()
    }

    async fn open_reports(&mut self, limit: u32) -> Result<Vec<Report>, StoreError> {
        self.select_reports(&format!("NOT {ANSWERED} ORDER BY id LIMIT {limit}"), None)
            .await
    }

    async fn answered_reports(&mut self, limit: u32) -> Result<Vec<Report>, StoreError> {
        self.select_reports(&format!("{ANSWERED} ORDER BY id DESC LIMIT {limit}"), None)
            .await
    }

    async fn reports_of(&mut self, user: UserId) -> Result<Vec<Report>, StoreError> {
        self.select_reports("user_id = $1 ORDER BY id DESC", Some(user))
            .await
    }

    async fn open_reports_of(&mut self, user: UserId) -> Result<u32, StoreError> {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT count(*) AS open FROM problem_reports WHERE user_id = $1 AND NOT {ANSWERED}"
        )))
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
        sqlx::query(
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
        sqlx::query(
            "INSERT INTO report_replies (report_id, author, text, replied_at) VALUES ($1, $2, $3, $4)",
        )
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
    /// Reports where a condition of ours holds, with their replies.
    async fn select_reports(
        &mut self,
        condition: &str,
        user: Option<UserId>,
    ) -> Result<Vec<Report>, StoreError> {
        let select = format!("SELECT * FROM problem_reports WHERE {condition}");
        let mut query = sqlx::query(sqlx::AssertSqlSafe(select));
        if let Some(user) = user {
            query = query.bind(user.uuid());
        }
        let rows = query.fetch_all(self.connection()).await.map_err(database)?;
        let mut reports = rows.iter().map(read_report).collect::<Result<Vec<_>, _>>()?;
        let places: HashMap<ReportId, usize> = reports
            .iter()
            .enumerate()
            .map(|(at, report)| (report.id, at))
            .collect();
        let select = format!(
            "SELECT report_replies.* FROM report_replies
             WHERE report_id IN (SELECT id FROM problem_reports WHERE {condition}) ORDER BY position"
        );
        let mut query = sqlx::query(sqlx::AssertSqlSafe(select));
        if let Some(user) = user {
            query = query.bind(user.uuid());
        }
        for row in &query.fetch_all(self.connection()).await.map_err(database)? {
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
