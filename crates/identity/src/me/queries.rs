//! The SQL of my account.

use kernel::Actor;
use sqlx::PgExecutor;

/// Entered by herself: no feed erases it. Empty: none, and no feed brings one back.
pub(super) async fn set_email(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    email: Option<&str>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update person set email = $2, email_by_person = true, email_failed = null where id = $1",
        actor.person.0,
        email,
    )
    .execute(db)
    .await?;
    Ok(())
}
