//! Meetings: convened, held, with what was on their agenda.

use super::super::rules::{Kind, NewMeeting};
use super::Body;
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use kernel::{Actor, Error};
use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

/// A meeting among others.
#[derive(Debug, Clone)]
pub(in super::super) struct Line {
    pub id: Uuid,
    pub kind: Kind,
    pub day: NaiveDate,
    pub place: String,
    pub held: bool,
}

/// The last first; those that were cancelled are not.
pub(in super::super) async fn meetings(
    db: impl PgExecutor<'_>,
    body: Option<Uuid>,
) -> Result<Vec<Line>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select m.id, b.kind, m.day, m.place, m.held_at is not null as "held!"
         from body_meeting m join governing_body b on b.id = m.body_id
         where m.cancelled_at is null and ($1::uuid is null or m.body_id = $1)
         order by m.day desc, m.id limit 400"#,
        body,
    )
    .fetch_all(db)
    .await?;
    let lines = rows.into_iter().map(|r| Line {
        id: r.id,
        kind: Kind::named(&r.kind),
        day: r.day,
        place: r.place,
        held: r.held,
    });
    Ok(lines.collect())
}

#[derive(Debug, Clone)]
pub(in super::super) struct Meeting {
    pub id: Uuid,
    /// With who sat on it that day.
    pub body: Body,
    pub day: NaiveDate,
    pub place: String,
    pub minutes: String,
    /// Its minutes were written then, by whom.
    pub held: Option<(DateTime<Utc>, Option<String>)>,
    pub cancelled: bool,
    pub present: Vec<Uuid>,
    /// What was typed; and, once it was held, what waited then.
    pub points: Vec<Point>,
}

#[derive(Debug, Clone)]
pub(in super::super) struct Point {
    pub source: String,
    pub title: String,
    pub detail: String,
}

impl Meeting {
    pub(in super::super) fn was_there(&self, member: Uuid) -> bool {
        self.present.contains(&member)
    }
}

pub(in super::super) async fn meeting(pool: &PgPool, id: Uuid) -> Result<Meeting, Error> {
    let row = sqlx::query!(
        r#"select m.body_id, m.day, m.place, m.minutes, m.held_at, m.cancelled_at is not null as "cancelled!",
                h.first_name || ' ' || h.last_name as held_by
         from body_meeting m left join person_card h on h.person_id = m.held_by where m.id = $1"#,
        id,
    )
    .fetch_optional(pool)
    .await?
    .ok_or(Error::NotFound)?;
    let body = super::body(pool, row.body_id, row.day).await?;
    let present = sqlx::query_scalar!("select member_id from meeting_presence where meeting_id = $1", id)
        .fetch_all(pool)
        .await?;
    let points = sqlx::query_as!(
        Point,
        "select source, title, detail from meeting_point where meeting_id = $1 order by added_at, id",
        id
    )
    .fetch_all(pool)
    .await?;
    let held = row.held_at.map(|at| (at, row.held_by));
    Ok(Meeting {
        id,
        body,
        day: row.day,
        place: row.place,
        minutes: row.minutes,
        held,
        cancelled: row.cancelled,
        present,
        points,
    })
}

/// Nothing when the body meets that day already.
pub(in super::super) async fn convene(
    tx: &mut Tx,
    actor: &Actor,
    body: &Body,
    new: &NewMeeting,
) -> Result<Option<Uuid>, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    let done = sqlx::query!(
        "insert into body_meeting (id, body_id, day, place, convened_by, convened_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (body_id, day) where cancelled_at is null do nothing",
        id,
        body.id,
        new.day,
        new.place,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok((done.rows_affected() == 1).then_some(id))
}

pub(in super::super) async fn cancel(tx: &mut Tx, meeting: &Meeting) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let done = sqlx::query!(
        "update body_meeting set cancelled_at = $2 where id = $1 and held_at is null and cancelled_at is null",
        meeting.id,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(in super::super) async fn add_point(
    tx: &mut Tx,
    actor: &Actor,
    meeting: &Meeting,
    point: &Point,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into meeting_point (id, meeting_id, source, title, detail, added_by, added_at) values ($1, $2, $3, $4, $5, $6, $7)",
        Uuid::now_v7(),
        meeting.id,
        point.source,
        point.title,
        point.detail,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Who was there and what was said; written again when it was not quite that. Answers whether it is the first time.
pub(in super::super) async fn write_minutes(
    tx: &mut Tx,
    actor: &Actor,
    meeting: &Meeting,
    present: &[Uuid],
    minutes: &str,
) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let first = sqlx::query_scalar!(
        r#"with before as (select held_at from body_meeting where id = $1 for update)
         update body_meeting m set minutes = $2, held_at = $3, held_by = $4 from before
         where m.id = $1 and m.cancelled_at is null returning before.held_at is null as "first!""#,
        meeting.id,
        minutes,
        now,
        actor.person.0,
    )
    .fetch_optional(tx.conn())
    .await?;
    sqlx::query!("delete from meeting_presence where meeting_id = $1", meeting.id).execute(tx.conn()).await?;
    sqlx::query!(
        "insert into meeting_presence (meeting_id, member_id) select $1, unnest($2::uuid[])",
        meeting.id,
        present,
    )
    .execute(tx.conn())
    .await?;
    Ok(first.unwrap_or(false))
}
