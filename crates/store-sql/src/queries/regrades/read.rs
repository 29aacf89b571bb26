//! Reading re-grades, and what they are about.

use std::collections::BTreeMap;

use spyrales_core::id::{RegradeId, UserId};
use spyrales_core::regrade::{Attempt, Lowering, Treatment};
use spyrales_core::store::{
    EarlierGrading, Regrade, RegradeEnd, RegradeNotice, StoreError, SubmissionCount, VersionRef,
};
use uuid::Uuid;

use super::super::columns::{Columns, corrupt, database};
use super::super::submissions::read_record;
use super::super::{Connection, Row};
use crate::statement::{Statement, query};

pub(super) fn submission_count(row: &Row) -> Result<SubmissionCount, StoreError> {
    let columns = Columns(row);
    Ok(SubmissionCount {
        exercise: columns.get("exercise_id")?,
        submissions: columns.natural("submissions")?,
        people: columns.natural("people")?,
    })
}

/// Re-grades where a condition holds, newest first.
macro_rules! select_regrades {
    ($condition:literal) => {
        concat!(
            "SELECT regrades.*,
                 (SELECT count(*) FROM regrade_jobs WHERE regrade_id = regrades.id) AS waiting,
                 (SELECT count(record) FROM regrade_results WHERE regrade_id = regrades.id) AS graded,
                 (SELECT count(why_fr) FROM regrade_results WHERE regrade_id = regrades.id) AS failed
             FROM regrades WHERE ",
            $condition,
            " ORDER BY regrades.id DESC"
        )
    };
}

/// One re-grade.
pub(super) async fn one(connection: &mut Connection, id: RegradeId) -> Result<Option<Regrade>, StoreError> {
    let row = query!(select_regrades!("regrades.id = $1"))
        .bind(id.uuid())
        .fetch_optional(&mut *connection)
        .await
        .map_err(database)?;
    match row {
        Some(row) => read(connection, &row).await.map(Some),
        None => Ok(None),
    }
}

/// The re-grades of a pack.
pub(super) async fn of_pack(connection: &mut Connection, pack: &str) -> Result<Vec<Regrade>, StoreError> {
    let rows = query!(select_regrades!("regrades.pack_id = $1"))
        .bind(pack)
        .fetch_all(&mut *connection)
        .await
        .map_err(database)?;
    let mut regrades = Vec::new();
    for row in &rows {
        regrades.push(read(connection, row).await?);
    }
    Ok(regrades)
}

async fn read(connection: &mut Connection, row: &Row) -> Result<Regrade, StoreError> {
    let columns = Columns(row);
    let id: RegradeId = columns.id("id")?;
    let to = columns.get::<Option<String>>("to_version")?;
    Ok(Regrade {
        id,
        pack: columns.get("pack_id")?,
        from: VersionRef {
            version: columns.get("from_version")?,
            digest: columns.digest("from_digest")?,
        },
        to: match to {
            Some(version) => Some(VersionRef {
                version,
                digest: columns.digest("to_digest")?,
            }),
            None => None,
        },
        exercises: treatments(connection, id).await?,
        reason: columns.get("reason")?,
        by: columns.get("started_by")?,
        started: columns.time("started_at")?,
        end: read_end(&columns)?,
        waiting: columns.natural("waiting")?,
        graded: columns.natural("graded")?,
        failed: columns.natural("failed")?,
    })
}

/// What a re-grade does with which exercise.
async fn treatments(
    connection: &mut Connection,
    id: RegradeId,
) -> Result<BTreeMap<String, Treatment>, StoreError> {
    let rows = query!("SELECT exercise_id, treatment FROM regrade_exercises WHERE regrade_id = $1")
        .bind(id.uuid())
        .fetch_all(connection)
        .await
        .map_err(database)?;
    let read = |row: &Row| {
        let columns = Columns(row);
        let treatment: &str = columns.get("treatment")?;
        let treatment = Treatment::named(treatment).ok_or_else(|| corrupt("treatment", treatment))?;
        Ok((columns.get("exercise_id")?, treatment))
    };
    rows.iter().map(read).collect()
}

fn read_end(columns: &Columns<'_>) -> Result<Option<RegradeEnd>, StoreError> {
    let Some(at) = columns.optional_time("settled_at")? else {
        return Ok(None);
    };
    Ok(Some(RegradeEnd {
        applied: columns.get::<&str>("state")? == "applied",
        lowering: match columns.get("lowering")? {
            true => Lowering::Allowed,
            false => Lowering::Never,
        },
        by: columns.get("settled_by")?,
        at,
    }))
}

