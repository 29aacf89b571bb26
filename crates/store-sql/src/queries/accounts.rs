//! People and their API tokens.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::digest::Digest;
use spyrales_core::id::{OrganisationId, TokenId, UserId};
use spyrales_core::store::{
    AccountState, LiveUser, NewToken, NewUser, OpenUser, ReadAccounts, Role, Scope, StoreError, StoredToken,
    TokenGrant, User, UserSearch, WriteAccounts,
};

use super::columns::{Columns, blob, corrupt, database};
use super::dialect::has_all_words;
use super::search_text;
use super::{Access, Repository, Row};

#[async_trait]
impl<C: Access> ReadAccounts for Repository<C> {
    async fn user(&mut self, id: UserId) -> Result<Option<User>, StoreError> {
        let row = query!("SELECT * FROM users WHERE id = $1")
            .bind(id.uuid())
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        row.as_ref().map(read_user).transpose()
    }

    async fn user_named(&mut self, name: &str) -> Result<Option<User>, StoreError> {
        let row = query!("SELECT * FROM users WHERE name = $1")
            .bind(name)
            .fetch_optional(self.connection())
            .await
            .map_err(database)?;
        row.as_ref().map(read_user).transpose()
    }

    async fn find_users(&mut self, search: UserSearch<'_>) -> Result<Vec<User>, StoreError> {
        let query = query!(concat!(
            "SELECT * FROM users
             WHERE name > $2 AND ",
            has_all_words!(),
            "
               AND (id IN (SELECT user_id FROM memberships WHERE organisation_id = $3) OR $3 IS NULL)
               AND state <> $5
             ORDER BY name LIMIT $4"
        ));
        let rows = query
            .bind(search_text::words(search.text))
            .bind(search.after.unwrap_or_default())
            .bind(search.organisation.map(OrganisationId::uuid))
            .bind(i64::from(search.limit))
            .bind(AccountState::Erased.name())
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        rows.iter().map(read_user).collect()
    }

    async fn users_with_email(&mut self, email: &str) -> Result<Vec<User>, StoreError> {
        let rows = query!("SELECT * FROM users WHERE lower(email) = lower($1) ORDER BY name")
            .bind(email)
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        rows.iter().map(read_user).collect()
    }

    async fn administrators(&mut self) -> Result<Vec<UserId>, StoreError> {
        let rows = query!("SELECT id FROM users WHERE role = $1 AND state = $2 ORDER BY id")
            .bind(Role::Administrator.name())
            .bind(AccountState::Open.name())
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        rows.iter().map(|row| Columns(row).id("id")).collect()
    }

    async fn tokens(&mut self, user: UserId) -> Result<Vec<StoredToken>, StoreError> {
        let rows = query!("SELECT * FROM tokens WHERE user_id = $1 ORDER BY id DESC")
            .bind(user.uuid())
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        let read = |row: &Row| {
            let columns = Columns(row);
            Ok(StoredToken {
                id: columns.id("id")?,
                label: columns.get("label")?,
                scope: read_scope(row)?,
                created: columns.time("created_at")?,
                expires: columns.optional_time("expires_at")?,
                last_used: columns.optional_time("last_used_at")?,
            })
        };
        rows.iter().map(read).collect()
    }

    async fn grant(&mut self, digest: Digest, now: Timestamp) -> Result<Option<TokenGrant>, StoreError> {
        let row = query!(
            "SELECT tokens.id AS token_id, tokens.scope, tokens.last_used_at, users.*
             FROM tokens JOIN users ON users.id = tokens.user_id
             WHERE tokens.digest = $1 AND (tokens.expires_at IS NULL OR tokens.expires_at > $2)",
        )
        .bind(blob(&digest))
        .bind(now.as_microsecond())
        .fetch_optional(self.connection())
        .await
        .map_err(database)?;
        row.map(|row| {
            Ok(TokenGrant {
                token: Columns(&row).id::<TokenId>("token_id")?,
                scope: read_scope(&row)?,
                user: read_user(&row)?,
                last_used: Columns(&row).optional_time("last_used_at")?,
            })
        })
        .transpose()
    }
}

#[async_trait]
impl<C: Access> WriteAccounts for Repository<C> {
    async fn insert_user(&mut self, user: &NewUser, now: Timestamp) -> Result<Option<User>, StoreError> {
        let row = query!(
            "INSERT INTO users (id, name, display_name, email, role, created_at, sought)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (name) DO NOTHING
             RETURNING *",
        )
        .bind(user.id.uuid())
        .bind(&user.name)
        .bind(&user.display_name)
        .bind(&user.email)
        .bind(user.role.name())
        .bind(now.as_microsecond())
        .bind(search_text::of_user(&user.name, &user.display_name, &user.email))
        .fetch_optional(self.connection())
        .await
        .map_err(database)?;
        row.as_ref().map(read_user).transpose()
    }

    async fn update_role(&mut self, user: &LiveUser, role: Role) -> Result<(), StoreError> {
        query!("UPDATE users SET role = $2 WHERE id = $1")
            .bind(user.id().uuid())
            .bind(role.name())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }

    async fn update_state(&mut self, user: &LiveUser, state: AccountState) -> Result<(), StoreError> {
        query!("UPDATE users SET state = $2 WHERE id = $1")
            .bind(user.id().uuid())
            .bind(state.name())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }

    async fn insert_token(
        &mut self,
        owner: &OpenUser,
        token: &NewToken,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        query!(
            "INSERT INTO tokens (id, user_id, digest, created_at, expires_at, label, scope)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(token.id.uuid())
        .bind(owner.id().uuid())
        .bind(blob(&token.digest))
        .bind(now.as_microsecond())
        .bind(token.expires.map(Timestamp::as_microsecond))
        .bind(&token.label)
        .bind(token.scope.name())
        .execute(self.connection())
        .await
        .map_err(database)?;
        Ok(())
    }

    async fn update_token_use(&mut self, id: TokenId, used: Timestamp) -> Result<(), StoreError> {
        query!("UPDATE tokens SET last_used_at = $2 WHERE id = $1")
            .bind(id.uuid())
            .bind(used.as_microsecond())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }

    async fn delete_tokens(&mut self, user: UserId) -> Result<u64, StoreError> {
        let deleted = query!("DELETE FROM tokens WHERE user_id = $1")
            .bind(user.uuid())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(deleted.rows_affected())
    }

    async fn delete_token(&mut self, id: TokenId, user: UserId) -> Result<bool, StoreError> {
        let deleted = query!("DELETE FROM tokens WHERE id = $1 AND user_id = $2")
            .bind(id.uuid())
            .bind(user.uuid())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(deleted.rows_affected() > 0)
    }
}

fn read_scope(row: &Row) -> Result<Scope, StoreError> {
    Columns(row)
        .get::<&str>("scope")?
        .parse()
        .map_err(|error| corrupt("scope", error))
}

pub(crate) fn read_user(row: &Row) -> Result<User, StoreError> {
    let columns = Columns(row);
    let role: Role = columns
        .get::<&str>("role")?
        .parse()
        .map_err(|error| corrupt("role", error))?;
    let state: &str = columns.get("state")?;
    Ok(User {
        id: columns.id("id")?,
        name: columns.get("name")?,
        display_name: columns.get("display_name")?,
        email: columns.get("email")?,
        role,
        created: columns.time("created_at")?,
        state: AccountState::named(state).ok_or_else(|| corrupt("state", state))?,
    })
}
