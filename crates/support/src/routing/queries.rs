//! The SQL of routes and of who works a queue.

use crate::tickets::words::Queue;
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use kernel::{Actor, PersonId};
use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(super) struct Said {
    pub category: String,
    pub first: String,
    pub second: String,
    pub by: String,
    pub at: DateTime<Utc>,
    pub dropped: bool,
}

/// What the project said, the newest first; what was before with it.
pub(super) async fn said(pool: &PgPool) -> Result<Vec<Said>, sqlx::Error> {
    sqlx::query_as!(
        Said,
        r#"select r.category, r.first, r.second, coalesce(p.shown_first_name || ' ' || p.shown_last_name, '') as "by!", r.said_at as at,
                r.dropped_at is not null as "dropped!"
           from ticket_route r left join person p on p.id = r.said_by order by r.said_at desc, r.id desc limit 100"#,
    )
    .fetch_all(pool)
    .await
}

pub(super) async fn say(
    tx: &mut Tx,
    actor: &Actor,
    category: &str,
    (first, second): (Queue, Queue),
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update ticket_route set dropped_at = $2 where category = $1 and dropped_at is null",
        category,
        now
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into ticket_route (id, category, first, second, said_by, said_at) values ($1, $2, $3, $4, $5, $6)",
        Uuid::now_v7(),
        category,
        first.key(),
        second.key(),
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

#[derive(Debug, Clone, Default)]
pub(super) struct Setting {
    pub cdti: bool,
    pub publisher: String,
    pub email: String,
}

pub(super) async fn setting(db: impl PgExecutor<'_>) -> Result<Setting, sqlx::Error> {
    let found =
        sqlx::query_as!(Setting, "select cdti, publisher, publisher_email as email from support_setting")
            .fetch_optional(db)
            .await?;
    Ok(found.unwrap_or_default())
}

/// Whether the project has a queue of the CDTI.
pub(crate) async fn cdti_works(db: impl PgExecutor<'_>) -> Result<bool, sqlx::Error> {
    Ok(setting(db).await?.cdti)
}

pub(super) async fn settle(tx: &mut Tx, actor: &Actor, new: &Setting) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into support_setting (cdti, publisher, publisher_email, said_by, said_at) values ($1, $2, $3, $4, $5)
         on conflict (one) do update set cdti = excluded.cdti, publisher = excluded.publisher,
             publisher_email = excluded.publisher_email, said_by = excluded.said_by, said_at = excluded.said_at",
        new.cdti,
        new.publisher,
        new.email,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A queue for which the actor names others.
#[derive(Debug, Clone)]
pub(super) struct Led {
    pub queue: Queue,
    pub place: Option<Uuid>,
    pub name: String,
}

impl Led {
    pub(super) fn key(&self) -> String {
        self.place.map_or_else(|| self.queue.key().to_owned(), |p| format!("{}:{p}", self.queue.key()))
    }

    pub(super) fn words(&self) -> String {
        match (self.queue, self.name.is_empty()) {
            (Queue::Safety, true) => "Confidentiel · sécurité du projet".to_owned(),
            (queue, true) => queue.words().to_owned(),
            (queue, false) => format!("{} · {}", queue.words(), self.name),
        }
    }
}

/// By her role only: whoever was named does not name others.
pub(super) async fn led(pool: &PgPool, actor: &Actor) -> Result<Vec<Led>, sqlx::Error> {
    let heads: Vec<Uuid> = actor.headed().map(|p| p.0).collect();
    let inspects: Vec<Uuid> = actor.inspected().map(|p| p.0).collect();
    let rows = sqlx::query!(
        "select id, name, kind = 'school' as \"school!\" from place where id = any($1) or id = any($2) order by name, id",
        &heads,
        &inspects,
    )
    .fetch_all(pool)
    .await?;
    let mut led: Vec<Led> = rows
        .into_iter()
        .map(|r| Led {
            queue: if r.school { Queue::School } else { Queue::Circonscription },
            place: Some(r.id),
            name: r.name,
        })
        .collect();
    if actor.is_project() {
        let own = [Queue::Project, Queue::Dsi, Queue::Cdti, Queue::Dpo, Queue::Publisher, Queue::Safety];
        led.extend(own.map(|queue| Led { queue, place: None, name: String::new() }));
    }
    Ok(led)
}

#[derive(Debug, Clone)]
pub(super) struct Member {
    pub id: Uuid,
    pub person: Uuid,
    pub name: String,
    pub queue: String,
    pub place: Option<Uuid>,
    pub until: Option<NaiveDate>,
}

impl Member {
    pub(super) fn is_of(&self, led: &Led) -> bool {
        self.queue == led.queue.key() && self.place == led.place
    }
}

/// Those of these queues, today and later.
pub(super) async fn members(
    pool: &PgPool,
    led: &[Led],
    today: NaiveDate,
) -> Result<Vec<Member>, sqlx::Error> {
    let (queues, places): (Vec<String>, Vec<Uuid>) =
        led.iter().map(|l| (l.queue.key().to_owned(), l.place.unwrap_or_default())).unzip();
    sqlx::query_as!(
        Member,
        r#"select m.id, m.person_id as person, p.shown_first_name || ' ' || p.shown_last_name as "name!", m.queue, m.place_id as place, m.until_day as until
           from queue_member m join person p on p.id = m.person_id
           join unnest($1::text[], $2::uuid[]) w (queue, place) on w.queue = m.queue and w.place = coalesce(m.place_id, '00000000-0000-0000-0000-000000000000')
           where m.until_day is null or m.until_day >= $3 order by p.plain, m.id"#,
        &queues,
        &places,
        today,
    )
    .fetch_all(pool)
    .await
}

/// An adult with this login and an open account, who works in that school or circonscription where the queue has one.
pub(super) async fn nameable(
    db: impl PgExecutor<'_>,
    login: &str,
    led: &Led,
    today: NaiveDate,
) -> Result<Option<PersonId>, sqlx::Error> {
    let person = sqlx::query_scalar!(
        "select a.person_id from account a where a.login = lower($1) and a.state = 'active'
           and not exists (select from role r where r.person_id = a.person_id and r.kind = 'pupil')
           and ($2::uuid is null or exists (select from role r left join place s on s.id = r.school_id
                 where r.person_id = a.person_id and r.kind <> 'helper' and (r.school_id = $2 or s.parent_id = $2 or r.place_id = $2)
                   and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3)))",
        login,
        led.place,
        today,
    )
    .fetch_optional(db)
    .await?;
    Ok(person.map(PersonId))
}

pub(super) async fn name(
    tx: &mut Tx,
    actor: &Actor,
    led: &Led,
    person: PersonId,
    until: Option<NaiveDate>,
) -> Result<(), sqlx::Error> {
    let today = tx.today();
    sqlx::query!(
        "insert into queue_member (id, queue, place_id, person_id, from_day, until_day, named_by) values ($1, $2, $3, $4, $5, $6, $7)",
        Uuid::now_v7(),
        led.queue.key(),
        led.place,
        person.0,
        today,
        until,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// From now on.
pub(super) async fn end(tx: &mut Tx, member: &Member) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from queue_member where id = $1", member.id).execute(tx.conn()).await?;
    Ok(())
}
