//! The schema's migrations, built into the program: a folder for each database, with the same numbers in both.

use sqlx::SqlSafeStr as _;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// Number, description and text of a migration. Listed by hand rather than by sqlx's macro, whose crate would have
/// SQLite compiled a second time, for the compiler's own use.
pub(crate) type Listed = (i64, &'static str, &'static str);

/// Applies what is listed.
pub(crate) fn migrator(listed: &[Listed]) -> Migrator {
    let migration = |&(version, description, sql): &Listed| {
        let description = description.into();
        Migration::new(
            version,
            description,
            MigrationType::Simple,
            sql.into_sql_str(),
            false,
        )
    };
    Migrator::with_migrations(listed.iter().map(migration).collect())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::Listed;

    /// The names of a database's files, as they stand in its folder and as they are listed.
    pub(crate) fn files_and_listed(folder: &str, listed: &[Listed]) -> (Vec<String>, Vec<String>) {
        let folder = format!("{}/../../migrations/{folder}", env!("CARGO_MANIFEST_DIR"));
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".sql"))
            .collect();
        files.sort();
        let listed = listed
            .iter()
            .map(|(version, description, _)| format!("{version:04}_{description}.sql"))
            .collect();
        (files, listed)
    }
}
