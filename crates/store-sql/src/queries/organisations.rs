//! Who employs the people of the service.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::id::{OrganisationId, UserId};
use spyrales_core::siret::Siret;
use spyrales_core::store::{
    Headcount, LiveUser, Membership, NewOrganisation, Organisation, PlacedBy, ReadOrganisations, StoreError,
    WriteOrganisations,
};
use spyrales_core::text::folded;
use sqlx::{Encode, Type};

use super::columns::{Columns, corrupt, database};
use super::dialect::has_all_words;
use super::search_text;
use super::{Access, Db, Repository, Row};
use crate::statement::{Statement, query};

/// The organisation where a condition on one value holds, with its establishments.
macro_rules! select_organisation {
    ($condition:literal) => {
        sql!(concat!(
            "SELECT organisations.id AS organisation_id, organisations.name AS organisation_name,
                 organisations.created_at, siret
             FROM organisations
             LEFT JOIN organisation_sirets ON organisation_sirets.organisation_id = organisations.id
             WHERE organisations.",
            $condition,
            " ORDER BY organisations.id, siret"
        ))
    };
}

#[async_trait]
impl<C: Access> ReadOrganisations for Repository<C> {
    async fn organisation(&mut self, id: OrganisationId) -> Result<Option<Organisation>, StoreError> {
        let statement = select_organisation!("id = $1");
        self.one_organisation(statement, id.uuid()).await
    }

    async fn organisation_named(&mut self, name: &str) -> Result<Option<Organisation>, StoreError> {
        let statement = select_organisation!("sought = $1");
        self.one_organisation(statement, folded(name)).await
    }

    async fn organisation_with_siret(&mut self, siret: &Siret) -> Result<Option<Organisation>, StoreError> {
        let statement =
            select_organisation!("id = (SELECT organisation_id FROM organisation_sirets WHERE siret = $1)");
        self.one_organisation(statement, siret.as_str().to_owned()).await
    }

    async fn find_organisations(
        &mut self,
        text: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<(Organisation, u64)>, StoreError> {
        let query = query!(concat!(
            "SELECT found.*, siret
             FROM (SELECT id AS organisation_id, name AS organisation_name, created_at, sought,
                       (SELECT count(*) FROM memberships
                        WHERE memberships.organisation_id = organisations.id) AS members
                   FROM organisations
                   WHERE ((sought, lower(name)) > ($4, lower($3)) OR $3 IS NULL)
                     AND (",
            has_all_words!(),
            "
                          OR EXISTS (SELECT 1 FROM organisation_sirets
                                     WHERE organisation_sirets.organisation_id = organisations.id
                                       AND siret LIKE $2))
                   ORDER BY sought, lower(name) LIMIT $5) AS found
             LEFT JOIN organisation_sirets ON organisation_sirets.organisation_id = found.organisation_id
             ORDER BY found.sought, lower(found.organisation_name), siret"
        ));
        let rows = query
            .bind(search_text::words(text))
            .bind(number_pattern(text))
            .bind(after)
            .bind(after.map(folded))
            .bind(i64::from(limit))
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        let mut found: Vec<(Organisation, u64)> = Vec::new();
        for row in &rows {
            let read = read(row)?;
            match found.last_mut() {
                Some((last, _)) if last.id == read.id => last.sirets.extend(read.sirets),
                _ => found.push((read, Columns(row).natural("members")?)),
            }
        }
        Ok(found)
    }

    async fn membership(&mut self, user: UserId) -> Result<Option<Membership>, StoreError> {
        let rows = query!(
            "SELECT organisations.id AS organisation_id, organisations.name AS organisation_name,
                 organisations.created_at, siret, placed_by, since
             FROM memberships
             JOIN organisations ON organisations.id = memberships.organisation_id
             LEFT JOIN organisation_sirets ON organisation_sirets.organisation_id = organisations.id
             WHERE memberships.user_id = $1 ORDER BY siret",
        )
        .bind(user.uuid())
        .fetch_all(self.connection())
        .await
        .map_err(database)?;
        let (Some(organisation), Some(row)) = (join(&rows)?, rows.first()) else {
            return Ok(None);
        };
        let columns = Columns(row);
        let placed_by: &str = columns.get("placed_by")?;
        Ok(Some(Membership {
            organisation,
            placed_by: PlacedBy::ALL
                .into_iter()
                .find(|by| by.name() == placed_by)
                .ok_or_else(|| corrupt("placed_by", placed_by))?,
            since: columns.time("since")?,
        }))
    }

    async fn count_members(&mut self, id: OrganisationId) -> Result<u64, StoreError> {
        let row = query!("SELECT count(*) AS members FROM memberships WHERE organisation_id = $1")
            .bind(id.uuid())
            .fetch_one(self.connection())
            .await
            .map_err(database)?;
        Columns(&row).natural("members")
    }

    async fn headcount(&mut self, id: OrganisationId, since: Timestamp) -> Result<Headcount, StoreError> {
        let row = query!(
            "SELECT count(*) AS members,
                 count(*) FILTER (WHERE EXISTS (SELECT 1 FROM submissions
                     WHERE submissions.user_id = memberships.user_id AND submitted_at >= $2)) AS active,
                 count(*) FILTER (WHERE EXISTS (SELECT 1 FROM credentials
                     WHERE credentials.user_id = memberships.user_id
                       AND coalesce((SELECT change FROM status_events
                           WHERE credential_id = credentials.id ORDER BY id DESC LIMIT 1),
                           'reinstated') = 'reinstated')) AS certified
             FROM memberships WHERE organisation_id = $1",
        )
        .bind(id.uuid())
        .bind(since.as_microsecond())
        .fetch_one(self.connection())
        .await
        .map_err(database)?;
        let columns = Columns(&row);
        Ok(Headcount {
            members: columns.natural("members")?,
            active: columns.natural("active")?,
            certified: columns.natural("certified")?,
        })
    }
}

#[async_trait]
impl<C: Access> WriteOrganisations for Repository<C> {
    async fn insert_organisation(&mut self, new: &NewOrganisation, now: Timestamp) -> Result<(), StoreError> {
        query!("INSERT INTO organisations (id, name, created_at, sought) VALUES ($1, $2, $3, $4)")
            .bind(new.id.uuid())
            .bind(&new.name)
            .bind(now.as_microsecond())
            .bind(folded(&new.name))
            .execute(self.connection())
            .await
            .map_err(database)?;
        self.insert_sirets(new).await
    }

