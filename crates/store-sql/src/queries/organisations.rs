//! Who employs the people of the service.

use async_trait::async_trait;
use jiff::Timestamp;
use spyrales_core::id::{OrganisationId, UserId};
use spyrales_core::siret::Siret;
use spyrales_core::store::{
    AuditAction, Headcount, Membership, NewAuditEvent, NewOrganisation, Organisation, OrganisationRemoved,
    OrganisationSaved, Placed, PlacedBy, ReadOrganisations, StoreError, WriteOrganisations,
};
use spyrales_core::text::folded;
use sqlx::{Encode, Type};

use super::accounts::require_user;
use super::audit;
use super::columns::{Columns, corrupt, database};
use super::dialect::HAS_ALL_WORDS;
use super::sought;
use super::{Access, Connection, Db, Repository, Row};

/// Who is on record for what a sign-in through a provider did.
const ARRIVAL: &str = "sign-in";

/// An organisation's columns; `sirets` are its numbers, a blank between each two.
const COLUMNS: &str =
    "organisations.id AS organisation_id, organisations.name AS organisation_name, organisations.created_at,
     (SELECT group_concat(siret, ' ' ORDER BY siret) FROM organisation_sirets
      WHERE organisation_id = organisations.id) AS sirets";

#[async_trait]
impl<C: Access> ReadOrganisations for Repository<C> {
    async fn organisation(&mut self, id: OrganisationId) -> Result<Option<Organisation>, StoreError> {
        let connection = self.connection();
        by_id(&mut *connection, id).await
    }

    async fn organisation_called(&mut self, name_or_siret: &str) -> Result<Option<Organisation>, StoreError> {
        let connection = self.connection();
        match name_or_siret.parse() {
            Ok(siret) => by_siret(&mut *connection, &siret).await,
            Err(_) => by_name(&mut *connection, name_or_siret).await,
        }
    }

