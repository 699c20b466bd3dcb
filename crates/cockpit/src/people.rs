//! People whom a form names by their login; adults of a school, and of the territory.

use chrono::NaiveDate;
use kernel::{Access, Actor, Error, PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};

/// Who works in a school, steers some, or acts for a commune.
pub fn reader(actor: &Actor) -> Result<(), Error> {
    let reads = Access::SchoolAdults.admits(Some(actor)) || Access::Territory.admits(Some(actor));
    if reads { Ok(()) } else { Err(Error::NotFound) }
}

/// An adult whose account this is.
pub async fn adult_of_login(db: impl PgExecutor<'_>, login: &str) -> Result<Option<PersonId>, sqlx::Error> {
    let person = sqlx::query_scalar!(
        "select person_id from account a where login = lower($1) and state <> 'erased'
           and not exists (select from role r where r.person_id = a.person_id and r.kind = 'pupil')",
        login,
    )
    .fetch_optional(db)
    .await?;
    Ok(person.map(PersonId))
}

/// Somebody who works in the school.
#[derive(Debug, Clone)]
pub struct Adult {
    pub id: PersonId,
    pub name: String,
    pub head: bool,
    pub teaches: bool,
    /// Begins with the ENT: teaches a class that volunteered, or carries the project.
    pub engaged: bool,
}

/// Those of today, joint spaces with a class of collège aside.
pub async fn adults_of(
    conn: &mut PgConnection,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Vec<Adult>, sqlx::Error> {
    sqlx::query_as!(
        Adult,
        r#"select c.person_id as "id!", c.first_name || ' ' || c.last_name as "name!",
                bool_or(r.kind = 'head') as "head!", bool_or(r.kind in ('teacher', 'head')) as "teaches!",
                exists (select from engaged_teachers($2) g where g.school_id = $1 and g.person_id = c.person_id) as "engaged!"
         from role r join person_card c on c.person_id = r.person_id
         where r.school_id = $1 and r.kind in ('teacher', 'head', 'staff') and r.from_day <= $2
           and (r.until_day is null or r.until_day >= $2) and not exists (select from joint_space j where j.place_id = r.place_id)
         group by c.person_id, c.first_name, c.last_name order by c.last_name, c.first_name, c.person_id limit 200"#,
        school.0,
        today,
    )
    .fetch_all(conn)
    .await
}
