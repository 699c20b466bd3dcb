//! People and help on site: a school that is accompanied, who helps, what a class tells.

use super::super::on_site::{Function, Practice};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{PersonId, PlaceId};
use sqlx::PgConnection;
use uuid::Uuid;

/// The plan that a validation opens, with what the inspection said of it.
pub async fn accompany(
    conn: &mut PgConnection,
    (school, by): (PlaceId, PersonId),
    (plan, planned): (&str, [i32; 4]),
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into accompaniment (school_id, opened_at, companion_id, plan, said_by, said_at) values ($1, $4, $2, $3, $2, $4) on conflict do nothing",
        school.0,
        by.0,
        plan,
        at,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into accompaniment_part (school_id, kind, planned_minutes)
         select $1, k, m from unnest(array['training', 'virtual_class', 'technical', 'project'], $2::int[]) u (k, m) on conflict do nothing",
        school.0,
        &planned,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn add_function(
    conn: &mut PgConnection,
    function: &Function,
    place: Option<PlaceId>,
    (from, at): (NaiveDate, DateTime<Utc>),
) -> Result<(), sqlx::Error> {
    let department = if function.scope == "department" { "80" } else { "" };
    sqlx::query!(
        "insert into staff_function (id, kind, name, email, phone, scope, department, place_id, percent, from_day, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        Uuid::now_v7(),
        function.kind,
        function.name,
        function.email,
        function.phone,
        function.scope,
        department,
        place.map(|p| p.0),
        function.percent,
        from,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// From how many schools for a helper to warn.
pub async fn warn_from(conn: &mut PgConnection, schools: i32, at: DateTime<Utc>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into staffing_threshold (scope, schools, said_at) values ('circonscription', $1, $2) on conflict do nothing",
        schools,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The publisher, and its two whom a teacher may call; nothing when the project has a provider.
pub async fn add_publisher(
    conn: &mut PgConnection,
    name: &str,
    referents: [(&str, &str, &str, &str); 2],
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let party = sqlx::query_scalar!(
        "insert into party (id, kind, name, part, added_at) select $1, 'publisher', $2, 'provider', $3
         where not exists (select from party where part = 'provider') returning id",
        Uuid::now_v7(),
        name,
        at,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(party) = party else { return Ok(()) };
    for (rank, (first, last, phone, hours)) in (1_i16..).zip(referents) {
        sqlx::query!(
            "with contact as (
                 insert into party_contact (id, party_id, first_name, last_name, duty, phone, main, added_at)
                 values ($1, $2, $3, $4, 'référent ENT', $5, $6::smallint = 1, $7) returning id
             )
             insert into publisher_referent (rank, contact_id, hours) select $6::smallint, id, $8 from contact on conflict do nothing",
            Uuid::now_v7(),
            party,
            first,
            last,
            phone,
            rank,
            at,
            hours,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

pub async fn write_journal(
    conn: &mut PgConnection,
    (class, by): (PlaceId, PersonId),
    (kind, text): (&str, &str),
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into class_journal (id, school_id, class_id, kind, day, text, by_id, at)
         select $1, p.school_id, p.id, $3, ($6::timestamptz at time zone 'Europe/Paris')::date, $4, $5, $6 from place p where p.id = $2",
        Uuid::now_v7(),
        class.0,
        kind,
        text,
        by.0,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Published by the inspection; or only proposed to it.
pub async fn tell_practice(
    conn: &mut PgConnection,
    (author, by): (PersonId, PersonId),
    practice: &Practice,
    (at, featured): (DateTime<Utc>, Option<NaiveDate>),
) -> Result<(), sqlx::Error> {
    let services: Vec<_> = practice.services.iter().map(|s| (*s).to_owned()).collect();
    let levels: Vec<_> = practice.levels.iter().map(|l| (*l).to_owned()).collect();
    sqlx::query!(
        "insert into practice (id, author_id, school_id, title, context, services, levels, subject, worked, avoid, written_at, proposed_at,
             published_at, published_by, featured_until)
         select $1, $2, (select r.school_id from role r where r.person_id = $2 and r.school_id is not null order by r.from_day, r.id limit 1), $3, $4, $5, $6,
                $7, $8, $9, $10, $10, case when $11 then $10::timestamptz end, case when $11 then $12::uuid end, $13",
        Uuid::now_v7(),
        author.0,
        practice.title,
        practice.context,
        &services,
        &levels,
        practice.subject,
        practice.worked,
        practice.avoid,
        at,
        practice.published,
        by.0,
        featured,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn log_visit(
    conn: &mut PgConnection,
    (school, by): (PlaceId, PersonId),
    (subject, notes): (&str, &str),
    (day, again, at): (NaiveDate, NaiveDate, DateTime<Utc>),
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into contact_log (id, school_id, kind, day, subject, notes, by_id, at, again_on) values ($1, $2, 'field_visit', $3, $4, $5, $6, $7, $8)",
        Uuid::now_v7(),
        school.0,
        day,
        subject,
        notes,
        by.0,
        at,
        again,
    )
    .execute(conn)
    .await?;
    Ok(())
}
