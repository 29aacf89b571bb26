//! People and their API tokens.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::digest::Digest;
use spyrales_core::id::{TokenId, UserId};
use spyrales_core::store::{Accounts, NewToken, NewUser, Role, StoreError, StoredToken, TokenGrant, User};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use crate::SqliteStore;
use crate::columns::{Columns, blob, corrupt, database};

#[async_trait]
impl Accounts for SqliteStore {
    async fn add_user(&self, user: NewUser, now: Timestamp) -> Result<User, StoreError> {
        let mut transaction = self.begin().await?;
        let user = insert_user(&mut transaction, user, now).await?;
        transaction.commit().await.map_err(database)?;
        Ok(user)
    }

    async fn user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        let row = sqlx::query("SELECT * FROM users WHERE id = ?1")
            .bind(id.uuid())
            .fetch_optional(self.readers())
            .await
            .map_err(database)?;
        row.as_ref().map(read_user).transpose()
    }

    async fn user_named(&self, name: &str) -> Result<Option<User>, StoreError> {
        let row = sqlx::query("SELECT * FROM users WHERE name = ?1")
            .bind(name)
            .fetch_optional(self.readers())
            .await
            .map_err(database)?;
        row.as_ref().map(read_user).transpose()
    }

    async fn add_token(&self, token: NewToken, now: Timestamp) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        require_user(&mut transaction, token.user).await?;
        sqlx::query(
            "INSERT INTO tokens (id, user_id, digest, created_at, expires_at, label) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )
        .bind(token.id.uuid())
        .bind(token.user.uuid())
        .bind(blob(&token.digest))
        .bind(now.as_microsecond())
        .bind(token.expires.map(Timestamp::as_microsecond))
        .bind(&token.label)
        .execute(&mut *transaction)
        .await
        .map_err(database)?;
        transaction.commit().await.map_err(database)
    }

    async fn tokens(&self, user: UserId) -> Result<Vec<StoredToken>, StoreError> {
        let rows = sqlx::query("SELECT * FROM tokens WHERE user_id = ?1 ORDER BY id DESC")
            .bind(user.uuid())
            .fetch_all(self.readers())
            .await
            .map_err(database)?;
        let read = |row: &SqliteRow| {
            let columns = Columns(row);
            Ok(StoredToken {
                id: columns.id("id")?,
                label: columns.get("label")?,
                created: columns.time("created_at")?,
                expires: columns.optional_time("expires_at")?,
            })
        };
        rows.iter().map(read).collect()
    }

    async fn withdraw_token(&self, id: TokenId, user: UserId) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let gone = sqlx::query("DELETE FROM tokens WHERE id = ?1 AND user_id = ?2")
            .bind(id.uuid())
            .bind(user.uuid())
            .execute(&mut *transaction)
            .await
            .map_err(database)?;
        transaction.commit().await.map_err(database)?;
        Ok(gone.rows_affected() > 0)
    }

    async fn grant(&self, digest: Digest, now: Timestamp) -> Result<Option<TokenGrant>, StoreError> {
        let row = sqlx::query(
            "SELECT tokens.id AS token_id, users.*
             FROM tokens JOIN users ON users.id = tokens.user_id
             WHERE tokens.digest = ?1 AND (tokens.expires_at IS NULL OR tokens.expires_at > ?2)",
        )
        .bind(blob(&digest))
        .bind(now.as_microsecond())
        .fetch_optional(self.readers())
        .await
        .map_err(database)?;
        row.map(|row| {
            Ok(TokenGrant {
                token: Columns(&row).id::<TokenId>("token_id")?,
                user: read_user(&row)?,
            })
        })
        .transpose()
    }
}

/// Adds a person; [`StoreError::Taken`] when the name is.
pub(crate) async fn insert_user(
    connection: &mut SqliteConnection,
    user: NewUser,
    now: Timestamp,
) -> Result<User, StoreError> {
    let row = sqlx::query(
        "INSERT INTO users (id, name, display_name, email, role, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (name) DO NOTHING
         RETURNING *",
    )
    .bind(user.id.uuid())
    .bind(&user.name)
    .bind(&user.display_name)
    .bind(&user.email)
    .bind(user.role.name())
    .bind(now.as_microsecond())
    .fetch_optional(connection)
    .await
    .map_err(database)?;
    match row {
        Some(row) => read_user(&row),
        None => Err(StoreError::Taken {
            what: "user",
            name: user.name,
            hint: "choose another name",
        }),
    }
}

/// Refuses what is to be stored for a person who isn't there.
pub(crate) async fn require_user(connection: &mut SqliteConnection, id: UserId) -> Result<(), StoreError> {
    sqlx::query("SELECT 1 FROM users WHERE id = ?1")
        .bind(id.uuid())
        .fetch_optional(connection)
        .await
        .map_err(database)?
        .map(drop)
        .ok_or_else(|| StoreError::Unknown {
            what: "user",
            name: id.to_string(),
        })
}

pub(crate) fn read_user(row: &SqliteRow) -> Result<User, StoreError> {
    let columns = Columns(row);
    let role: Role = columns
        .get::<&str>("role")?
        .parse()
        .map_err(|error| corrupt("role", error))?;
    Ok(User {
        id: columns.id("id")?,
        name: columns.get("name")?,
        display_name: columns.get("display_name")?,
        email: columns.get("email")?,
        role,
        created: columns.time("created_at")?,
    })
}
