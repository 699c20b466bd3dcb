//! The SQL of whose account elsewhere opens which account here, and of what it opened.

use super::Source;
use crate::Vault;
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use kernel::{Actor, PersonId};
use sqlx::PgExecutor;
use uuid::Uuid;

/// What is held of an identifier: of this source, and of nobody who has not our key.
#[must_use]
pub fn mark(vault: &Vault, source: Uuid, identifier: &str) -> Vec<u8> {
    vault.mark("entry link", &[source.as_bytes(), identifier.as_bytes()].concat()).to_vec()
}

/// Whom it opens here.
pub async fn linked(
    db: impl PgExecutor<'_>,
    source: Uuid,
    mark: &[u8],
) -> Result<Option<PersonId>, sqlx::Error> {
    let person = sqlx::query_scalar!(
        "select person_id from entry_link where source_id = $1 and mark = $2",
        source,
        mark
    );
    Ok(person.fetch_optional(db).await?.map(PersonId))
}

/// Why it was not linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotLinked {
    /// Another account there opens hers already.
    Hers,
    /// That account opens somebody else’s already.
    Others,
}

/// From here on it opens her account.
pub async fn link(
    tx: &mut Tx,
    actor: &Actor,
    source: &Source,
    mark: &[u8],
) -> Result<Result<(), NotLinked>, sqlx::Error> {
    let now = tx.now();
    let done = sqlx::query!(
        "insert into entry_link (id, source_id, person_id, service, mark, linked_at) values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing",
        Uuid::now_v7(),
        source.id,
        actor.person.0,
        source.said.name,
        mark,
        now,
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 1 {
        return Ok(Ok(()));
    }
    match linked(tx.conn(), source.id, mark).await? {
        Some(person) if person == actor.person => Ok(Ok(())),
        Some(_) => Ok(Err(NotLinked::Others)),
        None => Ok(Err(NotLinked::Hers)),
    }
}

/// Does an account there open hers already?
pub async fn links_to_account(
    db: impl PgExecutor<'_>,
    source: Uuid,
    actor: &Actor,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from entry_link where source_id = $1 and person_id = $2) as "linked!""#,
        source,
        actor.person.0,
    )
    .fetch_one(db)
    .await
}

/// Between the first and the second step of signing in: it still opens her account, and is open today. Notes that she came.
pub(crate) async fn holds(
    db: impl PgExecutor<'_>,
    source: Uuid,
    person: PersonId,
    (now, today): (DateTime<Utc>, NaiveDate),
) -> Result<bool, sqlx::Error> {
    let held = sqlx::query!(
        "update entry_link l set last_at = $3 from entry_opening o
         where l.source_id = $1 and l.person_id = $2 and o.source_id = $1 and o.closed_at is null
           and o.from_day <= $4 and (o.until_day is null or o.until_day >= $4)",
        source,
        person.0,
        now,
        today,
    )
    .execute(db)
    .await?;
    Ok(held.rows_affected() == 1)
}

/// A link as its owner sees it.
#[derive(Debug)]
pub(crate) struct Link {
    pub id: Uuid,
    pub name: String,
    pub linked_at: DateTime<Utc>,
    pub last_at: Option<DateTime<Utc>>,
}

pub(crate) async fn links_of(db: impl PgExecutor<'_>, actor: &Actor) -> Result<Vec<Link>, sqlx::Error> {
    sqlx::query_as!(
        Link,
        "select l.id, s.name, l.linked_at, l.last_at from entry_link l join entry_source s on s.id = l.source_id
         where l.person_id = $1 order by s.name, l.id",
        actor.person.0,
    )
    .fetch_all(db)
    .await
}

/// One of her own; of which source it was. What it had opened is closed, but the session that says so.
pub(in crate::sources) async fn unlink(
    tx: &mut Tx,
    actor: &Actor,
    id: Uuid,
) -> Result<Option<Uuid>, sqlx::Error> {
    let source = sqlx::query_scalar!(
        "delete from entry_link where id = $1 and person_id = $2 returning source_id",
        id,
        actor.person.0,
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(source) = source else { return Ok(None) };
    sqlx::query!(
        "select close_sessions(array(select id from session where person_id = $1 and source_id = $2 and id <> $3))",
        actor.person.0,
        source,
        actor.session.0,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(Some(source))
}

/// Whatever this source opened is closed; how many sessions.
pub async fn close_sessions(db: impl PgExecutor<'_>, source: Uuid) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select close_sessions(array(select id from session where source_id = $1)) as "n!""#,
        source,
    )
    .fetch_one(db)
    .await
}

/// The session that this ticket of theirs opened is closed; how many.
pub async fn close_over(db: impl PgExecutor<'_>, source: Uuid, ticket: &[u8]) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select close_sessions(array(select id from session where source_id = $1 and source_ticket = $2)) as "n!""#,
        source,
        ticket,
    )
    .fetch_one(db)
    .await
}
