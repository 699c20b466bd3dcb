//! A school that is suspended: whoever is in it reads and takes her own data away, and writes no more. Its head still
//! writes, to say what happens. Nothing is deleted (domain row 25: never silently). Funding that stopped suspends beside
//! whoever decided it: each is lifted by what it came from.

use database::Tx;
use kernel::{Actor, PlaceId};
use sqlx::PgExecutor;
use uuid::Uuid;

/// Whom it stops.
const WHO: [&str; 3] = ["pupils", "guardians", "adults"];

/// `message` is what they read, `reason` what the file says.
pub async fn suspend(
    tx: &mut Tx,
    actor: &Actor,
    school: PlaceId,
    message: &str,
    reason: &str,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into writing_freeze (id, profile, place_id, message, reason, frozen_at, frozen_by, suspends)
         select gen_random_uuid(), p, $2, $3, $4, $5, $6, true from unnest($1::text[]) p
         where not exists (select from writing_freeze f where f.profile = p and f.place_id = $2 and f.suspends and not f.unfunded and f.reopened_at is null)",
        &WHO.map(str::to_owned),
        school.0,
        message,
        reason,
        now,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn resume(tx: &mut Tx, actor: &Actor, school: PlaceId) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update writing_freeze set reopened_at = $2, reopened_by = $3 where place_id = $1 and suspends and not unfunded and reopened_at is null",
        school.0,
        now,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// No account opens there for the first time any more.
pub async fn close(tx: &mut Tx, school: PlaceId) -> Result<(), sqlx::Error> {
    sqlx::query!("update place set opened_at = null where id = $1 and kind = 'school'", school.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Schools whose funding stopped, in nobody’s name.
pub async fn stop_unfunded(
    tx: &mut Tx,
    schools: &[PlaceId],
    message: &str,
    reason: &str,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    let schools: Vec<Uuid> = schools.iter().map(|s| s.0).collect();
    sqlx::query!(
        "insert into writing_freeze (id, profile, place_id, message, reason, frozen_at, suspends, unfunded)
         select gen_random_uuid(), p, s, $3, $4, $5, true, true from unnest($1::text[]) p, unnest($2::uuid[]) s
         where not exists (select from writing_freeze f where f.profile = p and f.place_id = s and f.unfunded and f.reopened_at is null)",
        &WHO.map(str::to_owned),
        &schools,
        message,
        reason,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Those that stopped so, and have not begun again.
pub async fn unfunded(db: impl PgExecutor<'_>) -> Result<Vec<PlaceId>, sqlx::Error> {
    let schools = sqlx::query_scalar!(
        r#"select distinct place_id as "school!" from writing_freeze
           where unfunded and reopened_at is null and place_id is not null"#
    )
    .fetch_all(db)
    .await?;
    Ok(schools.into_iter().map(PlaceId).collect())
}

/// They are funded again.
pub async fn resume_funded(tx: &mut Tx, schools: &[PlaceId]) -> Result<(), sqlx::Error> {
    let now = tx.now();
    let schools: Vec<Uuid> = schools.iter().map(|s| s.0).collect();
    sqlx::query!(
        "update writing_freeze set reopened_at = $2 where place_id = any($1) and unfunded and reopened_at is null",
        &schools,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
