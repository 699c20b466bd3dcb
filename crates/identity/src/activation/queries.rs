//! The SQL of a first use: the children behind a slip, and what moves to an account that is there already.

use chrono::NaiveDate;
use kernel::PersonId;
use sqlx::PgExecutor;

/// A child as the family calls her.
#[derive(Debug, Clone)]
pub struct ChildName {
    pub first_name: String,
    pub last_name: String,
}

/// The children of somebody who is a guardian and nothing else: one of them is asked for. Nobody: nothing is.
pub async fn children_to_name(
    db: impl PgExecutor<'_>,
    person: PersonId,
    today: NaiveDate,
) -> Result<Vec<ChildName>, sqlx::Error> {
    sqlx::query_as!(
        ChildName,
        r#"select p.shown_first_name as "first_name!", p.shown_last_name as "last_name!"
         from guardianship($2) g join person p on p.id = g.pupil_id
         where g.guardian_id = $1
           and not exists (select from role r where r.person_id = $1
               and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2))
         order by p.shown_first_name, p.id"#,
        person.0,
        today,
    )
    .fetch_all(db)
    .await
}

/// A child with her class, for the page of who is mine.
#[derive(Debug, Clone)]
pub(super) struct ChildThere {
    pub name: String,
    /// « CE2-CM1 MME CARREL · Les Tilleuls »; nothing while no class is known.
    pub place: String,
}

pub(super) async fn children(
    db: impl PgExecutor<'_>,
    guardian: PersonId,
    today: NaiveDate,
) -> Result<Vec<ChildThere>, sqlx::Error> {
    sqlx::query_as!(
        ChildThere,
        r#"select p.shown_first_name || ' ' || p.shown_last_name as "name!",
                coalesce((select string_agg(concat_ws(' · ', nullif(c.name, s.name), s.name), ', ' order by c.name)
                   from role r join place c on c.id = r.place_id join place s on s.id = r.school_id
                  where r.person_id = p.id and r.kind = 'pupil' and c.kind in ('class', 'school')
                    and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)), '') as "place!"
         from guardianship($2) g join person p on p.id = g.pupil_id
         where g.guardian_id = $1
         order by p.shown_first_name, p.id"#,
        guardian.0,
        today,
    )
    .fetch_all(db)
    .await
}
