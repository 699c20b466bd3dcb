//! The SQL of hand-overs: obtained through the actor, as the one who leaves or as the one who comes.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Actor, Error, PersonId, PlaceId, RoleKind};
use sqlx::PgExecutor;
use uuid::Uuid;

/// A class or a school that is the actor's to hand over: hers today, or within a year.
#[derive(Debug, Clone)]
pub struct Leaves {
    pub place: PlaceId,
    pub name: String,
    pub school: PlaceId,
    pub school_name: String,
    /// She heads the school; else she teaches the class.
    pub heads: bool,
    /// Her last day there; none while it is hers.
    pub left_on: Option<NaiveDate>,
}

pub async fn leaves(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    today: NaiveDate,
) -> Result<Vec<Leaves>, sqlx::Error> {
    sqlx::query_as!(
        Leaves,
        r#"select p.id as "place!", p.name as "name!", s.id as "school!", s.name as "school_name!",
                p.kind = 'school' as "heads!",
                case when bool_or(r.until_day is null or r.until_day >= $2) then null else max(r.until_day) end as left_on
         from role r join place p on p.id = r.place_id join place s on s.id = p.school_id
         where r.person_id = $1 and r.tools is null and r.from_day <= $2
           and (r.until_day is null or r.until_day >= $2::date - 365)
           and (r.kind = 'teacher' and p.kind in ('class', 'group') or r.kind = 'head' and p.kind = 'school')
         group by p.id, s.id order by 6 nulls first, p.kind, p.name, p.id"#,
        actor.person.0,
        today,
    )
    .fetch_all(db)
    .await
}

/// Whether a class or a school is hers to hand over, or somebody's to take over: also of who has no role there, or
/// nowhere, any more.
pub(crate) async fn has_any(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    today: NaiveDate,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from role where person_id = $1 and kind in ('teacher', 'head') and tools is null
               and (until_day is null or until_day >= $2::date - 365)) as "any!""#,
        actor.person.0,
        today,
    )
    .fetch_one(db)
    .await
}

pub async fn find_leaves(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    place: PlaceId,
    today: NaiveDate,
) -> Result<Leaves, Error> {
    leaves(db, actor, today).await?.into_iter().find(|l| l.place == place).ok_or(Error::NotFound)
}

/// Who comes after the actor there, as far as it is known today: « Sonia Keller (CM2) ».
pub async fn after(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    leaves: &Leaves,
    today: NaiveDate,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select distinct c.first_name || ' ' || c.last_name || ' (' || n.name || ')' as "who!"
         from role r join place n on n.id = r.place_id join person_card c on c.person_id = r.person_id
         where r.kind = $4 and r.person_id <> $1 and r.tools is null
           and r.from_day <= $5 and (r.until_day is null or r.until_day >= $5)
           and (r.place_id = $2 or r.place_id in (
               select f.new_id from follows(array(
                   select id from place where school_id = $3 and kind = 'class' and closed_on is null)) f
               where f.old_id = $2))
         order by 1"#,
        actor.person.0,
        leaves.place.0,
        leaves.school.0,
        if leaves.heads { "head" } else { "teacher" },
        today,
    )
    .fetch_all(db)
    .await
}

/// What the actor takes over from somebody.
#[derive(Debug, Clone)]
pub struct Received {
    pub place: PlaceId,
    pub name: String,
    /// It is over: hers follows it.
    pub closed: bool,
    /// The class, or the school, that is the actor's.
    pub to: PlaceId,
    pub from: PersonId,
    /// « Mme Carrel ».
    pub from_name: String,
    pub left_on: NaiveDate,
    pub done: bool,
}

/// The latest first.
pub async fn received(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    today: NaiveDate,
) -> Result<Vec<Received>, sqlx::Error> {
    sqlx::query_as!(
        Received,
        r#"select o.place_id as "place!", p.name, p.closed_on is not null as "closed!", o.to_id as "to!",
                o.from_id as "from!", o.left_on as "left_on!",
                case when c.title = '' then c.first_name || ' ' || c.last_name else c.title || ' ' || c.last_name end as "from_name!",
                exists (select from handover_done d where d.place_id = o.place_id and d.from_id = o.from_id
                          and d.by_id = $1) as "done!"
         from handed_over($1, $2) o join place p on p.id = o.place_id join person_card c on c.person_id = o.from_id
         order by o.left_on desc, p.name, c.last_name, o.from_id"#,
        actor.person.0,
        today,
    )
    .fetch_all(db)
    .await
}

pub async fn find_received(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    place: PlaceId,
    from: PersonId,
    today: NaiveDate,
) -> Result<Received, Error> {
    let mut all = received(db, actor, today).await?.into_iter();
    all.find(|r| r.place == place && r.from == from).ok_or(Error::NotFound)
}

pub async fn done(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    received: &Received,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into handover_done (place_id, from_id, by_id, at) values ($1, $2, $3, $4) on conflict do nothing",
        received.place.0,
        received.from.0,
        actor.person.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The classes that the actor teaches for good: those that they follow, she may read.
#[must_use]
pub fn taught(actor: &Actor) -> Vec<Uuid> {
    actor.roles.iter().filter(|r| r.kind == RoleKind::Teacher).map(|r| r.place.0).collect()
}
