//! Tries that failed, by account and by sender; and what is forgotten with them.

use super::super::throttle;
use crate::devices;
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use sqlx::postgres::PgQueryResult;
use sqlx::{PgConnection, PgExecutor};

/// How long it can be said from which device somebody acted.
pub const PAST_SESSIONS: TimeDelta = TimeDelta::days(365);

fn key_hash(key: &str) -> Vec<u8> {
    Sha256::digest(key.as_bytes()).to_vec()
}

/// Counts a try under a key, unless it has to wait: then `false`. The tries of a quarter of an hour count
/// together; from `limit` on each one makes the next wait, twice as long each time up to `doublings`
/// times, and that is remembered for a day. Without doublings it is forgotten with the window: a school behind
/// one address must not stay locked for its typing errors of the morning.
pub async fn count_try(
    db: impl PgExecutor<'_>,
    key: &str,
    limit: i32,
    doublings: i32,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let counted = sqlx::query!(
        "insert into sign_in_attempt as t (key, failures, window_end) values ($1, 1, $4::timestamptz + interval '15 minutes')
         on conflict (key) do update set
             failures = case when t.window_end > $4 or (t.failures >= $2 and $3 > 0 and t.window_end > $4 - interval '1 day')
                             then t.failures + 1 else 1 end,
             window_end = case
                 when t.failures + 1 >= $2 and (t.window_end > $4 or t.failures >= $2 and $3 > 0 and t.window_end > $4 - interval '1 day')
                     then $4 + interval '15 minutes' * (2 ^ least(t.failures + 1 - $2, $3))
                 when t.window_end > $4 then t.window_end
                 else $4 + interval '15 minutes' end
         where t.failures < $2 or t.window_end <= $4",
        key_hash(key),
        limit,
        doublings,
        now,
    )
    .execute(db)
    .await?;
    Ok(counted.rows_affected() == 1)
}

/// Until when a key has to wait, if it has.
pub async fn waits_until(
    db: impl PgExecutor<'_>,
    key: &str,
    limit: i32,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, sqlx::Error> {
    sqlx::query_scalar!(
        "select window_end from sign_in_attempt where key = $1 and failures >= $2 and window_end > $3",
        key_hash(key),
        limit,
        now,
    )
    .fetch_optional(db)
    .await
}

/// The owners of these accounts have shown who they are, or have new codes: their wrong tries are forgotten.
pub async fn forget_tries(db: impl PgExecutor<'_>, logins: &[&str]) -> Result<(), sqlx::Error> {
    let keys: Vec<_> = logins.iter().map(|login| throttle::login_key(login)).collect();
    forget_keys(db, &keys).await
}

pub async fn forget_keys(db: impl PgExecutor<'_>, keys: &[String]) -> Result<(), sqlx::Error> {
    let keys: Vec<_> = keys.iter().map(|key| key_hash(key)).collect();
    sqlx::query!("delete from sign_in_attempt where key = any($1)", &keys).execute(db).await?;
    Ok(())
}

/// The tries under one key are forgotten.
pub(in super::super) async fn forget(db: impl PgExecutor<'_>, key: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from sign_in_attempt where key = $1", key_hash(key)).execute(db).await?;
    Ok(())
}

/// Every night: the week in which somebody last came outlives her sessions.
async fn keep_weeks(db: impl PgExecutor<'_>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into came (person_id, week)
         select person_id, date_trunc('week', max(seen_at))::date from session group by person_id
         on conflict (person_id) do update set week = excluded.week where came.week < excluded.week"
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What has ended is not kept; how many rows went.
pub async fn forget_old(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    keep_weeks(&mut *conn).await?;
    let devices = devices::queries::forget_old(&mut *conn, now).await?;
    let sessions = sqlx::query_scalar!(
        r#"select close_sessions(array(select id from session where ends_at <= $1)) as "n!""#,
        now,
    )
    .fetch_one(&mut *conn)
    .await?;
    let past = sqlx::query!("delete from past_session where seen_at <= $1", now - PAST_SESSIONS)
        .execute(&mut *conn)
        .await?;
    let classes =
        sqlx::query!("delete from class_session where ends_at <= $1", now).execute(&mut *conn).await?;
    let resets = sqlx::query!("delete from password_reset where ends_at <= $1", now).execute(conn).await?;
    let ended = [past, classes, resets].iter().map(PgQueryResult::rows_affected).sum::<u64>();
    Ok(devices + sessions.unsigned_abs() + ended)
}

/// Tries are remembered for a while, for the wait to grow; how many went.
pub async fn forget_old_tries(db: impl PgExecutor<'_>, before: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    let gone = sqlx::query!("delete from sign_in_attempt where window_end <= $1", before).execute(db).await?;
    Ok(gone.rows_affected())
}
