//! Who a provider says somebody is, and whose account that is.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::id::UserId;
use spyrales_core::store::{
    Admitted, AuditAction, Identity, Linked, NewAuditEvent, NewUser, ReadIdentities, StoreError,
    StoredIdentity, User, WriteIdentities,
};

use super::accounts::{insert_user, read_user, require_user};
use super::audit;
use super::columns::{Columns, database};
use super::{Access, Connection, Repository, Row};

#[async_trait]
impl<C: Access> ReadIdentities for Repository<C> {
    async fn identified(&mut self, identity: &Identity) -> Result<Option<User>, StoreError> {
        let connection = self.connection();
        owner(&mut *connection, identity).await
    }

    async fn identities(&mut self, user: UserId) -> Result<Vec<StoredIdentity>, StoreError> {
        let rows =
            sqlx::query("SELECT * FROM identities WHERE user_id = $1 ORDER BY linked_at, issuer, subject")
                .bind(user.uuid())
                .fetch_all(self.connection())
                .await
                .map_err(database)?;
        let read = |row: &Row| {
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

#[async_trait]
impl<C: Access> WriteIdentities for Repository<C> {
    async fn admit(
        &mut self,
        identity: Identity,
        newcomer: NewUser,
        now: Timestamp,
    ) -> Result<Admitted, StoreError> {
        let transaction = self.connection();
        if let Some(user) = owner(&mut *transaction, &identity).await? {
            return Ok(Admitted::Known(user));
        }
        let namesake = sqlx::query("SELECT 1 FROM users WHERE lower(email) = lower($1) LIMIT 1")
            .bind(&newcomer.email)
            .fetch_optional(&mut *transaction)
            .await
            .map_err(database)?;
        if namesake.is_some() {
            return Ok(Admitted::EmailKnown);
        }
        let user = insert_user(&mut *transaction, newcomer, now).await?;
        insert(&mut *transaction, &identity, user.id, now).await?;
        Ok(Admitted::Made(user))
    }

    async fn link_identity(
        &mut self,
        identity: Identity,
        user: UserId,
        now: Timestamp,
    ) -> Result<Linked, StoreError> {
        let transaction = self.connection();
        require_user(&mut *transaction, user).await?;
        match owner(&mut *transaction, &identity).await? {
            Some(owner) if owner.id == user => return Ok(Linked::Already),
            Some(_) => return Ok(Linked::Elsewhere),
            None => insert(&mut *transaction, &identity, user, now).await?,
        }
        Ok(Linked::Now)
    }

    async fn unlink_identity(
        &mut self,
        identity: &Identity,
        user: UserId,
        actor: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let transaction = self.connection();
        let gone = sqlx::query("DELETE FROM identities WHERE issuer = $1 AND subject = $2 AND user_id = $3")
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
        sqlx::query("DELETE FROM sessions WHERE user_id = $1")
            .bind(user.uuid())
            .execute(&mut *transaction)
            .await
            .map_err(database)?;
        let act = NewAuditEvent {
            actor: actor.to_owned(),
            action: AuditAction::IdentityUnlinked,
            subject: user.to_string(),
            detail: identity.issuer.clone(),
        };
        audit::record(&mut *transaction, &act, now).await?;
        Ok(true)
    }
}

/// Whose account an identity opens.
async fn owner(connection: &mut Connection, identity: &Identity) -> Result<Option<User>, StoreError> {
    let row = sqlx::query(
        "SELECT users.* FROM identities JOIN users ON users.id = identities.user_id
         WHERE identities.issuer = $1 AND identities.subject = $2",
    )
    .bind(&identity.issuer)
    .bind(&identity.subject)
    .fetch_optional(connection)
    .await
    .map_err(database)?;
    row.as_ref().map(read_user).transpose()
}

async fn insert(
    connection: &mut Connection,
    identity: &Identity,
    user: UserId,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO identities (issuer, subject, user_id, linked_at) VALUES ($1, $2, $3, $4)")
        .bind(&identity.issuer)
        .bind(&identity.subject)
        .bind(user.uuid())
        .bind(now.as_microsecond())
        .execute(connection)
        .await
        .map_err(database)?;
    Ok(())
}
