//! Conventions that come to their end, and who is told. In nobody’s name: for the night’s work.

use chrono::{Months, NaiveDate};
use kernel::PersonId;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// Those that hold and end within nine months: which, and their last day.
pub(in super::super) async fn ending(
    conn: &mut PgConnection,
    today: NaiveDate,
) -> Result<Vec<(Uuid, NaiveDate)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select id, convention_last_day(id) as "last!" from convention
         where convention_holds(id, $1) and convention_last_day(id) < $2 order by 2, 1"#,
        today,
        today + Months::new(9),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.last)).collect())
}

pub(in super::super) async fn reference(db: impl PgExecutor<'_>, id: Uuid) -> Result<String, sqlx::Error> {
    sqlx::query_scalar!("select reference from convention where id = $1", id).fetch_one(db).await
}

/// Who keeps conventions, and who acts for a commune that is party to this one.
pub(in super::super) async fn told_of(
    conn: &mut PgConnection,
    convention: Uuid,
    today: NaiveDate,
) -> Result<Vec<PersonId>, sqlx::Error> {
    let people = sqlx::query_scalar!(
        "select distinct r.person_id from role r
         where r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
           and (r.kind = 'project_manager' or r.kind = 'commune_agent' and exists (
                  select from convention_party p left join place t on t.id = p.place_id
                  where p.convention_id = $1 and r.place_id in (t.id, t.territory_id)))",
        convention,
        today,
    )
    .fetch_all(conn)
    .await?;
    Ok(people.into_iter().map(PersonId).collect())
}
