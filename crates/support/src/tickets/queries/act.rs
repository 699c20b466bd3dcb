//! What is done to a ticket. Each takes the ticket as it was obtained, and which state of it was seen: whoever acts second
//! changes nothing and is told.

use super::open::{Place, turn};
use super::read::Ticket;
use crate::tickets::hours::Service;
use crate::tickets::rules::Resolution;
use chrono::{DateTime, Utc};
use database::Tx;
use kernel::Actor;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

/// Takes the ticket for this change; `false`: somebody was quicker.
pub(crate) async fn begin(tx: &mut Tx, ticket: &Ticket, seen: i32) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update ticket set revision = revision + 1 where id = $1 and revision = $2",
        ticket.id,
        seen,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Puts words into the thread.
pub(crate) async fn say(
    tx: &mut Tx,
    actor: &Actor,
    ticket: &Ticket,
    kind: &'static str,
    open: bool,
    text: &str,
) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    let by_asker = matches!(kind, "reply" | "closed" | "reopened");
    sqlx::query!(
        "insert into ticket_entry (id, ticket_id, by_id, at, kind, open_to_asker, by_asker, text) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        ticket.id,
        actor.person.0,
        now,
        kind,
        open,
        by_asker,
        text,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// The asker has words from somebody who helps: whoever wrote them has the ticket from now on, unless another has.
pub(crate) async fn answered(tx: &mut Tx, actor: &Actor, ticket: &Ticket) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update ticket set first_answer_at = coalesce(first_answer_at, $2), taken_by = coalesce(taken_by, $3) where id = $1",
        ticket.id,
        now,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// She was asked something: the clock stands still until she answers.
pub(crate) async fn wait(tx: &mut Tx, ticket: &Ticket) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update ticket set state = 'waiting', waiting_since = coalesce(waiting_since, $2) where id = $1",
        ticket.id,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The clock runs again: what was waited for is given back.
pub(crate) async fn go_on(tx: &mut Tx, ticket: &Ticket, service: &Service) -> Result<(), sqlx::Error> {
    let now = tx.now();
    let more = ticket.waiting_since.map_or(0, |since| service.minutes(since, now));
    let waited = i64::from(ticket.waited) + more;
    sqlx::query!(
        "update ticket set state = 'open', waiting_since = null, waited_minutes = $2, resolve_by = $3 where id = $1",
        ticket.id,
        i32::try_from(waited).unwrap_or(i32::MAX),
        service.resolve_by(ticket.priority, ticket.opened_at, waited),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn take(tx: &mut Tx, actor: &Actor, ticket: &Ticket) -> Result<(), sqlx::Error> {
    sqlx::query!("update ticket set taken_by = $2 where id = $1", ticket.id, actor.person.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub(crate) async fn set_priority(
    tx: &mut Tx,
    ticket: &Ticket,
    priority: i16,
    service: &Service,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update ticket set priority = $2, answer_by = $3, resolve_by = $4 where id = $1",
        ticket.id,
        priority,
        service.answer_by(priority, ticket.opened_at),
        service.resolve_by(priority, ticket.opened_at, i64::from(ticket.waited)),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// To another queue. Nobody has it there yet; whoever had it goes on reading it.
pub(crate) async fn pass_on(
    tx: &mut Tx,
    actor: &Actor,
    ticket: &Ticket,
    to: Place,
    priority: i16,
    why: (&str, &str),
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update ticket set queue = $2, place_id = $3, level = $4, taken_by = null where id = $1",
        ticket.id,
        to.queue.key(),
        to.place,
        to.queue.level(),
    )
    .execute(tx.conn())
    .await?;
    turn(tx, ticket.id, to, priority, Some(actor.person), why).await
}

/// Resolved; or, when the publisher says so, to be confirmed first (row 127).
pub(crate) async fn resolve(
    tx: &mut Tx,
    ticket: &Ticket,
    how: &Resolution,
    confirmed: bool,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update ticket set state = case when $4 then 'resolved' else 'to_confirm' end, waiting_since = null,
             resolved_at = case when $4 then $5::timestamptz end, resolver = $2, resolution = $3 where id = $1",
        ticket.id,
        how.resolver,
        how.code,
        confirmed,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Level 2 has seen that the publisher’s correction works; or that it does not.
pub(crate) async fn confirm(tx: &mut Tx, ticket: &Ticket, works: bool) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update ticket set state = case when $2 then 'resolved' else 'open' end, resolved_at = case when $2 then $3::timestamptz end,
             resolver = case when $2 then resolver end, resolution = case when $2 then resolution end where id = $1",
        ticket.id,
        works,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn close(
    tx: &mut Tx,
    ticket: &Ticket,
    satisfaction: Option<i16>,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update ticket set state = 'closed', waiting_since = null, resolved_at = coalesce(resolved_at, $3), closed_at = $3, satisfaction = $2 where id = $1",
        ticket.id,
        satisfaction,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The clock begins anew.
pub(crate) async fn reopen(tx: &mut Tx, ticket: &Ticket, service: &Service) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update ticket set state = 'open', resolved_at = null, solved_minutes = null, closed_at = null, satisfaction = null, resolver = null,
             resolution = null, reopened = reopened + 1, resolve_by = $2 where id = $1",
        ticket.id,
        service.resolve_by(ticket.priority, now, 0),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The queue of level 2 that called on the publisher; the project’s where there was none.
pub(crate) async fn second_level(tx: &mut Tx, ticket: &Ticket) -> Result<Place, sqlx::Error> {
    let row = sqlx::query!(
        "select queue, place_id from ticket_turn where ticket_id = $1 and level = 2 order by at desc, id desc limit 1",
        ticket.id,
    )
    .fetch_optional(tx.conn())
    .await?;
    let queue = |key: &str| crate::tickets::words::Queue::of(key);
    let found = row.and_then(|r| Some(Place { queue: queue(&r.queue)?, place: r.place_id }));
    Ok(found.unwrap_or(Place { queue: crate::tickets::words::Queue::Project, place: None }))
}

/// What was resolved so long ago that it cannot be opened again is closed; how many.
pub(crate) async fn close_old(
    pool: &PgPool,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<u64, sqlx::Error> {
    let done = sqlx::query!(
        "update ticket set state = 'closed', closed_at = $2, revision = revision + 1 where state = 'resolved' and resolved_at <= $1",
        before,
        now,
    )
    .execute(pool)
    .await?;
    Ok(done.rows_affected())
}

/// How long those took that are resolved and not measured yet, kept with them; how many. `only`: this one.
pub(crate) async fn measure(
    conn: &mut PgConnection,
    service: &Service,
    only: Option<Uuid>,
) -> Result<usize, sqlx::Error> {
    let resolved = sqlx::query!(
        r#"select id, opened_at, resolved_at as "resolved_at!", waited_minutes from ticket
         where resolved_at is not null and solved_minutes is null and ($1::uuid is null or id = $1)"#,
        only,
    )
    .fetch_all(&mut *conn)
    .await?;
    let taken = resolved.iter().map(|t| {
        let minutes = service.taken(t.opened_at, t.resolved_at, t.waited_minutes);
        (t.id, i32::try_from(minutes).unwrap_or(i32::MAX))
    });
    let (ids, minutes): (Vec<Uuid>, Vec<i32>) = taken.unzip();
    sqlx::query!(
        "update ticket t set solved_minutes = m.minutes from unnest($1::uuid[], $2::int[]) m (id, minutes) where t.id = m.id",
        &ids,
        &minutes,
    )
    .execute(conn)
    .await?;
    Ok(ids.len())
}
