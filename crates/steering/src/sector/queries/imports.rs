//! What an import is compared with, and what it enters.

use super::super::import::{Known, Plan};
use chrono::NaiveDate;
use database::Tx;
use kernel::Actor;
use sqlx::PgConnection;
use uuid::Uuid;

/// Schools, collèges and links by UAI. A link is known when it holds on the day from which the lines are said, or later.
pub(in super::super) async fn known(conn: &mut PgConnection, from: NaiveDate) -> Result<Known, sqlx::Error> {
    let schools = sqlx::query!(
        r#"select upper(uai) as "uai!", name, school_kind is not distinct from 'maternelle' as "nursery!" from place
         where kind = 'school' and not pseudo and closed_on is null and uai is not null"#
    )
    .fetch_all(&mut *conn)
    .await?;
    let colleges =
        sqlx::query!("select uai, name from college where closed_on is null").fetch_all(&mut *conn).await?;
    let links = sqlx::query!(
        r#"select upper(s.uai) as "school!", c.uai as college from college_sector k join college c on c.id = k.college_id and c.closed_on is null
         join place s on s.id = k.school_id and s.uai is not null where k.until_day is null or k.until_day >= $1"#,
        from,
    )
    .fetch_all(conn)
    .await?;
    Ok(Known {
        schools: schools.into_iter().map(|r| (r.uai, (r.name, r.nursery))).collect(),
        colleges: colleges.into_iter().map(|r| (r.uai, r.name)).collect(),
        links: links.into_iter().map(|r| (r.school, r.college)).collect(),
    })
}

/// Nobody else changes the register until the end of the transaction.
pub(in super::super) async fn hold(conn: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("lock table college, college_sector in share row exclusive mode").execute(conn).await?;
    Ok(())
}

/// The new collèges, then the new links.
pub(in super::super) async fn enter(
    tx: &mut Tx,
    actor: &Actor,
    plan: &Plan,
    from: NaiveDate,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    for new in &plan.colleges {
        sqlx::query!(
            "insert into college (id, uai, name, town, made_by, made_at) values ($1, $2, $3, $4, $5, $6)",
            Uuid::now_v7(),
            new.uai,
            new.name,
            new.town,
            actor.person.0,
            now,
        )
        .execute(tx.conn())
        .await?;
    }
    let (schools, colleges): (Vec<String>, Vec<String>) = plan.links().unzip();
    sqlx::query!(
        "insert into college_sector (id, college_id, school_id, from_day, source, said_by, said_at)
         select gen_random_uuid(), c.id, s.id, $3, 'import', $4, $5 from unnest($1::text[], $2::text[]) l (school, college)
         join place s on upper(s.uai) = l.school and s.kind = 'school' and s.closed_on is null and not s.pseudo
         join college c on c.uai = l.college and c.closed_on is null",
        &schools,
        &colleges,
        from,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
