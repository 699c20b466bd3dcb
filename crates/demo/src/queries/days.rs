//! An event, its workshops, a document.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{PersonId, PlaceId};
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

/// A slot of a mobile class on a school day to come, a change of the card that waits: where nothing of the kind is there yet.
pub async fn share(
    conn: &mut PgConnection,
    day: NaiveDate,
    (by, now): (PersonId, DateTime<Utc>),
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into equipment_booking (id, equipment_id, school_id, class_id, starts_at, ends_at, by_id, at)
         select gen_random_uuid(), e.id, e.school_id, t.place_id, $1::date + time '07:00', $1::date + time '08:30', t.person_id, $2
         from equipment e join role t on t.school_id = e.school_id and t.kind = 'teacher' and t.until_day is null
         join place k on k.id = t.place_id and k.kind = 'class' and k.closed_on is null
         where e.kind = 'mobile_class' and e.class_id is null and e.removed_on is null and not exists (select from equipment_booking)
         order by e.id, k.name desc, t.id limit 1",
        day,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "with waits as (
             insert into card_change (id, brand, solution, carrier_id, provider_id, reason, made_by, made_at)
             select gen_random_uuid(), p.brand || ' et Vallées', p.solution, c.id, (select id from party where part = 'provider' and left_on is null limit 1),
                    'Trois communes de la vallée rejoignent le projet.', $1, $2
             from project p join party c on c.part = 'carrier' and c.left_on is null where not exists (select from card_change)
             returning id),
         owners as (
             insert into card_change_owner (change_id, party_id) select w.id, p.id from waits w join party p on p.part = 'co_owner' and p.left_on is null)
         insert into card_voice (id, change_id, college, agrees, member_id, by_id, at)
         select gen_random_uuid(), w.id, m.college, true, m.id, m.person_id, $2 from waits w
         join lateral (select m.* from body_member m join governing_body b on b.id = m.sits_in and b.kind = 'strategic'
                       where m.college = 'collectivities' and m.until_day is null order by b.name, m.id limit 1) m on true",
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    Ok(())
}

/// The IEN numérique of the register is somebody with an account, supports this circonscription since the year began, and has
/// noted what she did. Written once; her role follows from it.
pub async fn support(
    conn: &mut PgConnection,
    (who, place): (PersonId, PlaceId),
    day: NaiveDate,
    (by, now): (PersonId, DateTime<Utc>),
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update staff_function set person_id = $1, name = ''
         where kind = 'ien_numerique' and person_id is null and name = 'Salomé Arnoux'
           and not exists (select from staff_function where person_id = $1)",
        who.0,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into circonscription_backing (id, place_id, function_id, from_day, said_by, said_at)
         select gen_random_uuid(), $2, f.id, f.from_day, $3, $4 from staff_function f
         where f.kind = 'ien_numerique' and f.person_id = $1
           and not exists (select from circonscription_backing b where b.function_id = f.id and b.place_id = $2)",
        who.0,
        place.0,
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into backing_act (id, place_id, day, what, by_id, at)
         select gen_random_uuid(), $2, a.day, a.what, $1, $3
         from (values ($4::date - 40, 'Une réunion des directions : les chiffres de la circonscription, et ce qui aide.'),
                      ($4::date - 19, 'Une visite aux Tilleuls avec l’inspectrice : le cahier multimédia d’une classe, deux heures.'),
                      ($4::date - 6, 'Point avec l’inspectrice : trois écoles qui n’ont pas encore de personne formée.')) a (day, what)
         where not exists (select from backing_act where by_id = $1)",
        who.0,
        place.0,
        now,
        day,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("select settle_backing($1, $2, $3, $4)", who.0, place.0, by.0, now).execute(conn).await?;
    Ok(())
}
