//! The text that people and organisations are found by, in the columns `sought`.

use super::Connection;
use spyrales_core::text::folded;
use sqlx::Row as _;

/// Of a person: their account's name, their own, their address.
pub(crate) fn of_user(name: &str, display_name: &str, email: &str) -> String {
    folded(&format!("{name}\n{display_name}\n{email}"))
}

/// The words that somebody looks for, folded, as JSON.
pub(crate) fn words(text: &str) -> String {
    let folded = folded(text);
    serde_json::Value::from_iter(folded.split_whitespace()).to_string()
}

/// Backfills the column where a version of before has left it empty.
pub(in super::super) async fn backfill(connection: &mut Connection) -> Result<(), sqlx::Error> {
    let users = query!("SELECT id, name, display_name, email FROM users WHERE sought IS NULL")
        .fetch_all(&mut *connection)
        .await?;
    for row in users {
        query!("UPDATE users SET sought = $2 WHERE id = $1")
            .bind(row.try_get::<&[u8], _>("id")?)
            .bind(of_user(
                row.try_get("name")?,
                row.try_get("display_name")?,
                row.try_get("email")?,
            ))
            .execute(&mut *connection)
            .await?;
    }
    let organisations = query!("SELECT id, name FROM organisations WHERE sought IS NULL")
        .fetch_all(&mut *connection)
        .await?;
    for row in organisations {
        query!("UPDATE organisations SET sought = $2 WHERE id = $1")
            .bind(row.try_get::<&[u8], _>("id")?)
            .bind(folded(row.try_get("name")?))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
