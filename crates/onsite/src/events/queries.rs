//! The SQL of events. An event is obtained through the actor.

use super::rules::{New, Workshop as NewWorkshop};
use chrono::{DateTime, Utc};
use database::Tx;
use kernel::{Actor, Clock, Error};
use sqlx::PgExecutor;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub id: Uuid,
    pub title: String,
    pub about: String,
    pub place: String,
    pub link: String,
    pub starts: DateTime<Utc>,
    pub ends: DateTime<Utc>,
    pub attended: Option<i32>,
    pub cancelled: bool,
    /// Group, and the circonscription; nothing: all of them.
    pub guests: Vec<(String, Option<String>)>,
    pub registered: i64,
    /// The actor registered.
    pub mine: bool,
    /// The project; an inspector whose circonscriptions alone are invited.
    pub keeps: bool,
}

pub(super) fn keeps_some(actor: &Actor) -> bool {
    actor.is_project() || actor.inspected().next().is_some()
}

pub(crate) async fn event(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    clock: &Clock,
    id: Uuid,
) -> Result<Event, Error> {
    load(db, actor, clock, Some(id)).await?.pop().ok_or(Error::NotFound)
}

/// The next ones first, then the last ones.
pub(super) async fn events(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    clock: &Clock,
) -> Result<Vec<Event>, sqlx::Error> {
    load(db, actor, clock, None).await
}

async fn load(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    clock: &Clock,
    id: Option<Uuid>,
) -> Result<Vec<Event>, sqlx::Error> {
    let inspected: Vec<Uuid> = actor.inspected().map(|p| p.0).collect();
    let rows = sqlx::query!(
        r#"select e.id, e.title, e.about, e.place, e.link, e.starts_at, e.ends_at, e.attended, e.cancelled_at is not null as "cancelled!",
                g.guests as "guests!: Vec<String>", g.of as "of!: Vec<Option<String>>", (k.hers or $1) as "keeps!",
                (select count(*) from event_registration x where x.event_id = e.id) as "registered!",
                exists (select from event_registration x where x.event_id = e.id and x.person_id = $2) as "mine!"
         from event e
         cross join lateral (
             select array_agg(g.guests order by array_position(array['steering', 'heads', 'teachers'], g.guests), p.name) as guests,
                    array_agg(p.name order by array_position(array['steering', 'heads', 'teachers'], g.guests), p.name) as of,
                    coalesce(array_agg(g.circonscription_id), '{}') as places
             from event_guest g left join place p on p.id = g.circonscription_id where g.event_id = e.id) g
         cross join lateral (select array_position(g.places, null) is null and g.places <@ $3 and g.places <> '{}' as hers) k
         where ($4::uuid is null or e.id = $4)
           and ($1 or k.hers or event_invites(e.id, $2, $5)
                or exists (select from event_registration x where x.event_id = e.id and x.person_id = $2))
         order by e.ends_at < $6, case when e.ends_at < $6 then null else e.starts_at end, e.starts_at desc, e.id limit 200"#,
        actor.is_project(),
        actor.person.0,
        &inspected,
        id,
        clock.today(),
        clock.now(),
    )
    .fetch_all(db)
    .await?;
    let events = rows.into_iter().map(|r| Event {
        id: r.id,
        title: r.title,
        about: r.about,
        place: r.place,
        link: r.link,
        starts: r.starts_at,
        ends: r.ends_at,
        attended: r.attended,
        cancelled: r.cancelled,
        guests: r.guests.into_iter().zip(r.of).collect(),
        registered: r.registered,
        mine: r.mine,
        keeps: r.keeps,
    });
    Ok(events.collect())
}

#[derive(Debug, Clone)]
pub(super) struct Workshop {
    pub id: Uuid,
    pub starts: DateTime<Utc>,
    pub theme: String,
    pub speaker: String,
}

pub(super) async fn workshops(db: impl PgExecutor<'_>, event: &Event) -> Result<Vec<Workshop>, sqlx::Error> {
    sqlx::query_as!(
        Workshop,
        "select id, starts_at as starts, theme, speaker from event_workshop where event_id = $1 order by starts_at, id limit 200",
        event.id,
    )
    .fetch_all(db)
    .await
}

/// Who comes, by name: for who keeps the event.
pub(super) async fn registered(db: impl PgExecutor<'_>, event: &Event) -> Result<Vec<String>, sqlx::Error> {
    if !event.keeps {
        return Ok(Vec::new());
    }
    sqlx::query_scalar!(
        r#"select c.first_name || ' ' || c.last_name as "name!" from event_registration r join person_card c on c.person_id = r.person_id
         where r.event_id = $1 order by c.last_name, c.first_name, c.person_id limit 2000"#,
        event.id,
    )
    .fetch_all(db)
    .await
}

pub(super) async fn announce(tx: &mut Tx, actor: &Actor, new: &New) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into event (id, title, about, place, link, starts_at, ends_at, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        new.title,
        new.about,
        new.place,
        new.link,
        new.starts,
        new.ends,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    let of: Vec<Option<Uuid>> = match new.circonscriptions.as_slice() {
        [] => vec![None],
        some => some.iter().copied().map(Some).collect(),
    };
    sqlx::query!(
        "insert into event_guest (event_id, guests, circonscription_id) select $1, g, c from unnest($2::text[]) g, unnest($3::uuid[]) c
         on conflict do nothing",
        id,
        &new.guests,
        &of as &[Option<Uuid>],
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

pub(super) async fn add_workshop(tx: &mut Tx, event: &Event, new: &NewWorkshop) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into event_workshop (id, event_id, starts_at, theme, speaker) values ($1, $2, $3, $4, $5)",
        Uuid::now_v7(),
        event.id,
        new.starts,
        new.theme,
        new.speaker,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Nothing when it is gone already.
pub(super) async fn take_workshop(tx: &mut Tx, event: &Event, workshop: Uuid) -> Result<bool, sqlx::Error> {
    let gone = sqlx::query!("delete from event_workshop where id = $1 and event_id = $2", workshop, event.id)
        .execute(tx.conn())
        .await?;
    Ok(gone.rows_affected() == 1)
}

pub(super) async fn register(
    tx: &mut Tx,
    actor: &Actor,
    event: &Event,
    comes: bool,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    if comes {
        sqlx::query!(
            "insert into event_registration (id, event_id, person_id, at) values ($1, $2, $3, $4) on conflict (event_id, person_id) do nothing",
            Uuid::now_v7(),
            event.id,
            actor.person.0,
            now,
        )
        .execute(tx.conn())
        .await?;
    } else {
        sqlx::query!(
            "delete from event_registration where event_id = $1 and person_id = $2",
            event.id,
            actor.person.0,
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

pub(super) async fn count(tx: &mut Tx, event: &Event, attended: i32) -> Result<(), sqlx::Error> {
    sqlx::query!("update event set attended = $2 where id = $1", event.id, attended)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub(super) async fn cancel(tx: &mut Tx, event: &Event) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!("update event set cancelled_at = $2 where id = $1 and cancelled_at is null", event.id, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}
