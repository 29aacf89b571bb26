//! The schema, from the version on that PostgreSQL begins with.

use sqlx::Acquire as _;
use sqlx::postgres::PgPool;

use super::open::ConnectError;
use super::queries::search_text;
use crate::migrations::{Listed, migrator};

pub(crate) const MIGRATIONS: [Listed; 5] = [
    (
        10,
        "schema",
        include_str!("../../../../migrations/postgres/0010_schema.sql"),
    ),
    (
        11,
        "hidden_seed",
        include_str!("../../../../migrations/postgres/0011_hidden_seed.sql"),
    ),
    (
        12,
        "cancelled",
        include_str!("../../../../migrations/postgres/0012_cancelled.sql"),
    ),
    (
        13,
        "account_state",
        include_str!("../../../../migrations/postgres/0013_account_state.sql"),
    ),
    (
        14,
        "erasure",
        include_str!("../../../../migrations/postgres/0014_erasure.sql"),
    ),
];

/// Brings a database's schema up to date, wholly or not at all. Programs that start at the same time wait for each other,
/// and the later ones find the work done.
pub(crate) async fn migrate(pool: &PgPool) -> Result<(), ConnectError> {
    let mut transaction = pool.begin().await?;
    let connection = transaction.acquire().await?;
    // Sqlx's own lock ends before the commit does.
    sqlx::query("SELECT pg_advisory_xact_lock(hashtext('spyrales: migrations'))")
        .execute(&mut *connection)
        .await?;
    migrator(&MIGRATIONS)
        .set_locking(false)
        .run_direct(None, &mut *connection, false)
        .await?;
    search_text::backfill(connection).await?;
    transaction.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrations::tests::files_and_listed;
    use crate::sqlite::MIGRATIONS as SQLITE;

    #[test]
    fn every_file_of_the_folder_is_listed() {
        let (files, listed) = files_and_listed("postgres", &MIGRATIONS);
        assert_eq!(files, listed);
    }

    /// A number means the same schema on both databases.
    #[test]
    fn both_databases_have_the_same_migrations_since_the_first_of_this_one() {
        let names = |listed: &[Listed]| -> Vec<_> {
            let later = listed.iter().filter(|(version, ..)| *version > MIGRATIONS[0].0);
            later
                .map(|(version, description, _)| (*version, *description))
                .collect()
        };
        assert_eq!(names(&MIGRATIONS), names(&SQLITE));
    }
}
