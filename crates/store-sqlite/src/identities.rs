//! Who a provider says somebody is, and whose account that is.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::id::UserId;
use spyrales_core::store::{
    Admitted, Deed, Identities, Identity, Linked, NewAct, NewUser, StoreError, StoredIdentity, User,
};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use crate::accounts::{insert_user, read_user, require_user};
use crate::columns::{Columns, database};
use crate::{SqliteStore, audit};

#[async_trait]
impl Identities for SqliteStore {
    async fn identified(&self, identity: &Identity) -> Result<Option<User>, StoreError> {
        let mut connection = self.readers().acquire().await.map_err(database)?;
        owner(&mut connection, identity).await
    }

    async fn admit(
        &self,
        identity: Identity,
        newcomer: NewUser,
        now: Timestamp,
    ) -> Result<Admitted, StoreError> {
        let mut transaction = self.begin().await?;
        if let Some(user) = owner(&mut transaction, &identity).await? {
            return Ok(Admitted::Known(user));
        }
        let namesake = sqlx::query("SELECT 1 FROM users WHERE lower(email) = lower(?1) LIMIT 1")
            .bind(&newcomer.email)
            .fetch_optional(&mut *transaction)
            .await
            .map_err(database)?;
        if namesake.is_some() {
            return Ok(Admitted::EmailKnown);
        }
        let user = insert_user(&mut transaction, newcomer, now).await?;
        insert(&mut transaction, &identity, user.id, now).await?;
        transaction.commit().await.map_err(database)?;
        Ok(Admitted::Made(user))
    }

    async fn link_identity(
        &self,
        identity: Identity,
        user: UserId,
        now: Timestamp,
    ) -> Result<Linked, StoreError> {
        let mut transaction = self.begin().await?;
        require_user(&mut transaction, user).await?;
        match owner(&mut transaction, &identity).await? {
            Some(owner) if owner.id == user => return Ok(Linked::Already),
            Some(_) => return Ok(Linked::Elsewhere),
            None => insert(&mut transaction, &identity, user, now).await?,
        }
        transaction.commit().await.map_err(database)?;
        Ok(Linked::Now)
    }

    async fn unlink_identity(
        &self,
        identity: &Identity,
        user: UserId,
        actor: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let gone = sqlx::query("DELETE FROM identities WHERE issuer = ?1 AND subject = ?2 AND user_id = ?3")
            .bind(&identity.issuer)
            .bind(&identity.subject)
            .bind(user.uuid())
            .execute(&mut *transaction)
            .await
            .map_err(database)?;
        if gone.rows_affected() == 0 {
            return Ok(false);
        }
        // Whoever came in by it is out.
        sqlx::query("DELETE FROM sessions WHERE user_id = ?1")
            .bind(user.uuid())
            .execute(&mut *transaction)
            .await
            .map_err(database)?;
        let act = NewAct {
            actor: actor.to_owned(),
            deed: Deed::IdentityUnlinked,
            subject: user.to_string(),
            detail: identity.issuer.clone(),
        };
        audit::record(&mut transaction, &act, now).await?;
        transaction.commit().await.map_err(database)?;
        Ok(true)
    }

    async fn identities(&self, user: UserId) -> Result<Vec<StoredIdentity>, StoreError> {
        let rows =
            sqlx::query("SELECT * FROM identities WHERE user_id = ?1 ORDER BY linked_at, issuer, subject")
                .bind(user.uuid())
                .fetch_all(self.readers())
                .await
                .map_err(database)?;
        let read = |row: &SqliteRow| {
            let columns = Columns(row);
            Ok(StoredIdentity {
                identity: Identity {
                    issuer: columns.get("issuer")?,
                    subject: columns.get("subject")?,
                },
                linked: columns.time("linked_at")?,
            })
        };
        rows.iter().map(read).collect()
    }
}

/// Whose account an identity opens.
async fn owner(connection: &mut SqliteConnection, identity: &Identity) -> Result<Option<User>, StoreError> {
    let row = sqlx::query(
        "SELECT users.* FROM identities JOIN users ON users.id = identities.user_id
         WHERE identities.issuer = ?1 AND identities.subject = ?2",
    )
    .bind(&identity.issuer)
    .bind(&identity.subject)
    .fetch_optional(connection)
    .await
    .map_err(database)?;
    row.as_ref().map(read_user).transpose()
}

async fn insert(
    connection: &mut SqliteConnection,
    identity: &Identity,
    user: UserId,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO identities (issuer, subject, user_id, linked_at) VALUES (?1, ?2, ?3, ?4)")
        .bind(&identity.issuer)
        .bind(&identity.subject)
        .bind(user.uuid())
        .bind(now.as_microsecond())
        .execute(connection)
        .await
        .map_err(database)?;
    Ok(())
}
