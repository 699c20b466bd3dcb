//! An event, its workshops, a document.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::PersonId;
use sqlx::PgConnection;
use uuid::Uuid;

pub async fn has_events(conn: &mut PgConnection) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"select exists (select from event) as "any!""#).fetch_one(conn).await
}

/// For everybody in the schools, and whoever steers them.
pub async fn hold_event(
    conn: &mut PgConnection,
    day: NaiveDate,
    file: Uuid,
    (by, now): (PersonId, DateTime<Utc>),
) -> Result<(), sqlx::Error> {
    let (event, document) = (Uuid::now_v7(), Uuid::now_v7());
    sqlx::query!(
        "insert into event (id, title, about, place, starts_at, ends_at, made_by, made_at)
         values ($1, 'Journée d’échanges autour de l’ENT', 'Ce que des classes en ont fait, ce qui manque, ce qui vient.',
                 'Maison des associations, Ormes', $2::date + time '07:00', $2::date + time '14:30', $3, $4)",
        event,
        day,
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into event_guest (event_id, guests) select $1, unnest(array['steering', 'heads', 'teachers'])",
        event,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into event_workshop (id, event_id, starts_at, theme, speaker)
         select gen_random_uuid(), $1, $2::date + w.at, w.theme, w.speaker
         from (values (time '07:30', 'Le fil et les familles', 'une directrice d’école'),
                      (time '09:00', 'Faire parler les petits', 'une enseignante de maternelle'),
                      (time '12:30', 'Ce que dit le cadre juridique', 'le conseil juridique du projet')) w (at, theme, speaker)",
        event,
        day,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into library_document (id, title, event_id, made_by, made_at) values ($1, 'Programme de la journée', $2, $3, $4)",
        document,
        event,
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into library_version (id, document_id, number, author, licence, file_id, added_by, added_at)
         values ($1, $2, 1, 'Équipe projet', 'licence_ouverte', $3, $4, $5)",
        Uuid::now_v7(),
        document,
        file,
        by.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
