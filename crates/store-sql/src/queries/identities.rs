//! Who a provider says somebody is, and whose account that is.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::id::UserId;
use spyrales_core::store::{
    Identity, LiveUser, ReadIdentities, StoreError, StoredIdentity, User, WriteIdentities,
};

use super::accounts::read_user;
use super::columns::{Columns, database};
use super::{Access, Repository, Row};

#[async_trait]
impl<C: Access> ReadIdentities for Repository<C> {
    async fn identified(&mut self, identity: &Identity) -> Result<Option<User>, StoreError> {
        let row = query!(
            "SELECT users.* FROM identities JOIN users ON users.id = identities.user_id
             WHERE identities.issuer = $1 AND identities.subject = $2",
        )
        .bind(&identity.issuer)
        .bind(&identity.subject)
        .fetch_optional(self.connection())
        .await
        .map_err(database)?;
        row.as_ref().map(read_user).transpose()
    }

    async fn identities(&mut self, user: UserId) -> Result<Vec<StoredIdentity>, StoreError> {
        let rows = query!("SELECT * FROM identities WHERE user_id = $1 ORDER BY linked_at, issuer, subject")
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
    async fn insert_identity(
        &mut self,
        owner: &LiveUser,
        identity: &Identity,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        query!("INSERT INTO identities (issuer, subject, user_id, linked_at) VALUES ($1, $2, $3, $4)")
            .bind(&identity.issuer)
            .bind(&identity.subject)
            .bind(owner.id().uuid())
            .bind(now.as_microsecond())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }

    async fn delete_identity(&mut self, identity: &Identity, user: UserId) -> Result<bool, StoreError> {
        let deleted = query!("DELETE FROM identities WHERE issuer = $1 AND subject = $2 AND user_id = $3")
            .bind(&identity.issuer)
            .bind(&identity.subject)
            .bind(user.uuid())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(deleted.rows_affected() > 0)
    }
}
