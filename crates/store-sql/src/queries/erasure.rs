//! Erasing what the store holds of a person.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::grading::GradingRecord;
use spyrales_core::id::{RegradeId, UserId};
use spyrales_core::store::{AccountState, AuditAction, RecordPlace, StoreError, WriteErasure};
use uuid::Uuid;

use super::columns::{Columns, corrupt, database};
use super::{Access, Repository, Row};

#[async_trait]
impl<C: Access> WriteErasure for Repository<C> {
    async fn erase_profile(&mut self, user: UserId, nobody: &str, now: Timestamp) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE users SET name = $2, display_name = '', email = '', sought = '', state = $3 WHERE id = $1",
        )
            .bind(user.uuid())
            .bind(nobody)
            .bind(AccountState::Erased.name())
            .execute(self.connection())
            .await
            .map_err(database)?;
        sqlx::query("INSERT INTO erased_users (user_id, erased_at) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(user.uuid())
            .bind(now.as_microsecond())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }

    async fn erase_name(&mut self, name: &str, nobody: &str) -> Result<(), StoreError> {
        for statement in [
            "UPDATE acts SET actor = $2 WHERE actor = $1",
            "UPDATE status_events SET actor = $2 WHERE actor = $1",
            "UPDATE report_replies SET author = $2 WHERE author = $1",
            "UPDATE pack_drafts SET uploaded_by = $2 WHERE uploaded_by = $1",
            "UPDATE regrades SET started_by = $2 WHERE started_by = $1",
            "UPDATE regrades SET settled_by = $2 WHERE settled_by = $1",
        ] {
            sqlx::query(statement)
                .bind(name)
                .bind(nobody)
                .execute(self.connection())
                .await
                .map_err(database)?;
        }
        Ok(())
    }

    async fn erase_details(&mut self, subject: &str, action: AuditAction) -> Result<(), StoreError> {
        sqlx::query("UPDATE acts SET detail = '' WHERE subject = $1 AND deed = $2")
            .bind(subject)
            .bind(action.name())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }

    async fn erase_access(&mut self, user: UserId) -> Result<(), StoreError> {
        let statements = [
            "DELETE FROM passwords WHERE user_id = $1",
            "DELETE FROM sessions WHERE user_id = $1",
            "DELETE FROM tokens WHERE user_id = $1",
            "DELETE FROM identities WHERE user_id = $1",
        ];
        self.erase(&statements, user).await
    }

    async fn erase_reports(&mut self, user: UserId) -> Result<(), StoreError> {
        let statements = [
            "DELETE FROM report_replies WHERE report_id IN (SELECT id FROM problem_reports WHERE user_id = $1)",
            "DELETE FROM problem_reports WHERE user_id = $1",
        ];
        self.erase(&statements, user).await
    }

    async fn erase_code(&mut self, user: UserId) -> Result<(), StoreError> {
        let statements = [
            "DELETE FROM drafts WHERE user_id = $1",
            "DELETE FROM jobs WHERE user_id = $1",
        ];
        self.erase(&statements, user).await?;
        self.empty(
            "UPDATE submissions SET source = $2, idempotency_key = NULL WHERE user_id = $1",
            user,
        )
        .await
    }

    async fn record_places(&mut self, user: UserId) -> Result<Vec<RecordPlace>, StoreError> {
        let rows = sqlx::query(
            "SELECT submissions.id, NULL AS replaced_by
             FROM submissions JOIN gradings ON gradings.submission_id = submissions.id WHERE user_id = $1
             UNION ALL
             SELECT submissions.id, replaced_by
             FROM submissions JOIN earlier_gradings ON earlier_gradings.submission_id = submissions.id
             WHERE user_id = $1",
        )
        .bind(user.uuid())
        .fetch_all(self.connection())
        .await
        .map_err(database)?;
        let read = |row: &Row| {
            let columns = Columns(row);
            let replaced_by: Option<Uuid> = columns.get("replaced_by")?;
            Ok(RecordPlace {
                submission: columns.id("id")?,
                replaced_by: replaced_by.map(RegradeId::from),
            })
        };
        rows.iter().map(read).collect()
    }

    async fn record_at(&mut self, place: RecordPlace) -> Result<Option<GradingRecord>, StoreError> {
        let query = match place.replaced_by {
            None => sqlx::query("SELECT record FROM gradings WHERE submission_id = $1")
                .bind(place.submission.uuid()),
            Some(regrade) => sqlx::query(
                "SELECT record FROM earlier_gradings WHERE submission_id = $1 AND replaced_by = $2",
            )
            .bind(place.submission.uuid())
            .bind(regrade.uuid()),
        };
        let row = query.fetch_optional(self.connection()).await.map_err(database)?;
        let Some(row) = row else { return Ok(None) };
        let json: &str = Columns(&row).get("record")?;
        serde_json::from_str(json).map_err(|error| corrupt("record", error))
    }

    async fn erase_record(&mut self, place: RecordPlace, left: &GradingRecord) -> Result<(), StoreError> {
        let json = serde_json::to_string(left).map_err(database)?;
        let query = match place.replaced_by {
            None => sqlx::query("UPDATE gradings SET record = $2, traces = '[]' WHERE submission_id = $1")
                .bind(place.submission.uuid())
                .bind(json),
            Some(regrade) => sqlx::query(
                "UPDATE earlier_gradings SET record = $2, traces = '[]' WHERE submission_id = $1 AND replaced_by = $3",
            )
            .bind(place.submission.uuid())
            .bind(json)
            .bind(regrade.uuid()),
        };
        query.execute(self.connection()).await.map_err(database)?;
        Ok(())
    }

    async fn erase_regrades(&mut self, user: UserId) -> Result<(), StoreError> {
        let statements = [
            "DELETE FROM regrade_jobs WHERE submission_id IN (SELECT id FROM submissions WHERE user_id = $1)",
            "DELETE FROM regrade_results WHERE submission_id IN (SELECT id FROM submissions WHERE user_id = $1)",
            "DELETE FROM regrade_notices WHERE user_id = $1",
            "DELETE FROM neutralised WHERE user_id = $1",
        ];
        self.erase(&statements, user).await
    }

    async fn erase_certificates(&mut self, user: UserId) -> Result<(), StoreError> {
        let statements = [
            "DELETE FROM share_links WHERE credential_id IN (SELECT id FROM credentials WHERE user_id = $1)",
            "DELETE FROM shown_names WHERE credential_id IN (SELECT id FROM credentials WHERE user_id = $1)",
            "DELETE FROM transcripts WHERE credential_id IN (SELECT id FROM credentials WHERE user_id = $1)",
            "UPDATE status_events SET reason = '–'
             WHERE credential_id IN (SELECT id FROM credentials WHERE user_id = $1)",
            "UPDATE log_places SET nonce = NULL
             WHERE credential_id IN (SELECT id FROM credentials WHERE user_id = $1)",
        ];
        self.erase(&statements, user).await?;
        self.empty("UPDATE credentials SET document = $2 WHERE user_id = $1", user)
            .await
    }
}

impl<C: Access> Repository<C> {
    /// Runs statements whose one value is a person.
    async fn erase(&mut self, statements: &[&'static str], user: UserId) -> Result<(), StoreError> {
        for &statement in statements {
            sqlx::query(statement)
                .bind(user.uuid())
                .execute(self.connection())
                .await
                .map_err(database)?;
        }
        Ok(())
    }

    /// Runs a statement that writes no bytes in the place of some.
    async fn empty(&mut self, statement: &'static str, user: UserId) -> Result<(), StoreError> {
        sqlx::query(statement)
            .bind(user.uuid())
            .bind(&[0u8; 0][..])
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }
}
