//! The SQL of picking a class.

use chrono::NaiveDate;
use kernel::year::school_year_of;
use kernel::{Actor, PlaceId};
use sqlx::PgExecutor;

/// A class of this year in one of her schools, and who teaches it.
#[derive(Debug, Clone)]
pub(super) struct Pickable {
    pub id: PlaceId,
    pub name: String,
    pub school: PlaceId,
    pub school_name: String,
    pub teachers: String,
    pub mine: bool,
}

/// The classes that this teacher may say are hers: this year's, open, of the schools where she teaches.
pub(super) async fn pickable(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    today: NaiveDate,
) -> Result<Vec<Pickable>, sqlx::Error> {
    sqlx::query_as!(
        Pickable,
        r#"select c.id as "id!", c.name, s.id as "school!", s.name as school_name,
                coalesce((select string_agg(p.first_name || ' ' || p.last_name, ', ' order by p.last_name)
                   from role t join person_card p on p.person_id = t.person_id
                  where t.place_id = c.id and t.kind = 'teacher'
                    and t.from_day <= $2 and (t.until_day is null or t.until_day >= $2)), '') as "teachers!",
                exists (select from role t where t.place_id = c.id and t.person_id = $1 and t.kind = 'teacher'
                    and t.from_day <= $2 and (t.until_day is null or t.until_day >= $2)) as "mine!"
         from role r join place s on s.id = r.place_id and s.kind = 'school'
         join place c on c.school_id = s.id and c.kind = 'class' and c.school_year >= $3 and c.closed_on is null
         where r.person_id = $1 and r.kind = 'teacher'
           and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
         order by s.name, c.name"#,
        actor.person.0,
        today,
        school_year_of(today),
    )
    .fetch_all(db)
    .await
}

/// Saying it twice is saying it once.
pub(super) async fn pick(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    class: &Pickable,
    today: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into role (id, person_id, kind, place_id, school_id, from_day, source)
         values (gen_random_uuid(), $1, 'teacher', $2, $3, $4, 'self')
         on conflict (person_id, kind, place_id) where until_day is null do nothing",
        actor.person.0,
        class.id.0,
        class.school.0,
        today,
    )
    .execute(db)
    .await?;
    Ok(())
}
