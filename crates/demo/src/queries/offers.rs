//! Offers of services.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::year::school_year_of;
use kernel::{PersonId, PlaceId};
use sqlx::PgConnection;
use uuid::Uuid;

pub async fn has_offers(conn: &mut PgConnection) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"select exists (select from service_bundle) as "any!""#).fetch_one(conn).await
}

/// Made, and given to these schools for this school year, for as many classes as they have.
pub async fn offer(
    conn: &mut PgConnection,
    (kind, name): (&str, &str),
    services: &[String],
    (schools, today): (&[PlaceId], NaiveDate),
    (by, now): (PersonId, DateTime<Utc>),
) -> Result<(), sqlx::Error> {
    let bundle = Uuid::now_v7();
    sqlx::query!(
        "insert into service_bundle (id, kind, name, services, made_by, made_at) values ($1, $2, $3, $4, $5, $6)",
        bundle,
        kind,
        name,
        services,
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    let schools: Vec<Uuid> = schools.iter().map(|s| s.0).collect();
    sqlx::query!(
        "insert into bundle_grant (id, bundle_id, place_id, school_year, classes, from_day, until_day, made_by, made_at)
         select gen_random_uuid(), $1, s, $3::int2,
                greatest(1, (select count(*) from place k where k.school_id = s and k.kind = 'class' and k.school_year = $3 and k.closed_on is null)),
                make_date($3::int, 9, 1), make_date($3::int + 1, 8, 31), $4, $5
         from unnest($2::uuid[]) s",
        bundle,
        &schools,
        school_year_of(today),
        by.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
