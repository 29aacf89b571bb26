//! Erasing what the store holds of a person.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::id::UserId;
use spyrales_core::store::{StoreError, WriteErasure};

use super::columns::database;
use super::{Access, Repository};
use crate::statement::{Statement, query};

#[async_trait]
impl<C: Access> WriteErasure for Repository<C> {
    async fn erase_profile(&mut self, user: UserId, nobody: &str, now: Timestamp) -> Result<(), StoreError> {
        query!("UPDATE users SET name = $2, display_name = '', email = '', sought = '' WHERE id = $1")
            .bind(user.uuid())
            .bind(nobody)
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
            sql!("UPDATE submissions SET source = $2 WHERE user_id = $1"),
            user,
        )
        .await
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
