//! The SQL of the counts.

use chrono::NaiveDate;
use serde::Serialize;
use sqlx::PgExecutor;

/// What the directory holds today: the keys that a feed's `expected.json` has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    pub schools: i64,
    pub inspectorates: i64,
    pub classes: i64,
    pub pupils: i64,
    pub guardians: i64,
    pub guardian_links: i64,
    pub pending_links: i64,
    pub staff: i64,
    pub teachers: i64,
    pub directors: i64,
}

pub async fn held(db: impl PgExecutor<'_>, day: NaiveDate) -> Result<Held, sqlx::Error> {
    sqlx::query_as!(
        Held,
        r#"with held as (
             select person_id, kind, place_id from role
             where from_day <= $1 and (until_day is null or until_day >= $1)
         ), pupil as (
             select distinct person_id from held where kind = 'pupil'
         ), linked as (
             select g.pupil_id, g.guardian_id from guardianship($1) g join pupil p on p.person_id = g.pupil_id
         )
         select (select count(*) from place where kind = 'school' and not pseudo and closed_on is null) as "schools!",
                (select count(*) from place where kind = 'circonscription' and closed_on is null) as "inspectorates!",
                (select count(distinct h.place_id) from held h join place c on c.id = h.place_id and c.kind = 'class'
                  where h.kind = 'pupil') as "classes!",
                (select count(*) from pupil) as "pupils!",
                (select count(distinct guardian_id) from linked) as "guardians!",
                (select count(*) from linked) as "guardian_links!",
                (select count(*) from pending_link l join pupil p on p.person_id = l.pupil_id) as "pending_links!",
                (select count(distinct person_id) from held
                  where kind in ('teacher','head','staff','substitute','atsem','aesh','inspector')) as "staff!",
                (select count(distinct person_id) from held where kind = 'teacher') as "teachers!",
                (select count(distinct person_id) from held where kind = 'head') as "directors!""#,
        day,
    )
    .fetch_one(db)
    .await
}