    async fn find_organisations(
        &mut self,
        text: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<(Organisation, u64)>, StoreError> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let query = format!(
            "SELECT {COLUMNS},
                 (SELECT count(*) FROM memberships WHERE organisation_id = organisations.id) AS members
             FROM organisations
             WHERE ($3 IS NULL OR (sought, name) > ($4, $3 COLLATE NOCASE))
               AND ({HAS_ALL_WORDS}
                    OR EXISTS (SELECT 1 FROM organisation_sirets
                               WHERE organisation_id = organisations.id AND instr(siret, $2)))
             ORDER BY sought, name COLLATE NOCASE LIMIT $5"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(query))
            .bind(sought::words(text))
            .bind(digits)
            .bind(after)
            .bind(after.map(folded))
            .bind(limit)
            .fetch_all(self.connection())
            .await
            .map_err(database)?;
        rows.iter()
            .map(|row| Ok((read(row)?, Columns(row).natural("members")?)))
            .collect()
    }

    async fn membership(&mut self, user: UserId) -> Result<Option<Membership>, StoreError> {
        let connection = self.connection();
        membership(&mut *connection, user).await
    }

    async fn headcount(&mut self, id: OrganisationId, since: Timestamp) -> Result<Headcount, StoreError> {
        let row = sqlx::query(
            "SELECT count(*) AS members,
                 coalesce(sum(EXISTS (SELECT 1 FROM submissions
                     WHERE submissions.user_id = memberships.user_id AND submitted_at >= $2)), 0) AS active,
                 coalesce(sum(EXISTS (SELECT 1 FROM credentials
                     WHERE credentials.user_id = memberships.user_id
                       AND coalesce((SELECT change FROM status_events
                           WHERE credential_id = credentials.id ORDER BY id DESC LIMIT 1),
                           'reinstated') = 'reinstated')), 0) AS certified
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
    async fn add_organisation(
        &mut self,
        new: NewOrganisation,
        actor: &str,
        now: Timestamp,
    ) -> Result<OrganisationSaved, StoreError> {
        let transaction = self.connection();
        if let Some(taken) = taken(&mut *transaction, &new).await? {
            return Ok(taken);
        }
        let made = insert(&mut *transaction, &new, actor, now).await?;
        Ok(OrganisationSaved::Saved(made))
    }

    async fn change_organisation(
        &mut self,
        new: NewOrganisation,
        actor: &str,
        now: Timestamp,
    ) -> Result<OrganisationSaved, StoreError> {
        let transaction = self.connection();
        let Some(before) = by_id(&mut *transaction, new.id).await? else {
            return Ok(OrganisationSaved::Unknown);
        };
        if let Some(taken) = taken(&mut *transaction, &new).await? {
            return Ok(taken);
        }
        sqlx::query("UPDATE organisations SET name = $2, sought = $3 WHERE id = $1")
            .bind(new.id.uuid())
            .bind(&new.name)
            .bind(folded(&new.name))
            .execute(&mut *transaction)
            .await
            .map_err(database)?;
        sqlx::query("DELETE FROM organisation_sirets WHERE organisation_id = $1")
            .bind(new.id.uuid())
            .execute(&mut *transaction)
            .await
            .map_err(database)?;
        insert_sirets(&mut *transaction, &new).await?;
        let after = require(&mut *transaction, new.id).await?;
        if after != before {
            let detail = format!("{} → {}", describe(&before), describe(&after));
            record(
                &mut *transaction,
                actor,
                AuditAction::OrganisationChanged,
                new.id,
                detail,
                now,
            )
            .await?;
        }
        Ok(OrganisationSaved::Saved(after))
    }

    async fn remove_organisation(
        &mut self,
        id: OrganisationId,
        into: Option<OrganisationId>,
        actor: &str,
        now: Timestamp,
    ) -> Result<OrganisationRemoved, StoreError> {
        let transaction = self.connection();
        let Some(gone) = by_id(&mut *transaction, id).await? else {
            return Ok(OrganisationRemoved::Unknown);
        };
        let detail = match into {
            None => {
                let members = count_members(&mut *transaction, id).await?;
                if members > 0 {
                    return Ok(OrganisationRemoved::HasMembers(members));
                }
                describe(&gone)
            }
            Some(into) => match by_id(&mut *transaction, into).await? {
                Some(heir) if heir.id != id => format!("{} → {}", describe(&gone), describe(&heir)),
                _ => return Ok(OrganisationRemoved::Unknown),
            },
        };
        for statement in [
            "UPDATE memberships SET organisation_id = $2 WHERE organisation_id = $1 AND $2 IS NOT NULL",
            "UPDATE organisation_sirets SET organisation_id = $2 WHERE organisation_id = $1 AND $2 IS NOT NULL",
            "DELETE FROM organisation_sirets WHERE organisation_id = $1 AND $2 IS NULL",
            "DELETE FROM organisations WHERE id = $1",
        ] {
            sqlx::query(statement)
                .bind(id.uuid())
                .bind(into.map(OrganisationId::uuid))
                .execute(&mut *transaction)
                .await
                .map_err(database)?;
        }
        record(
            &mut *transaction,
            actor,
            AuditAction::OrganisationRemoved,
            id,
            detail,
            now,
        )
        .await?;
        Ok(OrganisationRemoved::Removed)
    }

    async fn place_member(
        &mut self,
        user: UserId,
        organisation: Option<OrganisationId>,
        actor: &str,
        now: Timestamp,
    ) -> Result<Placed, StoreError> {
        let transaction = self.connection();
        match require_user(&mut *transaction, user).await {
            Err(StoreError::Unknown { .. }) => return Ok(Placed::Unknown),
            other => other?,
        }
        let there = match organisation {
            None => None,
            Some(id) => match by_id(&mut *transaction, id).await? {
                None => return Ok(Placed::Unknown),
                found => found,
            },
        };
        let before = membership(&mut *transaction, user).await?;
        if before.as_ref().map(|m| m.organisation.id) == organisation {
            return Ok(Placed::Unchanged);
        }
        match organisation {
            Some(id) => place(&mut *transaction, user, id, PlacedBy::Administrator, now).await?,
            None => {
                sqlx::query("DELETE FROM memberships WHERE user_id = $1")
                    .bind(user.uuid())
                    .execute(&mut *transaction)
                    .await
                    .map_err(database)?;
            }
        }
        let name =
            |organisation: Option<&Organisation>| organisation.map_or("–".to_owned(), |o| o.name.clone());
        let detail = format!(
            "{} → {}",
            name(before.as_ref().map(|m| &m.organisation)),
            name(there.as_ref())
        );
        record(
            &mut *transaction,
            actor,
            AuditAction::MemberPlaced,
            user,
            detail,
            now,
        )
        .await?;
        Ok(Placed::Placed)
    }

    async fn place_arrival(
        &mut self,
        user: UserId,
        siret: &Siret,
        mut new: NewOrganisation,
        now: Timestamp,
    ) -> Result<Organisation, StoreError> {
        let transaction = self.connection();
        require_user(&mut *transaction, user).await?;
        let organisation = match by_siret(&mut *transaction, siret).await? {
            Some(known) => known,
            None => {
                if by_name(&mut *transaction, &new.name).await?.is_some() {
                    let end = format!(" ({siret})");
                    let room = NewOrganisation::LONGEST_NAME - end.len();
                    new.name = new.name.chars().take(room).collect::<String>() + &end;
                }
                new.sirets = vec![siret.clone()];
                insert(&mut *transaction, &new, ARRIVAL, now).await?
            }
        };
        let before = membership(&mut *transaction, user).await?;
        let says_so =
            |m: &Membership| m.organisation.id == organisation.id && m.placed_by == PlacedBy::Provider;
        if !before.as_ref().is_some_and(says_so) {
            place(&mut *transaction, user, organisation.id, PlacedBy::Provider, now).await?;
        }
        Ok(organisation)
    }
}

/// As it stands on record.
fn describe(organisation: &Organisation) -> String {
    let sirets: Vec<String> = organisation.sirets.iter().map(Siret::to_string).collect();
    match sirets.is_empty() {
        true => organisation.name.clone(),
        false => format!("{} ({})", organisation.name, sirets.join(", ")),
    }
}

async fn record(
    connection: &mut Connection,
    actor: &str,
    action: AuditAction,
    subject: impl ToString + Send,
    detail: String,
    now: Timestamp,
) -> Result<(), StoreError> {
    let act = NewAuditEvent {
        actor: actor.to_owned(),
        action,
        subject: subject.to_string(),
        detail,
    };
    audit::record(connection, &act, now).await
}

/// The organisation that has what another is to have.
async fn taken(
    connection: &mut Connection,
    new: &NewOrganisation,
) -> Result<Option<OrganisationSaved>, StoreError> {
    let another = |found: Option<Organisation>| found.filter(|other| other.id != new.id);
    if let Some(other) = another(by_name(connection, &new.name).await?) {
        return Ok(Some(OrganisationSaved::NameTaken(other)));
    }
    for siret in &new.sirets {
        if let Some(other) = another(by_siret(connection, siret).await?) {
            return Ok(Some(OrganisationSaved::SiretTaken(siret.clone(), other)));
        }
    }
    Ok(None)
}

async fn insert(
    connection: &mut Connection,
    new: &NewOrganisation,
    actor: &str,
    now: Timestamp,
) -> Result<Organisation, StoreError> {
    sqlx::query("INSERT INTO organisations (id, name, created_at, sought) VALUES ($1, $2, $3, $4)")
        .bind(new.id.uuid())
        .bind(&new.name)
        .bind(now.as_microsecond())
        .bind(folded(&new.name))
        .execute(&mut *connection)
        .await
        .map_err(database)?;
    insert_sirets(connection, new).await?;
    let made = require(connection, new.id).await?;
    record(
        connection,
        actor,
        AuditAction::OrganisationMade,
        new.id,
        describe(&made),
        now,
    )
    .await?;
    Ok(made)
}

async fn insert_sirets(connection: &mut Connection, new: &NewOrganisation) -> Result<(), StoreError> {
    for siret in &new.sirets {
        sqlx::query(
            "INSERT INTO organisation_sirets (siret, organisation_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        )
        .bind(siret.as_str())
        .bind(new.id.uuid())
        .execute(&mut *connection)
        .await
        .map_err(database)?;
    }
    Ok(())
}

async fn place(
    connection: &mut Connection,
    user: UserId,
    organisation: OrganisationId,
    by: PlacedBy,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO memberships (user_id, organisation_id, placed_by, since) VALUES ($1, $2, $3, $4)
         ON CONFLICT (user_id) DO UPDATE SET
             since = iif(organisation_id = excluded.organisation_id, since, excluded.since),
             organisation_id = excluded.organisation_id, placed_by = excluded.placed_by",
    )
    .bind(user.uuid())
    .bind(organisation.uuid())
    .bind(by.name())
    .bind(now.as_microsecond())
    .execute(connection)
    .await
    .map_err(database)?;
    Ok(())
}

async fn count_members(connection: &mut Connection, id: OrganisationId) -> Result<u64, StoreError> {
    let row = sqlx::query("SELECT count(*) AS members FROM memberships WHERE organisation_id = $1")
        .bind(id.uuid())
        .fetch_one(connection)
        .await
        .map_err(database)?;
    Columns(&row).natural("members")
}

async fn by_id(connection: &mut Connection, id: OrganisationId) -> Result<Option<Organisation>, StoreError> {
    one(connection, "id = $1", id.uuid()).await
}

async fn by_name(connection: &mut Connection, name: &str) -> Result<Option<Organisation>, StoreError> {
    one(connection, "sought = $1", folded(name)).await
}

async fn by_siret(connection: &mut Connection, siret: &Siret) -> Result<Option<Organisation>, StoreError> {
    let condition = "id = (SELECT organisation_id FROM organisation_sirets WHERE siret = $1)";
    one(connection, condition, siret.as_str().to_owned()).await
}

/// The organisation that a condition on one value holds for.
async fn one(
    connection: &mut Connection,
    condition: &'static str,
    value: impl Encode<'static, Db> + Type<Db> + Send + 'static,
) -> Result<Option<Organisation>, StoreError> {
    let query = format!("SELECT {COLUMNS} FROM organisations WHERE {condition}");
    let row = sqlx::query(sqlx::AssertSqlSafe(query))
        .bind(value)
        .fetch_optional(connection)
        .await
        .map_err(database)?;
    row.as_ref().map(read).transpose()
}

/// One that was written in this transaction.
async fn require(connection: &mut Connection, id: OrganisationId) -> Result<Organisation, StoreError> {
    by_id(connection, id)
        .await?
        .ok_or_else(|| corrupt("organisation", id))
}

async fn membership(connection: &mut Connection, user: UserId) -> Result<Option<Membership>, StoreError> {
    let query = format!(
        "SELECT {COLUMNS}, placed_by, since
         FROM memberships JOIN organisations ON organisations.id = memberships.organisation_id
         WHERE user_id = $1"
    );
    let row = sqlx::query(sqlx::AssertSqlSafe(query))
        .bind(user.uuid())
        .fetch_optional(connection)
        .await
        .map_err(database)?;
    let Some(row) = row else { return Ok(None) };
    let columns = Columns(&row);
    let placed_by: &str = columns.get("placed_by")?;
    Ok(Some(Membership {
        organisation: read(&row)?,
        placed_by: PlacedBy::ALL
            .into_iter()
            .find(|by| by.name() == placed_by)
            .ok_or_else(|| corrupt("placed_by", placed_by))?,
        since: columns.time("since")?,
    }))
}

fn read(row: &Row) -> Result<Organisation, StoreError> {
    let columns = Columns(row);
    let sirets: Option<&str> = columns.get("sirets")?;
    Ok(Organisation {
        id: columns.id("organisation_id")?,
        name: columns.get("organisation_name")?,
        sirets: sirets
            .unwrap_or_default()
            .split_whitespace()
            .map(|siret| siret.parse().map_err(|error| corrupt("siret", error)))
            .collect::<Result<_, _>>()?,
        created: columns.time("created_at")?,
    })
}
