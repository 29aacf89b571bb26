//! Erasing what the store holds of a person.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::id::UserId;
use spyrales_core::store::{AccountState, StoreError, WriteErasure};

use super::columns::database;
use super::{Access, Repository};

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
        self.empty("UPDATE submissions SET source = $2 WHERE user_id = $1", user)
            .await
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
