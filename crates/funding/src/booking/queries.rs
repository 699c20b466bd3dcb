//! The SQL of bookings. A school is obtained through the actor (`near::school`).

use super::rules::New;
use chrono::{DateTime, NaiveDate, Utc};
use cockpit::near::Near;
use database::Tx;
use kernel::year::school_year_of;
use kernel::{Actor, Error};
use sqlx::PgExecutor;
use uuid::Uuid;

/// Machines that stand in no class.
#[derive(Debug, Clone)]
pub(super) struct Shared {
    pub id: Uuid,
    pub kind: String,
    pub label: String,
    pub spot: String,
    pub working: i32,
}

pub(super) async fn shared(db: impl PgExecutor<'_>, near: &Near) -> Result<Vec<Shared>, sqlx::Error> {
    sqlx::query_as!(
        Shared,
        r#"select e.id as "id!", e.kind as "kind!", e.label as "label!", e.spot as "spot!", e.working as "working!" from equipment_at_work e
         where e.school_id = $1 and e.removed_on is null and e.class_id is null and e.kind in ('mobile_class', 'tablet', 'computer')
         order by e.kind, e.label, e.id limit 100"#,
        near.id.0,
    )
    .fetch_all(db)
    .await
}

#[derive(Debug, Clone)]
pub(super) struct Class {
    pub id: Uuid,
    pub name: String,
    pub pupils: i64,
}

pub(super) async fn classes(
    db: impl PgExecutor<'_>,
    near: &Near,
    today: NaiveDate,
) -> Result<Vec<Class>, sqlx::Error> {
    sqlx::query_as!(
        Class,
        r#"select k.id, k.name, (select count(distinct r.person_id) from role r where r.place_id = k.id and r.kind = 'pupil'
                and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)) as "pupils!"
         from place k where k.school_id = $1 and k.kind = 'class' and k.school_year = $3 and k.closed_on is null
         order by k.name, k.id limit 60"#,
        near.id.0,
        today,
        school_year_of(today),
    )
    .fetch_all(db)
    .await
}

#[derive(Debug, Clone)]
pub(super) struct Booking {
    pub id: Uuid,
    pub equipment: Uuid,
    pub class: Uuid,
    pub class_name: String,
    pub starts: DateTime<Utc>,
    pub ends: DateTime<Utc>,
    pub by: Option<String>,
    /// She booked it.
    pub hers: bool,
}

/// Those that are not over, the next first.
pub(super) async fn bookings(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    near: &Near,
    now: DateTime<Utc>,
) -> Result<Vec<Booking>, sqlx::Error> {
    sqlx::query_as!(
        Booking,
        r#"select b.id, b.equipment_id as equipment, b.class_id as class, k.name as class_name, b.starts_at as starts, b.ends_at as ends,
                c.first_name || ' ' || c.last_name as by, coalesce(b.by_id = $2, false) as "hers!"
         from equipment_booking b join equipment e on e.id = b.equipment_id and e.removed_on is null join place k on k.id = b.class_id
         left join person_card c on c.person_id = b.by_id
         where b.school_id = $1 and b.cancelled_at is null and b.ends_at > $3 order by b.starts_at, b.id limit 500"#,
        near.id.0,
        actor.person.0,
        now,
    )
    .fetch_all(db)
    .await
}

pub(super) async fn booking(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    near: &Near,
    (id, now): (Uuid, DateTime<Utc>),
) -> Result<Booking, Error> {
    let all = bookings(db, actor, near, now).await?;
    all.into_iter().find(|b| b.id == id).ok_or(Error::NotFound)
}

/// Nothing when somebody has them already within these hours.
pub(super) async fn book(tx: &mut Tx, actor: &Actor, near: &Near, new: &New) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let booked = sqlx::query!(
        "insert into equipment_booking (id, equipment_id, school_id, class_id, starts_at, ends_at, by_id, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
        Uuid::now_v7(),
        new.equipment,
        near.id.0,
        new.class,
        new.starts,
        new.ends,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(booked.rows_affected() == 1)
}

pub(super) async fn cancel(tx: &mut Tx, booking: &Booking) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update equipment_booking set cancelled_at = $2 where id = $1 and cancelled_at is null",
        booking.id,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
