//! Tickets on platforms that are not ours, and what happens in the night.

use super::read::Ticket;
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use kernel::{Actor, PersonId};
use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(crate) struct External {
    pub id: Uuid,
    pub platform: String,
    pub number: String,
    pub state: String,
    pub file: String,
    pub said_at: DateTime<Utc>,
}

pub(crate) async fn externals(pool: &PgPool, ticket: &Ticket) -> Result<Vec<External>, sqlx::Error> {
    sqlx::query_as!(
        External,
        "select id, platform, number, state, file, said_at from ticket_external where ticket_id = $1 order by at, id",
        ticket.id,
    )
    .fetch_all(pool)
    .await
}

pub(crate) struct Filed<'a> {
    pub way: &'static str,
    pub platform: &'a str,
    pub number: &'a str,
    pub state: &'static str,
    pub file: &'a str,
}

pub(crate) async fn file_outside(
    tx: &mut Tx,
    actor: &Actor,
    ticket: &Ticket,
    new: &Filed<'_>,
) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into ticket_external (id, ticket_id, way, platform, number, state, file, by_id, at, said_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        id,
        ticket.id,
        new.way,
        new.platform,
        new.number,
        new.state,
        new.file,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

pub(crate) async fn said_outside(
    tx: &mut Tx,
    external: &External,
    number: &str,
    state: &str,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update ticket_external set number = $2, state = $3, said_at = $4 where id = $1",
        external.id,
        number,
        state,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The publisher’s name and address, if letters go there.
pub(crate) async fn publisher(db: impl PgExecutor<'_>) -> Result<Option<(String, String)>, sqlx::Error> {
    let row =
        sqlx::query!("select publisher, publisher_email from support_setting where publisher_email <> ''")
            .fetch_optional(db)
            .await?;
    Ok(row.map(|r| (r.publisher, r.publisher_email)))
}

/// What a letter to the publisher says; nothing once it has left.
pub(crate) struct ToSend {
    pub number: i64,
    pub priority: i16,
    pub file: String,
}

pub(crate) async fn to_send(db: impl PgExecutor<'_>, external: Uuid) -> Result<Option<ToSend>, sqlx::Error> {
    sqlx::query_as!(
        ToSend,
        "select t.number, t.priority, x.file from ticket_external x join ticket t on t.id = x.ticket_id
         where x.id = $1 and x.state in ('sending', 'failed')",
        external,
    )
    .fetch_optional(db)
    .await
}

pub(crate) async fn sent(
    db: impl PgExecutor<'_>,
    external: Uuid,
    state: &str,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!("update ticket_external set state = $2, said_at = $3 where id = $1", external, state, now)
        .execute(db)
        .await?;
    Ok(())
}

/// Answered and ended in one call.
pub(crate) async fn answered_on_the_phone(
    tx: &mut Tx,
    actor: &Actor,
    ticket: Uuid,
    resolver: &str,
    answer: &str,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update ticket set first_answer_at = $2, taken_by = $3, state = 'resolved', resolved_at = $2, resolver = $4, resolution = 'explained'
         where id = $1",
        ticket,
        now,
        actor.person.0,
        resolver,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into ticket_entry (id, ticket_id, by_id, at, kind, open_to_asker, text) values ($1, $2, $3, $4, 'resolved', true, $5)",
        Uuid::now_v7(),
        ticket,
        actor.person.0,
        now,
        answer,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn taken_on_the_phone(tx: &mut Tx, actor: &Actor, ticket: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!("update ticket set taken_by = $2 where id = $1", ticket, actor.person.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Who finds something that nobody has taken in her queues this morning.
pub(crate) async fn to_remind(
    db: impl PgExecutor<'_>,
    today: NaiveDate,
) -> Result<Vec<PersonId>, sqlx::Error> {
    let people = sqlx::query_scalar!(
        r#"select distinct w.person_id as "id!" from queue_workers($1) w
           join ticket t on t.queue = w.queue and t.place_id is not distinct from w.place_id
           where t.state = 'open' and t.taken_by is null and t.asker_id is distinct from w.person_id order by 1"#,
        today,
    )
    .fetch_all(db)
    .await?;
    Ok(people.into_iter().map(PersonId).collect())
}

/// What ended half a year ago says no more whose it was, nor what was written (domain §3.2). How many.
pub(crate) async fn mask(
    pool: &PgPool,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<u64, sqlx::Error> {
    let mut tx = pool.begin().await?;
    let ids = sqlx::query_scalar!(
        "update ticket set asker_id = null, asker_name = '', contact = '', title = '', page = '', device = '', masked_at = $2
         where closed_at < $1 and masked_at is null returning id",
        before,
        now,
    )
    .fetch_all(&mut *tx)
    .await?;
    sqlx::query!("update ticket_entry set text = '', by_id = null where ticket_id = any($1)", &ids)
        .execute(&mut *tx)
        .await?;
    sqlx::query!(
        "update ticket_turn set summary = '', tried = '', by_id = null where ticket_id = any($1)",
        &ids
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("update ticket_external set file = '', by_id = null where ticket_id = any($1)", &ids)
        .execute(&mut *tx)
        .await?;
    sqlx::query!("delete from ticket_file where ticket_id = any($1)", &ids).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(ids.len() as u64)
}

pub(crate) async fn delete_old(pool: &PgPool, before: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    Ok(sqlx::query!("delete from ticket where closed_at < $1", before).execute(pool).await?.rows_affected())
}
