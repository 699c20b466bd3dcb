//! People whom a form names by their login.

use kernel::PersonId;
use sqlx::PgExecutor;

/// An adult whose account this is.
pub(crate) async fn adult_of_login(
    db: impl PgExecutor<'_>,
    login: &str,
) -> Result<Option<PersonId>, sqlx::Error> {
    let person = sqlx::query_scalar!(
        "select person_id from account a where login = lower($1) and state <> 'erased'
           and not exists (select from role r where r.person_id = a.person_id and r.kind = 'pupil')",
        login,
    )
    .fetch_optional(db)
    .await?;
    Ok(person.map(PersonId))
}
