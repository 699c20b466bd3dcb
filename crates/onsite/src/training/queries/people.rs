//! Who is enrolled, who came, and opinions that are nobody’s.

use super::super::opinions::Satisfaction;
use super::sessions::Session;
use chrono::{DateTime, NaiveDate, Utc};
use cockpit::register::certificate;
use database::Tx;
use kernel::{Actor, PersonId, RoleKind};
use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(in super::super) struct Enrolled {
    pub enrolment: Uuid,
    pub person: Uuid,
    pub name: String,
    pub schools: String,
    pub joined: Option<DateTime<Utc>>,
    pub attendance: Option<String>,
    pub minutes: Option<i32>,
}

impl Enrolled {
    pub(in super::super) fn was_there(&self) -> bool {
        self.attendance.as_deref() == Some("present")
    }

    pub(in super::super) fn was_not(&self) -> bool {
        self.attendance.as_deref() == Some("absent")
    }

    pub(in super::super) fn certificate(&self) -> String {
        certificate(self.enrolment)
    }
}

/// All of them for whoever gives the session; those of her schools for a head; oneself for others.
pub(in super::super) async fn enrolled(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    session: &Session,
    today: NaiveDate,
) -> Result<Vec<Enrolled>, sqlx::Error> {
    let headed: Vec<Uuid> = actor.headed().map(|p| p.0).collect();
    sqlx::query_as!(
        Enrolled,
        r#"select e.id as "enrolment!", e.person_id as "person!", c.first_name || ' ' || c.last_name as "name!",
                coalesce((select string_agg(distinct s.name, ', ') from role r join place s on s.id = r.school_id
                  where r.person_id = e.person_id and r.kind in ('teacher', 'head', 'staff', 'substitute', 'atsem', 'aesh')
                    and r.from_day <= $5 and (r.until_day is null or r.until_day >= $5)), '') as "schools!",
                e.joined_at as "joined?", e.attendance as "attendance?", e.minutes as "minutes?"
         from training_enrolment e join person_card c on c.person_id = e.person_id
         where e.session_id = $1
           and ($2 or e.person_id = $3 or exists (select from role r where r.person_id = e.person_id and r.school_id = any($4)
                  and r.kind <> 'pupil' and r.from_day <= $5 and (r.until_day is null or r.until_day >= $5)))
         order by c.last_name, c.first_name, e.id"#,
        session.id,
        session.gives,
        actor.person.0,
        &headed,
        today,
    )
    .fetch_all(db)
    .await
}

#[derive(Debug, Clone)]
pub(in super::super) struct Person {
    pub id: Uuid,
    pub name: String,
}

/// The adults of the schools that the actor heads, who are not enrolled yet.
pub(in super::super) async fn adults_of_heads(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    session: &Session,
    today: NaiveDate,
) -> Result<Vec<Person>, sqlx::Error> {
    let headed: Vec<Uuid> = actor
        .roles
        .iter()
        .filter(|r| r.kind == RoleKind::Head)
        .filter_map(|r| r.school)
        .map(|p| p.0)
        .collect();
    sqlx::query_as!(
        Person,
        r#"select c.person_id as "id!", c.first_name || ' ' || c.last_name as "name!"
         from person_card c
         where exists (select from role r where r.person_id = c.person_id and r.school_id = any($1)
                  and r.kind in ('teacher', 'head', 'staff', 'substitute', 'atsem', 'aesh')
                  and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3)
                  and not exists (select from joint_space j where j.place_id = r.place_id))
           and not exists (select from training_enrolment e where e.session_id = $2 and e.person_id = c.person_id)
         order by c.last_name, c.first_name, c.person_id limit 200"#,
        &headed,
        session.id,
        today,
    )
    .fetch_all(db)
    .await
}

/// Takes a seat for each; answers for how many there was none. Who is enrolled already keeps hers.
pub(in super::super) async fn enrol(
    tx: &mut Tx,
    actor: &Actor,
    session: &Session,
    people: &[PersonId],
) -> Result<usize, sqlx::Error> {
    let now = tx.now();
    // One after the other: of two who take the last seat, the second sees that it is taken.
    sqlx::query!("select from training_session where id = $1 for update", session.id)
        .execute(tx.conn())
        .await?;
    let mut refused = 0;
    for person in people {
        let done = sqlx::query!(
            r#"with seat as (
                 insert into training_enrolment (id, session_id, person_id, enrolled_by, enrolled_at)
                 select $1, s.id, $3, $4, $5 from training_session s
                 where s.id = $2 and s.seats > (select count(*) from training_enrolment e where e.session_id = s.id)
                 on conflict do nothing returning id
             )
             select exists (select from seat) or exists (select from training_enrolment e where e.session_id = $2 and e.person_id = $3) as "is!""#,
            Uuid::now_v7(),
            session.id,
            person.0,
            actor.person.0,
            now,
        )
        .fetch_one(tx.conn())
        .await?;
        refused += usize::from(!done.is);
    }
    Ok(refused)
}

/// Gives her seat back, as long as nobody wrote down whether she came.
pub(in super::super) async fn leave(
    tx: &mut Tx,
    actor: &Actor,
    session: &Session,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from training_enrolment where session_id = $1 and person_id = $2 and attendance is null",
        session.id,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Came into the virtual class: the first time.
pub(in super::super) async fn join(tx: &mut Tx, actor: &Actor, session: &Session) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update training_enrolment set joined_at = coalesce(joined_at, $3) where session_id = $1 and person_id = $2",
        session.id,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Present for so many minutes, or absent.
pub(in super::super) async fn record(
    tx: &mut Tx,
    actor: &Actor,
    enrolled: &Enrolled,
    minutes: Option<i32>,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update training_enrolment set attendance = $2, minutes = $3, recorded_by = $4, recorded_at = $5 where id = $1",
        enrolled.enrolment,
        if minutes.is_some() { "present" } else { "absent" },
        minutes,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Once for each who was there; nothing when she has given hers.
pub(in super::super) async fn opine(
    tx: &mut Tx,
    actor: &Actor,
    session: &Session,
    (satisfaction, said): &(i16, String),
) -> Result<bool, sqlx::Error> {
    let gave = sqlx::query!(
        "update training_enrolment set opined = true
         where session_id = $1 and person_id = $2 and attendance = 'present' and not opined",
        session.id,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    if gave.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!(
        "insert into training_opinion (id, session_id, satisfaction, said) values ($1, $2, $3, $4)",
        Uuid::new_v4(),
        session.id,
        satisfaction,
        said,
    )
    .execute(tx.conn())
    .await?;
    Ok(true)
}

/// How many of each, and what was written, in an order of chance; nothing of it under five.
pub(in super::super) async fn opinions(
    pool: &PgPool,
    session: Uuid,
) -> Result<(Satisfaction, Vec<String>), sqlx::Error> {
    let rows = sqlx::query!(
        "select satisfaction, said from training_opinion where session_id = $1 order by id",
        session,
    )
    .fetch_all(pool)
    .await?;
    let count = |n: i16| rows.iter().filter(|r| r.satisfaction == n).count().try_into().unwrap_or(i64::MAX);
    let satisfaction = Satisfaction([count(4), count(3), count(2), count(1)]);
    let said = if satisfaction.is_shown() {
        rows.into_iter().map(|r| r.said).filter(|s| !s.is_empty()).collect()
    } else {
        Vec::new()
    };
    Ok((satisfaction, said))
}
