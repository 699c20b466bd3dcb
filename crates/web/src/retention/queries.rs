//! The SQL of retention's own rows.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgExecutor;

/// What a rule did on a day; tried again, its counts add up.
pub(super) async fn report(
    db: impl PgExecutor<'_>,
    day: NaiveDate,
    rule: &str,
    removed: Option<i64>,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into retention_run (day, rule, at, removed) values ($1, $2, $3, $4)
         on conflict (day, rule) do update set at = excluded.at,
             removed = case when excluded.removed is null then null
                            else excluded.removed + coalesce(retention_run.removed, 0) end",
        day,
        rule,
        now,
        removed,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn forget_reports(db: impl PgExecutor<'_>, before: NaiveDate) -> Result<u64, sqlx::Error> {
    Ok(sqlx::query!("delete from retention_run where day < $1", before).execute(db).await?.rows_affected())
}

pub(super) async fn forget_audit(db: impl PgExecutor<'_>, before: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    Ok(sqlx::query!("delete from audit where at < $1", before).execute(db).await?.rows_affected())
}

/// What a night did with a rule.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub day: NaiveDate,
    pub rule: String,
    pub removed: Option<i64>,
}

/// Of the last two weeks, newest first: what removed something, and what failed.
pub(super) async fn latest(db: impl PgExecutor<'_>, today: NaiveDate) -> Result<Vec<Run>, sqlx::Error> {
    sqlx::query_as!(
        Run,
        "select day, rule, removed from retention_run
         where day > $1::date - 14 and removed is distinct from 0 order by day desc, at, rule",
        today,
    )
    .fetch_all(db)
    .await
}

pub(super) async fn last_night(db: impl PgExecutor<'_>) -> Result<Option<DateTime<Utc>>, sqlx::Error> {
    sqlx::query_scalar!("select max(at) from retention_run").fetch_one(db).await
}
