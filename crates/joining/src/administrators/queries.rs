//! The SQL of administrators.

use super::rules::Named;
use chrono::{Days, NaiveDate};
use cockpit::people::{Adult, adults_of};
use database::Tx;
use kernel::{Actor, Error, PersonId, PlaceId};
use sqlx::PgConnection;
use uuid::Uuid;

/// Somebody who administers the school, or will.
#[derive(Debug, Clone)]
pub(crate) struct Seat {
    /// None: the head, without being named.
    pub id: Option<Uuid>,
    pub person: PersonId,
    pub name: String,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
    /// « register », « waived »; nothing: her acts are not open yet.
    pub ready: Option<String>,
    /// Why she was waived.
    pub reason: Option<String>,
}

impl Seat {
    pub(crate) fn runs(&self, today: NaiveDate) -> bool {
        self.from <= today
    }
}

/// Today’s, whom the head named last first, then the head; then those who are to come.
pub(crate) async fn seats(
    conn: &mut PgConnection,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Vec<Seat>, sqlx::Error> {
    sqlx::query_as!(
        Seat,
        r#"select s.id as "id?", s.person_id as "person!", c.first_name || ' ' || c.last_name as "name!", s.from_day as "from!",
                s.until_day as "until?", s.ready as "ready?", w.reason as "reason?"
         from (select * from school_administrators($2) where school_id = $1
               union all
               select a.school_id, a.person_id, a.id, false, a.from_day, a.until_day, null from school_administrator a
               where a.school_id = $1 and a.from_day > $2 and (a.until_day is null or a.until_day >= a.from_day)) s
         join person_card c on c.person_id = s.person_id
         left join administrator_waiver w on w.school_id = s.school_id and w.person_id = s.person_id
         left join school_administrator n on n.id = s.id
         order by s.from_day > $2, s.by_default, n.named_at desc, c.last_name, c.first_name, c.person_id limit 100"#,
        school.0,
        today,
    )
    .fetch_all(conn)
    .await
}

/// Who did, the last first.
#[derive(Debug, Clone)]
pub(super) struct Past {
    pub name: Option<String>,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
}

pub(super) async fn past(
    conn: &mut PgConnection,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Vec<Past>, sqlx::Error> {
    sqlx::query_as!(
        Past,
        r#"select c.first_name || ' ' || c.last_name as name, a.from_day as "from", a.until_day as until
         from school_administrator a left join person_card c on c.person_id = a.person_id
         where a.school_id = $1 and a.until_day < $2 and a.until_day >= a.from_day
         order by a.until_day desc, a.id limit 50"#,
        school.0,
        today,
    )
    .fetch_all(conn)
    .await
}

/// A school, for who has a part in how it is administered: its teachers and head, its inspector, the project.
#[derive(Debug, Clone)]
pub(super) struct School {
    pub id: PlaceId,
    pub name: String,
    pub adults: Vec<Adult>,
    pub seats: Vec<Seat>,
    pub past: Vec<Past>,
    /// She heads it: she names.
    pub head: bool,
    /// She inspects it, or is of the project.
    pub exempts: bool,
}

/// One act after the other, here and on the school’s path.
pub(super) async fn hold(conn: &mut PgConnection, school: PlaceId) -> Result<(), sqlx::Error> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('joining'), hashtext($1))", school.to_string())
        .execute(conn)
        .await?;
    Ok(())
}

pub(super) async fn school(
    conn: &mut PgConnection,
    actor: &Actor,
    school: PlaceId,
    today: NaiveDate,
) -> Result<School, Error> {
    let inspected: Vec<_> = actor.inspected().map(|p| p.0).collect();
    let row = sqlx::query!(
        r#"select s.name, coalesce(s.parent_id = any($2), false) as "inspects!" from place s
         where s.id = $1 and s.kind = 'school' and not s.pseudo and s.closed_on is null"#,
        school.0,
        &inspected,
    )
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    let adults = adults_of(conn, school, today).await?;
    let works = adults.iter().any(|a| a.id == actor.person);
    let exempts = row.inspects || actor.is_project();
    if !works && !exempts {
        return Err(Error::NotFound);
    }
    Ok(School {
        id: school,
        name: row.name,
        head: adults.iter().any(|a| a.id == actor.person && a.head),
        exempts,
        adults,
        seats: seats(conn, school, today).await?,
        past: past(conn, school, today).await?,
    })
}

pub(crate) async fn name(
    tx: &mut Tx,
    actor: &Actor,
    school: PlaceId,
    named: &Named,
) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into school_administrator (id, school_id, person_id, from_day, until_day, named_by, named_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        school.0,
        named.person.0,
        named.from,
        named.until,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// The last day; none: today was not a day of hers any more.
pub(super) async fn end(
    tx: &mut Tx,
    actor: &Actor,
    seat: &Seat,
    last: Option<NaiveDate>,
) -> Result<(), sqlx::Error> {
    let (today, now) = (tx.today(), tx.now());
    let last = last.unwrap_or_else(|| today.checked_sub_days(Days::new(1)).unwrap_or(today));
    sqlx::query!(
        "update school_administrator set until_day = greatest(from_day - 1, $2), ended_by = $3, ended_at = $4 where id = $1",
        seat.id,
        last,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// She need not be trained, for this reason; the last said counts.
pub(crate) async fn waive(
    tx: &mut Tx,
    actor: &Actor,
    school: PlaceId,
    person: PersonId,
    reason: &str,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into administrator_waiver (school_id, person_id, reason, by_id, at) values ($1, $2, $3, $4, $5)
         on conflict (school_id, person_id) do update set reason = excluded.reason, by_id = excluded.by_id, at = excluded.at",
        school.0,
        person.0,
        reason,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
