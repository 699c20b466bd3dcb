//! A collège, its schools, where both degrees meet.

use super::super::sector::Council;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{PersonId, PlaceId};
use sqlx::PgConnection;
use uuid::Uuid;

/// Nothing when the register has begun.
pub async fn register(
    conn: &mut PgConnection,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<Option<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        "insert into college (id, uai, name, town, street, postcode, phone, email, contact, ent, made_by, made_at)
         select $1, '0809911N', 'Collège des Trois-Vallées', 'Ormes-le-Vieux', '20 rue du Moulin', '80998', '01 99 00 10 11',
                'trois-vallees@example.org', 'Aurore Delmas, principale adjointe', 'sister', $2, $3
         where not exists (select from college) returning id",
        Uuid::now_v7(),
        by.0,
        now,
    )
    .fetch_optional(conn)
    .await
}

pub async fn feed(
    conn: &mut PgConnection,
    (college, school): (Uuid, PlaceId),
    by: PersonId,
    (from, now): (NaiveDate, DateTime<Utc>),
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into college_sector (id, college_id, school_id, from_day, source, said_by, said_at) values ($1, $2, $3, $4, 'hand', $5, $6)",
        Uuid::now_v7(),
        college,
        school.0,
        from,
        by.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn convene(
    conn: &mut PgConnection,
    college: Uuid,
    council: &Council,
    by: PersonId,
    (day, now): (NaiveDate, DateTime<Utc>),
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into college_liaison (id, college_id, kind, day, place, convened_by, agenda, made_by, made_at, decided, told_by, told_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, case when $10 <> '' then $8::uuid end, case when $10 <> '' then $9::timestamptz end)",
        Uuid::now_v7(),
        college,
        council.kind,
        day,
        council.place,
        council.convened_by,
        council.agenda,
        by.0,
        now,
        council.decided,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn visit_college(
    conn: &mut PgConnection,
    college: Uuid,
    by: PersonId,
    (day, now): (NaiveDate, DateTime<Utc>),
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into contact_log (id, college_id, kind, day, subject, notes, by_id, at)
         values ($1, $2, 'college_visit', $3, 'Le CDI et les tablettes de 6e', 'La documentaliste propose d’accueillir les CM2 une demi-journée.', $4, $5)",
        Uuid::now_v7(),
        college,
        day,
        by.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
