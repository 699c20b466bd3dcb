//! The SQL of invitations.

use chrono::{DateTime, Utc};
use kernel::PersonId;
use sqlx::PgExecutor;

/// Slips were printed for them.
pub(crate) async fn printed(
    db: impl PgExecutor<'_>,
    people: &[PersonId],
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    put(db, people, "paper", by, now).await
}

/// Letters were asked for.
pub(crate) async fn mailed(
    db: impl PgExecutor<'_>,
    people: &[PersonId],
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    put(db, people, "mail", by, now).await
}

async fn put(
    db: impl PgExecutor<'_>,
    people: &[PersonId],
    channel: &str,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let people: Vec<_> = people.iter().map(|p| p.0).collect();
    sqlx::query!(
        "insert into invitation (id, person_id, channel, asked_by, asked_at)
         select gen_random_uuid(), p, $2, $3, $4 from unnest($1::uuid[]) p",
        &people,
        channel,
        by.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Each with whether her account was closed in an incident and nothing opens it since.
pub(super) async fn closed(
    db: impl PgExecutor<'_>,
    people: &[PersonId],
) -> Result<Vec<(PersonId, bool)>, sqlx::Error> {
    let people: Vec<_> = people.iter().map(|p| p.0).collect();
    let rows = sqlx::query!(
        r#"select a.person_id, a.state = 'active' and closed_out(a.person_id) as "closed!"
         from account a where a.person_id = any($1)"#,
        &people,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (PersonId(r.person_id), r.closed)).collect())
}

/// The address to write to, when it came from the feed or the school and the account can still be activated.
pub(super) async fn address(
    db: impl PgExecutor<'_>,
    person: PersonId,
) -> Result<Option<String>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select p.email as "email!" from person p join account a on a.person_id = p.id
         where p.id = $1 and has_mailbox(p.email, p.email_failed) and not p.email_by_person and a.state = 'to_activate'"#,
        person.0,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| r.email))
}

/// The letter was composed, or came back: said of the last one asked for.
pub(super) async fn left(
    db: impl PgExecutor<'_>,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update invitation set left_at = $2 where id = (select id from invitation
            where person_id = $1 and channel = 'mail' order by asked_at desc, id desc limit 1)",
        person.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whatever the letter was: from here on she has no address, until she or a feed gives another.
pub(super) async fn no_mailbox(db: impl PgExecutor<'_>, person: PersonId) -> Result<(), sqlx::Error> {
    sqlx::query!("update person set email_failed = email where id = $1", person.0).execute(db).await?;
    Ok(())
}

pub(super) async fn failed(
    db: impl PgExecutor<'_>,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update invitation set failed_at = $2 where id = (select id from invitation
            where person_id = $1 and channel = 'mail' order by asked_at desc, id desc limit 1)",
        person.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}
