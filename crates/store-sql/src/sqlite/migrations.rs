//! The schema, from its first version on.

use sqlx::Acquire as _;
use sqlx::sqlite::SqlitePool;

use super::open::OpenError;
use super::queries::search_text;
use crate::migrations::{Listed, migrator};

pub(crate) const MIGRATIONS: [Listed; 14] = [
    (
        1,
        "first",
        include_str!("../../../../migrations/sqlite/0001_first.sql"),
    ),
    (
        2,
        "certificates",
        include_str!("../../../../migrations/sqlite/0002_certificates.sql"),
    ),
    (
        3,
        "replay",
        include_str!("../../../../migrations/sqlite/0003_replay.sql"),
    ),
    (
        4,
        "pages",
        include_str!("../../../../migrations/sqlite/0004_pages.sql"),
    ),
    (
        5,
        "staff",
        include_str!("../../../../migrations/sqlite/0005_staff.sql"),
    ),
    (
        6,
        "identities",
        include_str!("../../../../migrations/sqlite/0006_identities.sql"),
    ),
    (
        7,
        "regrades",
        include_str!("../../../../migrations/sqlite/0007_regrades.sql"),
    ),
    (
        8,
        "organisations",
        include_str!("../../../../migrations/sqlite/0008_organisations.sql"),
    ),
    (
        9,
        "sought",
        include_str!("../../../../migrations/sqlite/0009_sought.sql"),
    ),
    (
        10,
        "exceeded",
        include_str!("../../../../migrations/sqlite/0010_exceeded.sql"),
    ),
    (
        11,
        "hidden_seed",
        include_str!("../../../../migrations/sqlite/0011_hidden_seed.sql"),
    ),
    (
        12,
        "cancelled",
        include_str!("../../../../migrations/sqlite/0012_cancelled.sql"),
    ),
    (
        13,
        "account_state",
        include_str!("../../../../migrations/sqlite/0013_account_state.sql"),
    ),
    (
        14,
        "erasure",
        include_str!("../../../../migrations/sqlite/0014_erasure.sql"),
    ),
];

/// Brings a database's schema up to date, wholly or not at all.
///
/// Everything happens under the write lock: of two programs that start at the same time, the second finds the
/// work done.
pub(crate) async fn migrate(pool: &SqlitePool) -> Result<(), OpenError> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    let connection = transaction.acquire().await?;
    migrator(&MIGRATIONS)
        .run_direct(None, &mut *connection, false)
        .await?;
    search_text::backfill(connection).await?;
    transaction.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_listed() {
        let (files, listed) = crate::migrations::tests::files_and_listed("sqlite", &MIGRATIONS);
        assert_eq!(files, listed);
    }
}