/// All graded submissions of the people whom a re-grade is about, to the exercises that it is about.
pub(super) async fn attempts(
    connection: &mut Connection,
    id: RegradeId,
) -> Result<Vec<Attempt<String>>, StoreError> {
    let rows = query!(
        "WITH concerned AS (
             SELECT DISTINCT submissions.user_id, submissions.pack_id, submissions.exercise_id, treatment
             FROM regrades
                 JOIN regrade_exercises ON regrade_exercises.regrade_id = regrades.id
                 JOIN submissions ON submissions.pack_digest = regrades.from_digest
                     AND submissions.exercise_id = regrade_exercises.exercise_id
                 JOIN gradings ON gradings.submission_id = submissions.id
             WHERE regrades.id = $1
               AND NOT EXISTS (SELECT 1 FROM erased_users WHERE user_id = submissions.user_id)
         )
         SELECT submissions.id, submissions.user_id, submissions.exercise_id,
             gradings.earned AS now_earned, gradings.possible AS now_possible,
             regrade_results.record IS NOT NULL AS is_regraded,
             regrade_results.earned AS then_earned, regrade_results.possible AS then_possible,
             treatment = 'neutralise' AND NOT EXISTS (
                 SELECT 1 FROM neutralised AS n WHERE n.user_id = submissions.user_id
                     AND n.pack_id = submissions.pack_id AND n.exercise_id = submissions.exercise_id
             ) AS neutralised
         FROM concerned
             JOIN submissions ON submissions.user_id = concerned.user_id
                 AND submissions.pack_id = concerned.pack_id AND submissions.exercise_id = concerned.exercise_id
             JOIN gradings ON gradings.submission_id = submissions.id
             LEFT JOIN regrade_results ON regrade_results.submission_id = submissions.id
                 AND regrade_results.regrade_id = $1
         ORDER BY submissions.id",
    )
    .bind(id.uuid())
    .fetch_all(connection)
    .await
    .map_err(database)?;
    let read = |row: &Row| {
        let columns = Columns(row);
        Ok(Attempt {
            user: columns.id("user_id")?,
            exercise: columns.get("exercise_id")?,
            submission: columns.id("id")?,
            now: columns.share("now_")?,
            regraded: match columns.get("is_regraded")? {
                true => Some(columns.share("then_")?),
                false => None,
            },
            neutralised: columns.get("neutralised")?,
        })
    };
    rows.iter().map(read).collect()
}

/// What re-grades changed, where a condition holds on $1, in an order.
macro_rules! select_notices {
    ($condition:literal) => {
        sql!(concat!(
            "SELECT regrade_notices.*, regrades.pack_id, regrades.reason, regrades.settled_at
             FROM regrade_notices JOIN regrades ON regrades.id = regrade_id WHERE ",
            $condition
        ))
    };
}

pub(super) use select_notices;

/// Reads notices, and whose they are, with a statement made by `select_notices!` for an id.
pub(super) async fn notices(
    connection: &mut Connection,
    statement: Statement,
    id: Uuid,
) -> Result<Vec<(UserId, RegradeNotice)>, StoreError> {
    let rows = query(statement)
        .bind(id)
        .fetch_all(connection)
        .await
        .map_err(database)?;
    rows.iter().map(read_notice).collect()
}

fn read_notice(row: &Row) -> Result<(UserId, RegradeNotice), StoreError> {
    let columns = Columns(row);
    let notice = RegradeNotice {
        regrade: columns.id("regrade_id")?,
        exercise: columns.exercise()?,
        before: columns.share("before_")?,
        after: columns.share("after_")?,
        neutralised: columns.get("neutralised")?,
        reason: columns.get("reason")?,
        at: columns.time("settled_at")?,
        read: columns.optional_time("read_at")?,
    };
    Ok((columns.id("user_id")?, notice))
}

pub(super) fn earlier(row: &Row) -> Result<EarlierGrading, StoreError> {
    let columns = Columns(row);
    Ok(EarlierGrading {
        record: Box::new(read_record(columns.get("record")?, columns.digest("digest")?)?),
        at: columns.time("graded_at")?,
        replaced_by: columns.id("replaced_by")?,
        reason: columns.get("reason")?,
        replaced: columns.time("replaced_at")?,
    })
}
