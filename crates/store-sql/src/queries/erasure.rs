//! Erasing what the store holds of a person.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::grading::GradingRecord;
use spyrales_core::id::{RegradeId, UserId};
use spyrales_core::store::{AccountState, AuditAction, RecordPlace, StoreError, WriteErasure};
use uuid::Uuid;

use super::columns::{Columns, corrupt, database};
use super::{Access, Repository, Row};
use crate::statement::{Statement, query};

#[async_trait]
impl<C: Access> WriteErasure for Repository<C> {
    async fn erase_profile(&mut self, user: UserId, nobody: &str, now: Timestamp) -> Result<(), StoreError> {
        query!(
            "UPDATE users SET name = $2, display_name = '', email = '', sought = '', state = $3 WHERE id = $1"
        )
        .bind(user.uuid())
        .bind(nobody)
        .bind(AccountState::Erased.name())
        .execute(self.connection())
        .await
        .map_err(database)?;
        query!("INSERT INTO erased_users (user_id, erased_at) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(user.uuid())
            .bind(now.as_microsecond())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }

    async fn erase_name(&mut self, name: &str, nobody: &str) -> Result<(), StoreError> {
        for statement in [
            sql!("UPDATE acts SET actor = $2 WHERE actor = $1"),
            sql!("UPDATE status_events SET actor = $2 WHERE actor = $1"),
            sql!("UPDATE report_replies SET author = $2 WHERE author = $1"),
            sql!("UPDATE pack_drafts SET uploaded_by = $2 WHERE uploaded_by = $1"),
            sql!("UPDATE regrades SET started_by = $2 WHERE started_by = $1"),
            sql!("UPDATE regrades SET settled_by = $2 WHERE settled_by = $1"),
        ] {
            query(statement)
                .bind(name)
                .bind(nobody)
                .execute(self.connection())
                .await
                .map_err(database)?;
        }
        Ok(())
    }

    async fn erase_details(&mut self, subject: &str, action: AuditAction) -> Result<(), StoreError> {
        query!("UPDATE acts SET detail = '' WHERE subject = $1 AND deed = $2")
            .bind(subject)
            .bind(action.name())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }

    async fn erase_access(&mut self, user: UserId) -> Result<(), StoreError> {
        let statements = [
            sql!("DELETE FROM passwords WHERE user_id = $1"),
            sql!("DELETE FROM sessions WHERE user_id = $1"),
            sql!("DELETE FROM tokens WHERE user_id = $1"),
            sql!("DELETE FROM identities WHERE user_id = $1"),
        ];
        self.erase(&statements, user).await
    }

    async fn erase_reports(&mut self, user: UserId) -> Result<(), StoreError> {
        let statements = [
            sql!(
                "DELETE FROM report_replies WHERE report_id IN (SELECT id FROM problem_reports WHERE user_id = $1)"
            ),
            sql!("DELETE FROM problem_reports WHERE user_id = $1"),
        ];
        self.erase(&statements, user).await
    }

    async fn erase_code(&mut self, user: UserId) -> Result<(), StoreError> {
        let statements = [
            sql!("DELETE FROM drafts WHERE user_id = $1"),
            sql!("DELETE FROM jobs WHERE user_id = $1"),
        ];
        self.erase(&statements, user).await?;
        self.empty(
            sql!("UPDATE submissions SET source = $2, idempotency_key = NULL WHERE user_id = $1"),
            user,
        )
        .await
    }

    async fn record_places(&mut self, user: UserId) -> Result<Vec<RecordPlace>, StoreError> {
        let rows = query!(
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
            None => {
                query!("SELECT record FROM gradings WHERE submission_id = $1").bind(place.submission.uuid())
            }
            Some(regrade) => {
                query!("SELECT record FROM earlier_gradings WHERE submission_id = $1 AND replaced_by = $2",)
                    .bind(place.submission.uuid())
                    .bind(regrade.uuid())
            }
        };
        let row = query.fetch_optional(self.connection()).await.map_err(database)?;
        let Some(row) = row else { return Ok(None) };
        let json: &str = Columns(&row).get("record")?;
        serde_json::from_str(json).map_err(|error| corrupt("record", error))
    }

    async fn erase_record(&mut self, place: RecordPlace, left: &GradingRecord) -> Result<(), StoreError> {
        let json = serde_json::to_string(left).map_err(database)?;
        let query = match place.replaced_by {
            None => query!("UPDATE gradings SET record = $2, traces = '[]' WHERE submission_id = $1")
                .bind(place.submission.uuid())
                .bind(json),
            Some(regrade) => query!("UPDATE earlier_gradings SET record = $2, traces = '[]' WHERE submission_id = $1 AND replaced_by = $3")
            .bind(place.submission.uuid())
            .bind(json)
            .bind(regrade.uuid()),
        };
        query.execute(self.connection()).await.map_err(database)?;
        Ok(())
    }

    async fn erase_regrades(&mut self, user: UserId) -> Result<(), StoreError> {
        let statements = [
            sql!(
                "DELETE FROM regrade_jobs WHERE submission_id IN (SELECT id FROM submissions WHERE user_id = $1)"
            ),
            sql!(
                "DELETE FROM regrade_results WHERE submission_id IN (SELECT id FROM submissions WHERE user_id = $1)"
            ),
            sql!("DELETE FROM regrade_notices WHERE user_id = $1"),
            sql!("DELETE FROM neutralised WHERE user_id = $1"),
        ];
        self.erase(&statements, user).await
    }

    async fn erase_certificates(&mut self, user: UserId) -> Result<(), StoreError> {
        let statements = [
            sql!(
                "DELETE FROM share_links WHERE credential_id IN (SELECT id FROM credentials WHERE user_id = $1)"
            ),
            sql!(
                "DELETE FROM shown_names WHERE credential_id IN (SELECT id FROM credentials WHERE user_id = $1)"
            ),
            sql!(
                "DELETE FROM transcripts WHERE credential_id IN (SELECT id FROM credentials WHERE user_id = $1)"
            ),
            sql!(
                "UPDATE status_events SET reason = '–'
             WHERE credential_id IN (SELECT id FROM credentials WHERE user_id = $1)"
            ),
            sql!(
                "UPDATE log_places SET nonce = NULL
             WHERE credential_id IN (SELECT id FROM credentials WHERE user_id = $1)"
            ),
        ];
        self.erase(&statements, user).await?;
        self.empty(
            sql!("UPDATE credentials SET document = $2 WHERE user_id = $1"),
            user,
        )
        .await
    }
}

impl<C: Access> Repository<C> {
    /// Runs statements whose one value is a person.
    async fn erase(&mut self, statements: &[Statement], user: UserId) -> Result<(), StoreError> {
        for &statement in statements {
            query(statement)
                .bind(user.uuid())
                .execute(self.connection())
                .await
                .map_err(database)?;
        }
        Ok(())
    }

    /// Runs a statement that writes no bytes in the place of some.
    async fn empty(&mut self, statement: Statement, user: UserId) -> Result<(), StoreError> {
        query(statement)
            .bind(user.uuid())
            .bind(&[0u8; 0][..])
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }
}
