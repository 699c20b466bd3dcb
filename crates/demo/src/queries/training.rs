//! Sessions of training: planned, given, and what those who came think of them.

use super::super::on_site::{Course, Session};
use chrono::{DateTime, Utc};
use kernel::{PersonId, PlaceId};
use sqlx::PgConnection;
use uuid::Uuid;

/// Somebody has been here, or an earlier start.
pub async fn has_training(conn: &mut PgConnection) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"select exists (select from training_course) as "is!""#).fetch_one(conn).await
}

pub async fn plan_training(
    conn: &mut PgConnection,
    (circonscription, year): (PlaceId, i16),
    (minutes, themes): (i32, &str),
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into training_plan (circonscription_id, school_year, planned_minutes, themes, said_at) values ($1, $2, $3, $4, $5)
         on conflict do nothing",
        circonscription.0,
        year,
        minutes,
        themes,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn add_course(
    conn: &mut PgConnection,
    circonscription: Option<PlaceId>,
    course: &Course,
    at: DateTime<Utc>,
) -> Result<Uuid, sqlx::Error> {
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into training_course (id, circonscription_id, title, track, minutes, given_by, content, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        circonscription.map(|p| p.0),
        course.title,
        course.track,
        course.minutes,
        course.given_by,
        course.content,
        at,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

pub async fn add_session(
    conn: &mut PgConnection,
    (course, circonscription): (Uuid, PlaceId),
    session: &Session,
    (starts, ends): (DateTime<Utc>, DateTime<Utc>),
    trainer: Option<PersonId>,
) -> Result<Uuid, sqlx::Error> {
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into training_session (id, course_id, circonscription_id, kind, place, starts_at, ends_at, seats, trainer_id, trainer_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $6::timestamptz - interval '30 days')",
        id,
        course,
        circonscription.0,
        session.kind,
        session.place,
        starts,
        ends,
        session.seats,
        trainer.map(|p| p.0),
        if trainer.is_some() { "" } else { session.trainer },
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// Enrolled; present for so long once the session is over.
pub async fn enrol(
    conn: &mut PgConnection,
    (session, person): (Uuid, PersonId),
    minutes: Option<i32>,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into training_enrolment (id, session_id, person_id, enrolled_at, attendance, minutes, recorded_at, opined)
         values ($1, $2, $3, $4::timestamptz, case when $5::int is not null then 'present' end, $5, case when $5::int is not null then $4::timestamptz end, $5::int is not null)
         on conflict do nothing",
        Uuid::now_v7(),
        session,
        person.0,
        at,
        minutes,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn opine(
    conn: &mut PgConnection,
    session: Uuid,
    (satisfaction, said): (i16, &str),
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into training_opinion (id, session_id, satisfaction, said) values ($1, $2, $3, $4)",
        Uuid::new_v4(),
        session,
        satisfaction,
        said,
    )
    .execute(conn)
    .await?;
    Ok(())
}