    async fn update_organisation(&mut self, new: &NewOrganisation) -> Result<(), StoreError> {
        query!("UPDATE organisations SET name = $2, sought = $3 WHERE id = $1")
            .bind(new.id.uuid())
            .bind(&new.name)
            .bind(folded(&new.name))
            .execute(self.connection())
            .await
            .map_err(database)?;
        self.delete_sirets(new.id).await?;
        self.insert_sirets(new).await
    }

    async fn move_organisation(
        &mut self,
        from: OrganisationId,
        to: OrganisationId,
    ) -> Result<(), StoreError> {
        for statement in [
            sql!("UPDATE memberships SET organisation_id = $2 WHERE organisation_id = $1"),
            sql!("UPDATE organisation_sirets SET organisation_id = $2 WHERE organisation_id = $1"),
        ] {
            query(statement)
                .bind(from.uuid())
                .bind(to.uuid())
                .execute(self.connection())
                .await
                .map_err(database)?;
        }
        Ok(())
    }

    async fn delete_organisation(&mut self, id: OrganisationId) -> Result<(), StoreError> {
        self.delete_sirets(id).await?;
        query!("DELETE FROM organisations WHERE id = $1")
            .bind(id.uuid())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }

    async fn put_membership(
        &mut self,
        member: &LiveUser,
        organisation: OrganisationId,
        placed_by: PlacedBy,
        since: Timestamp,
    ) -> Result<(), StoreError> {
        query!(
            "INSERT INTO memberships (user_id, organisation_id, placed_by, since) VALUES ($1, $2, $3, $4)
             ON CONFLICT (user_id) DO UPDATE SET
                 organisation_id = excluded.organisation_id, placed_by = excluded.placed_by,
                 since = excluded.since",
        )
        .bind(member.id().uuid())
        .bind(organisation.uuid())
        .bind(placed_by.name())
        .bind(since.as_microsecond())
        .execute(self.connection())
        .await
        .map_err(database)?;
        Ok(())
    }

    async fn delete_membership(&mut self, user: UserId) -> Result<(), StoreError> {
        query!("DELETE FROM memberships WHERE user_id = $1")
            .bind(user.uuid())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }
}

impl<C: Access> Repository<C> {
    /// The organisation that a statement made by `select_organisation!` finds by one value.
    async fn one_organisation(
        &mut self,
        statement: Statement,
        value: impl Encode<'static, Db> + Type<Db> + Send + 'static,
    ) -> Result<Option<Organisation>, StoreError> {
        let rows = query(statement)
            .bind(value)
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        join(&rows)
    }

    async fn insert_sirets(&mut self, new: &NewOrganisation) -> Result<(), StoreError> {
        for siret in &new.sirets {
            query!("INSERT INTO organisation_sirets (siret, organisation_id) VALUES ($1, $2)")
                .bind(siret.as_str())
                .bind(new.id.uuid())
                .execute(self.connection())
                .await
                .map_err(database)?;
        }
        Ok(())
    }

    async fn delete_sirets(&mut self, id: OrganisationId) -> Result<(), StoreError> {
        query!("DELETE FROM organisation_sirets WHERE organisation_id = $1")
            .bind(id.uuid())
            .execute(self.connection())
            .await
            .map_err(database)?;
        Ok(())
    }
}

/// A pattern of the numbers that contain a text, where it is a part of a number.
fn number_pattern(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    digits
        .bytes()
        .all(|digit| digit.is_ascii_digit())
        .then(|| format!("%{digits}%"))
}

/// The first organisation of rows each of which has one of its establishments, in ascending order.
fn join(rows: &[Row]) -> Result<Option<Organisation>, StoreError> {
    let mut joined: Option<Organisation> = None;
    for row in rows {
        let read = read(row)?;
        match &mut joined {
            None => joined = Some(read),
            Some(first) if first.id == read.id => first.sirets.extend(read.sirets),
            Some(_) => {}
        }
    }
    Ok(joined)
}

/// An organisation, with the one establishment that its row has.
fn read(row: &Row) -> Result<Organisation, StoreError> {
    let columns = Columns(row);
    let siret: Option<&str> = columns.get("siret")?;
    Ok(Organisation {
        id: columns.id("organisation_id")?,
        name: columns.get("organisation_name")?,
        sirets: siret
            .map(|siret| siret.parse().map_err(|error| corrupt("siret", error)))
            .transpose()?
            .into_iter()
            .collect(),
        created: columns.time("created_at")?,
    })
}
