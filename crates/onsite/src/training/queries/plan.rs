//! What a circonscription planned for its year, what was given of it, whom it reached, what they thought.

use super::super::opinions::Satisfaction;
use super::inspected;
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use database::Tx;
use kernel::{Actor, PlaceId};
use sqlx::PgPool;

#[derive(Debug, Clone)]
pub(in super::super) struct Figures {
    pub circonscription: PlaceId,
    pub name: String,
    pub planned: Option<i32>,
    pub themes: String,
    /// Minutes of the sessions at which somebody was present.
    pub given: i64,
    pub sessions: i64,
    pub teachers: i64,
    /// Of them, who once came to a session for teachers.
    pub trained: i64,
    pub schools: i64,
    /// Where somebody who works there came to a session for administrators.
    pub administered: i64,
    pub satisfaction: Satisfaction,
}

/// Of a school year, its first of August.
fn first_of(year: i16) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(year.into(), 8, 1, 0, 0, 0).earliest().unwrap_or_default()
}

pub(in super::super) async fn figures(
    pool: &PgPool,
    actor: &Actor,
    year: i16,
    today: NaiveDate,
) -> Result<Vec<Figures>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"with circo as (
             select p.id, p.name from place p where p.kind = 'circonscription' and p.closed_on is null and ($1 or p.id = any($2))
         ), school as (
             select s.id, s.parent_id from place s join circo c on c.id = s.parent_id
             where s.kind = 'school' and not s.pseudo and s.closed_on is null
         ), came as materialized (
             select e.person_id, bool_or(c.track = 'teacher') as as_teacher, bool_or(c.track = 'administrator') as as_administrator
             from training_enrolment e join training_session s on s.id = e.session_id
             join training_course c on c.id = s.course_id where e.attendance = 'present' group by e.person_id
         ), staffed as (
             select s.parent_id, count(distinct r.person_id) filter (where r.kind <> 'staff') as teachers,
                    count(distinct r.person_id) filter (where r.kind <> 'staff' and k.as_teacher) as trained,
                    count(distinct s.id) filter (where k.as_administrator) as administered
             from school s join role r on r.school_id = s.id left join came k on k.person_id = r.person_id
             where r.kind in ('teacher', 'head', 'staff') and r.from_day <= $4 and (r.until_day is null or r.until_day >= $4)
             group by s.parent_id
         ), counted as (
             select parent_id, count(*) as schools from school group by parent_id
         ), held as (
             select s.id, s.circonscription_id, extract(epoch from s.ends_at - s.starts_at) / 60 as minutes from training_session s
             where s.cancelled_at is null and s.starts_at >= $5 and s.starts_at < $6
               and exists (select from training_enrolment e where e.session_id = s.id and e.attendance = 'present')
         )
         select c.id as "id!", c.name as "name!", t.planned_minutes as "planned?", coalesce(t.themes, '') as "themes!",
                coalesce((select sum(h.minutes) from held h where h.circonscription_id = c.id), 0)::bigint as "given!",
                (select count(*) from held h where h.circonscription_id = c.id) as "sessions!",
                coalesce(w.teachers, 0) as "teachers!", coalesce(w.trained, 0) as "trained!",
                coalesce(n.schools, 0) as "schools!", coalesce(w.administered, 0) as "administered!",
                array(select (select count(*) from training_opinion o join held h on h.id = o.session_id
                        where h.circonscription_id = c.id and o.satisfaction = n)
                      from unnest(array[4, 3, 2, 1]) with ordinality as u (n, at) order by at) as "satisfaction!: Vec<i64>"
         from circo c left join training_plan t on t.circonscription_id = c.id and t.school_year = $3
         left join counted n on n.parent_id = c.id left join staffed w on w.parent_id = c.id
         order by c.name, c.id"#,
        actor.is_project(),
        &inspected(actor),
        year,
        today,
        first_of(year),
        first_of(year + 1),
    )
    .fetch_all(pool)
    .await?;
    let figures = rows.into_iter().map(|r| Figures {
        circonscription: PlaceId(r.id),
        name: r.name,
        planned: r.planned,
        themes: r.themes,
        given: r.given,
        sessions: r.sessions,
        teachers: r.teachers,
        trained: r.trained,
        schools: r.schools,
        administered: r.administered,
        satisfaction: Satisfaction(r.satisfaction.try_into().unwrap_or_default()),
    });
    Ok(figures.collect())
}

/// The plan of a circonscription that the actor keeps.
pub(in super::super) async fn say_plan(
    tx: &mut Tx,
    actor: &Actor,
    (circonscription, year): (PlaceId, i16),
    (minutes, themes): &(i32, String),
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into training_plan (circonscription_id, school_year, planned_minutes, themes, said_by, said_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (circonscription_id, school_year) do update
         set planned_minutes = excluded.planned_minutes, themes = excluded.themes, said_by = excluded.said_by, said_at = excluded.said_at",
        circonscription.0,
        year,
        minutes,
        themes,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
