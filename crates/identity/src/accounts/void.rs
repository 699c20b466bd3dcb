//! Secrets made void: whatever opened an account opens it no more. What that is stands in the database's
//! `void_secrets`; a way in that is added is added there.
//!
//! The application that counts codes stays: it opens nothing by itself, and a thief who set one up is
//! answered by the head or the project, who take all factors away with a new code.

use kernel::PersonId;
use sqlx::PgConnection;

/// Closes all sessions of this person and makes her secrets void; how many sessions were open.
pub(crate) async fn of_one(conn: &mut PgConnection, person: PersonId) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(r#"select void_secrets(array[$1::uuid]) as "n!""#, person.0).fetch_one(conn).await
}
