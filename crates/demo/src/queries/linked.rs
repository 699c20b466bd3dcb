//! The sister ENT of the demonstration, as its operator wrote it down.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::PersonId;
use sqlx::PgConnection;
use uuid::Uuid;

/// Open for teachers and heads; who is in a commune has nothing there.
pub async fn link_sister(
    conn: &mut PgConnection,
    by: PersonId,
    (now, today): (DateTime<Utc>, NaiveDate),
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with linked as (
             insert into sso_service (id, name, address, home, sister, profiles, attributes, said_by, said_at)
             select $1, 'e-Collèges', 'https://ent2d.example.org/', 'https://ent2d.example.org/', true,
                    '{National_DIR,National_ENS}', '{profile,schools}', $2, $3
             where not exists (select from sso_service)
             returning id)
         insert into sso_opening (id, service_id, from_day, opened_by, opened_at)
         select gen_random_uuid(), id, $4, $2, $3 from linked",
        Uuid::now_v7(),
        by.0,
        now,
        today,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The other direction, written down and closed: nobody answers there.
pub async fn know_sister(
    conn: &mut PgConnection,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into entry_source (id, name, address, profiles, said_by, said_at)
         select $1, 'e-Collèges', 'https://ent2d.example.org/cas/', '{National_DIR,National_ENS}', $2, $3
         where not exists (select from entry_source)",
        Uuid::now_v7(),
        by.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
