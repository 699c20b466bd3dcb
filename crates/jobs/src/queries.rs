//! The queue's SQL. A claim is known by its attempt: each claim counts one more, so that whoever lost
//! a claim can no longer write the end of the job.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::Serialize;
use serde_json::Value;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

/// A claim that was not renewed for so long is a dead worker's.
pub(crate) const LEASE: TimeDelta = TimeDelta::minutes(10);

/// A job in the hands of one worker.
pub(crate) struct Claimed {
    pub id: Uuid,
    pub kind: String,
    pub payload: Value,
    pub attempts: i16,
}

/// One of this kind is there that nobody has begun.
pub(crate) async fn waits(conn: &mut PgConnection, kind: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from job where kind = $1 and attempts = 0 and failed_at is null) as "waits!""#,
        kind,
    )
    .fetch_one(conn)
    .await
}

/// How many jobs are there: waiting, under way or dead letters.
pub async fn left_over(pool: &PgPool) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(r#"select count(*) as "count!" from job"#).fetch_one(pool).await
}

/// A dead letter, for whoever looks after the queue. Nothing in it is about anybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failed {
    pub id: Uuid,
    pub kind: String,
    pub attempts: i16,
    pub failed_at: DateTime<Utc>,
    pub last_error: String,
}

/// The dead letters, the newest first.
pub async fn failed(pool: &PgPool) -> Result<Vec<Failed>, sqlx::Error> {
    sqlx::query_as!(
        Failed,
        r#"select id, kind, attempts, failed_at as "failed_at!", coalesce(last_error, '') as "last_error!"
           from job where failed_at is not null order by failed_at desc, id"#,
    )
    .fetch_all(pool)
    .await
}

/// Takes away the dead letters of before this time; how many.
pub async fn forget_failed(pool: &PgPool, before: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    Ok(sqlx::query!("delete from job where failed_at < $1", before).execute(pool).await?.rows_affected())
}

pub(crate) async fn insert(
    conn: &mut PgConnection,
    kind: &str,
    payload: Value,
    run_at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into job (id, kind, payload, run_at) values ($1, $2, $3, $4)",
        Uuid::now_v7(),
        kind,
        payload,
        run_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The job that has waited longest, of the kinds that this worker knows: during an update, a node of the
/// day before leaves the new kinds to the others.
pub(crate) async fn claim(
    pool: &PgPool,
    kinds: &[String],
    now: DateTime<Utc>,
) -> Result<Option<Claimed>, sqlx::Error> {
    sqlx::query_as!(
        Claimed,
        "update job set claimed_at = $1, attempts = attempts + 1
         where id = (
             select id from job
             where failed_at is null and run_at <= $1 and kind = any($2)
               and (claimed_at is null or claimed_at < $3)
             order by run_at, id
             limit 1
             for update skip locked
         )
         returning id, kind, payload, attempts",
        now,
        kinds,
        now - LEASE,
    )
    .fetch_optional(pool)
    .await
}

/// Says whether the claim was still ours.
pub(crate) async fn renew(pool: &PgPool, job: &Claimed, now: DateTime<Utc>) -> Result<bool, sqlx::Error> {
    let renewed = sqlx::query!(
        "update job set claimed_at = $3 where id = $1 and attempts = $2 and claimed_at is not null",
        job.id,
        job.attempts,
        now,
    )
    .execute(pool)
    .await?;
    Ok(renewed.rows_affected() == 1)
}

pub(crate) async fn done(pool: &PgPool, job: &Claimed) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from job where id = $1 and attempts = $2", job.id, job.attempts)
        .execute(pool)
        .await?;
    Ok(())
}

pub(crate) async fn again(
    pool: &PgPool,
    job: &Claimed,
    at: DateTime<Utc>,
    why: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update job set claimed_at = null, run_at = $3, last_error = $4 where id = $1 and attempts = $2",
        job.id,
        job.attempts,
        at,
        why,
    )
    .execute(pool)
    .await?;
    Ok(())
}

pub(crate) async fn bury(
    pool: &PgPool,
    job: &Claimed,
    now: DateTime<Utc>,
    why: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update job set claimed_at = null, failed_at = $3, last_error = $4 where id = $1 and attempts = $2",
        job.id,
        job.attempts,
        now,
        why,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Whether nobody has asked for this task today: true for one caller a day.
pub(crate) async fn move_day_on(
    conn: &mut PgConnection,
    name: &str,
    today: NaiveDate,
) -> Result<bool, sqlx::Error> {
    let moved = sqlx::query!(
        "insert into daily (name, day) values ($1, $2)
         on conflict (name) do update set day = excluded.day where daily.day < excluded.day",
        name,
        today,
    )
    .execute(conn)
    .await?;
    Ok(moved.rows_affected() == 1)
}
