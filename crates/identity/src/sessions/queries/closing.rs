//! Sessions are closed: one's own, somebody's, all.

use kernel::{Actor, Oneself, PersonId, SessionId};
use sqlx::PgExecutor;

/// Closes one session of the actor's own. What is noted of a session outlives it (`close_sessions`).
pub async fn close(db: impl PgExecutor<'_>, actor: &Actor, id: SessionId) -> Result<bool, sqlx::Error> {
    let closed = sqlx::query_scalar!(
        r#"select close_sessions(array(select id from session where id = $1 and person_id = $2)) as "n!""#,
        id.0,
        actor.person.0,
    )
    .fetch_one(db)
    .await?;
    Ok(closed > 0)
}

/// Closes the session through which somebody came, who may be leaving.
pub async fn end(db: impl PgExecutor<'_>, oneself: &Oneself) -> Result<(), sqlx::Error> {
    sqlx::query!("select close_sessions(array[$1::uuid])", oneself.session.0).fetch_one(db).await?;
    Ok(())
}

/// Closes all sessions of these people, whose secrets are no longer what they were.
pub async fn close_all_of(db: impl PgExecutor<'_>, people: &[PersonId]) -> Result<(), sqlx::Error> {
    let people: Vec<_> = people.iter().map(|p| p.0).collect();
    sqlx::query!("select close_sessions(array(select id from session where person_id = any($1)))", &people)
        .fetch_one(db)
        .await?;
    Ok(())
}

/// Closes all sessions of a person, but one when it is named.
pub async fn close_all(
    db: impl PgExecutor<'_>,
    person: PersonId,
    but: Option<SessionId>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "select close_sessions(array(select id from session where person_id = $1 and ($2::uuid is null or id <> $2)))",
        person.0,
        but.map(|s| s.0),
    )
    .fetch_one(db)
    .await?;
    Ok(())
}
