//! The catalogue.

use super::super::rules;
use super::inspected;
use chrono::NaiveDate;
use cockpit::register::Track;
use database::Tx;
use kernel::{Actor, Error};
use sqlx::PgPool;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(in super::super) struct Course {
    pub id: Uuid,
    pub circonscription: Option<Uuid>,
    /// « Val d’Ormes », or nothing: the whole project.
    pub circonscription_name: String,
    pub title: String,
    pub track: Track,
    pub minutes: i32,
    pub given_by: String,
    pub content: String,
    pub closed: bool,
    /// Sessions that are still to come.
    pub coming: i64,
}

pub(in super::super) async fn courses(
    pool: &PgPool,
    actor: &Actor,
    today: NaiveDate,
) -> Result<Vec<Course>, sqlx::Error> {
    load(pool, actor, None, today).await
}

pub(in super::super) async fn course(
    pool: &PgPool,
    actor: &Actor,
    id: Uuid,
    today: NaiveDate,
) -> Result<Course, Error> {
    load(pool, actor, Some(id), today).await?.pop().ok_or(Error::NotFound)
}

/// Of the whole project, and of the circonscriptions that she inspects or works in.
async fn load(
    pool: &PgPool,
    actor: &Actor,
    id: Option<Uuid>,
    today: NaiveDate,
) -> Result<Vec<Course>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select c.id, c.circonscription_id as "circonscription?", coalesce(p.name, '') as "circonscription_name!", c.title, c.track,
                c.minutes, c.given_by, c.content, c.closed_at is not null as "closed!",
                (select count(*) from training_session s where s.course_id = c.id and s.cancelled_at is null
                   and s.starts_at >= $5::date) as "coming!"
         from training_course c left join place p on p.id = c.circonscription_id
         where ($1 or c.circonscription_id is null or c.circonscription_id = any($2)
                or exists (select from role r join place s on s.id = r.school_id where r.person_id = $3 and s.parent_id = c.circonscription_id
                             and r.kind <> 'pupil' and r.from_day <= $5 and (r.until_day is null or r.until_day >= $5)))
           and ($4::uuid is null and c.closed_at is null or c.id = $4)
         order by array_position(array['administrator', 'teacher', 'other'], c.track), c.title, c.id limit 300"#,
        actor.is_project(),
        &inspected(actor),
        actor.person.0,
        id,
        today,
    )
    .fetch_all(pool)
    .await?;
    let courses = rows.into_iter().map(|r| Course {
        id: r.id,
        circonscription: r.circonscription,
        circonscription_name: r.circonscription_name,
        title: r.title,
        track: Track::named(&r.track),
        minutes: r.minutes,
        given_by: r.given_by,
        content: r.content,
        closed: r.closed,
        coming: r.coming,
    });
    Ok(courses.collect())
}

pub(in super::super) async fn make_course(
    tx: &mut Tx,
    actor: &Actor,
    new: &rules::Course,
) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into training_course (id, circonscription_id, title, track, minutes, given_by, content, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        new.circonscription,
        new.title,
        new.track.name(),
        new.minutes,
        new.given_by,
        new.content,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// Out of the catalogue; its sessions and certificates stay.
pub(in super::super) async fn close_course(tx: &mut Tx, course: &Course) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update training_course set closed_at = coalesce(closed_at, $2) where id = $1",
        course.id,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
