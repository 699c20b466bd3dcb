//! The school as it is, and whom else the files may mean.

use super::super::plan::{Class, Known, Plain, School};
use crate::console::Headed;
use chrono::NaiveDate;
use kernel::year::school_year_of;
use kernel::{PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// The school as it is today, and pupils of others whom the files may mean.
pub(in super::super) async fn school(
    conn: &mut PgConnection,
    school: &Headed,
    ines: &[String],
    births: &[NaiveDate],
    today: NaiveDate,
) -> Result<School, sqlx::Error> {
    let id = school.id;
    Ok(School {
        pupils: pupils(&mut *conn, id, today).await?,
        guardians: guardians(&mut *conn, id, today).await?,
        adults: adults(&mut *conn, id, today).await?,
        elsewhere: elsewhere(&mut *conn, id, ines, births, today).await?,
        classes: classes(conn, id, today).await?,
    })
}

async fn classes(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Vec<Class>, sqlx::Error> {
    sqlx::query_as!(
        Class,
        r#"select id as "id!", name from place
         where school_id = $1 and kind = 'class' and school_year = $2 and closed_on is null order by name"#,
        school.0,
        school_year_of(today),
    )
    .fetch_all(db)
    .await
}

/// A row of somebody known.
struct Row {
    id: Uuid,
    last_name: String,
    birth_name: Option<String>,
    first_name: String,
    birth_date: Option<NaiveDate>,
    ine: Option<String>,
    email: Option<String>,
    class: Option<Uuid>,
    class_name: Option<String>,
    fed: bool,
    children: Vec<Uuid>,
}

impl From<Row> for Known {
    fn from(row: Row) -> Self {
        let plain = Plain::of(&row.last_name, row.birth_name.as_deref().unwrap_or_default(), &row.first_name);
        Self {
            id: Some(PersonId(row.id)),
            birth_date: row.birth_date,
            last_name: row.last_name,
            first_name: row.first_name,
            ine: row.ine,
            email: row.email,
            class: row.class.map(PlaceId),
            class_name: row.class_name.unwrap_or_default(),
            fed: row.fed,
            children: row.children.into_iter().map(PersonId).collect(),
            plain,
        }
    }
}

fn known(rows: Vec<Row>) -> Vec<Known> {
    rows.into_iter().map(Known::from).collect()
}

async fn pupils(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Vec<Known>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"select distinct on (p.id) p.id, p.shown_last_name as "last_name!", p.birth_name, p.shown_first_name as "first_name!",
                p.birth_date, p.ine, p.email,
                case when c.kind = 'class' then c.id end as class, case when c.kind = 'class' then c.name end as class_name,
                exists (select from person_key k where k.person_id = p.id and k.source = 'aaf') as "fed!",
                '{}'::uuid[] as "children!"
         from role r join person p on p.id = r.person_id join place c on c.id = r.place_id and c.kind in ('class', 'school')
         where r.school_id = $1 and r.kind = 'pupil' and (r.until_day is null or r.until_day >= $2)
         order by p.id, c.kind"#,
        school.0,
        today,
    )
    .fetch_all(db)
    .await?;
    Ok(known(rows))
}

async fn guardians(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Vec<Known>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"select p.id, p.shown_last_name as "last_name!", p.birth_name, p.shown_first_name as "first_name!", p.birth_date,
                p.ine, p.email, null::uuid as class, null::text as class_name,
                exists (select from person_key k where k.person_id = p.id and k.source = 'aaf') as "fed!",
                array_agg(distinct g.pupil_id) as "children!"
         from role r join guardian_link g on g.pupil_id = r.person_id and (g.until_day is null or g.until_day >= $2)
         join person p on p.id = g.guardian_id
         where r.school_id = $1 and r.kind = 'pupil' and (r.until_day is null or r.until_day >= $2)
         group by p.id"#,
        school.0,
        today,
    )
    .fetch_all(db)
    .await?;
    Ok(known(rows))
}

async fn adults(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Vec<Known>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"select distinct p.id, p.shown_last_name as "last_name!", p.birth_name, p.shown_first_name as "first_name!",
                p.birth_date, p.ine, p.email, null::uuid as class, null::text as class_name,
                exists (select from person_key k where k.person_id = p.id and k.source = 'aaf') as "fed!",
                '{}'::uuid[] as "children!"
         from role r join person p on p.id = r.person_id
         where r.school_id = $1 and r.kind <> 'pupil' and (r.until_day is null or r.until_day >= $2)"#,
        school.0,
        today,
    )
    .fetch_all(db)
    .await?;
    Ok(known(rows))
}

async fn elsewhere(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    ines: &[String],
    births: &[NaiveDate],
    today: NaiveDate,
) -> Result<Vec<Known>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"select p.id, p.shown_last_name as "last_name!", p.birth_name, p.shown_first_name as "first_name!", p.birth_date,
                p.ine, null::text as email, null::uuid as class, null::text as class_name,
                exists (select from person_key k where k.person_id = p.id and k.source = 'aaf') as "fed!",
                '{}'::uuid[] as "children!"
         from person p
         where (p.ine = any($2) or p.birth_date = any($3))
           and exists (select from role r where r.person_id = p.id and r.kind = 'pupil')
           and not exists (select from role r where r.person_id = p.id and r.kind = 'pupil' and r.school_id = $1
               and (r.until_day is null or r.until_day >= $4))"#,
        school.0,
        ines,
        births,
        today,
    )
    .fetch_all(db)
    .await?;
    Ok(known(rows))
}
