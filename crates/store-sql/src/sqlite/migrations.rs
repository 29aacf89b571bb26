//! The schema's migrations, built into the program.

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::SqlitePool;
use sqlx::{Acquire as _, SqlSafeStr as _};

use super::open::OpenError;
use super::queries::search_text;

/// Number, description and text of each. Listed by hand rather than by sqlx's macro, whose crate would have
/// SQLite compiled a second time, for the compiler's own use.
const MIGRATIONS: [(i64, &str, &str); 10] = [
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
];

fn migrator() -> Migrator {
    Migrator::with_migrations(
        MIGRATIONS
            .into_iter()
            .map(|(version, description, sql)| {
                Migration::new(
                    version,
                    description.into(),
                    MigrationType::Simple,
                    sql.into_sql_str(),
                    false,
                )
            })
            .collect(),
    )
}

/// Brings a database's schema up to date, wholly or not at all.
///
/// Everything happens under the write lock: of two programs that start at the same time, the second finds the
/// work done.
pub(crate) async fn migrate(pool: &SqlitePool) -> Result<(), OpenError> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    let connection = transaction.acquire().await?;
    migrator().run_direct(None, &mut *connection, false).await?;
    search_text::backfill(connection).await?;
    transaction.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations/sqlite");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".sql"))
            .collect();
        files.sort();
        let listed: Vec<_> = MIGRATIONS
            .iter()
            .map(|(version, description, _)| format!("{version:04}_{description}.sql"))
            .collect();
        assert_eq!(files, listed);
    }
}
