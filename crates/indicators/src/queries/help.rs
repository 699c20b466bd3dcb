//! What was asked for help, counted with the rest; after the accounts, with which it is compared. Of the tickets it reads
//! what the help shows to whoever counts (`help_counted`, `help_counted_at`): nobody, and nothing confidential.

use super::read::Scope;
use chrono::{Datelike, Days, Months, NaiveDate};
use sqlx::{PgConnection, PgExecutor};
use std::ops::RangeInclusive;

/// The month of `day`, so far; and those before it that were not counted to their end.
pub(in super::super) async fn count(
    conn: &mut PgConnection,
    day: NaiveDate,
    zone: &str,
) -> Result<(), sqlx::Error> {
    let (this, until) = (day.with_day(1).unwrap_or(day), day + Days::new(1));
    for month in months(&mut *conn, this, zone).await? {
        one(&mut *conn, month, until.min(month + Months::new(1)), zone).await?;
        if month < this {
            sqlx::query!("insert into figure_help_month (month) values ($1)", month)
                .execute(&mut *conn)
                .await?;
        }
    }
    Ok(())
}

async fn months(db: impl PgExecutor<'_>, this: NaiveDate, zone: &str) -> Result<Vec<NaiveDate>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select m::date as "month!" from generate_series(
             least($1::date, (select date_trunc('month', min(opened_at) at time zone $2)::date from help_counted)), $1::date, interval '1 month') m
         where not exists (select from figure_help_month h where h.month = m::date) order by 1"#,
        this,
        zone,
    )
    .fetch_all(db)
    .await
}

/// From its first day until `until`, which it does not reach. What has no school counts for the project only.
async fn one(
    conn: &mut PgConnection,
    month: NaiveDate,
    until: NaiveDate,
    zone: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from figure_help where month = $1", month).execute(&mut *conn).await?;
    sqlx::query!(
        r#"with bound as (
             select $1::date::timestamp at time zone $3 as since, $2::date::timestamp at time zone $3 as until
         ), asked as materialized (
             select h.school_id, h.queue, 'level_' || h.level as level, h.opened_at >= b.since as opened,
                    coalesce(h.resolved_at < b.until, false) as resolved, h.solved_minutes as minutes
             from bound b cross join lateral help_counted_at(b.until) h where (h.resolved_at is null or h.resolved_at >= b.since)
         ), wide as (
             select whole_id as scope_id, part_id as school_id from figure_part
             where kind = 'school' and whole_id <> '00000000-0000-0000-0000-000000000000'
             union all select id, id from figure_scope where kind = 'school'
         ), spread as (
             select w.scope_id, a.queue, a.level, a.opened, a.resolved, a.minutes from asked a join wide w on w.school_id = a.school_id
             union all
             select s.id, a.queue, a.level, a.opened, a.resolved, a.minutes from asked a, figure_scope s where s.kind = 'project'
         )
         insert into figure_help (scope_id, month, part, opened, resolved, still_open, minutes)
         select s.scope_id, $1, p.part, count(*) filter (where s.opened), count(*) filter (where s.resolved), count(*) filter (where not s.resolved),
                percentile_disc(0.5) within group (order by s.minutes) filter (where s.resolved)
         from spread s cross join lateral (values ('all'), (s.level), (s.queue)) p (part) group by s.scope_id, p.part"#,
        month,
        until,
        zone,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A month of a place, or what a queue or a level had of it.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Help {
    pub month: NaiveDate,
    pub part: String,
    pub opened: i64,
    pub resolved: i64,
    pub still_open: i64,
    /// The median of those resolved, in minutes of service.
    pub minutes: Option<i64>,
    /// Accounts that came in the month; whether saying how many would say one that is hidden elsewhere.
    pub active: i64,
    pub active_hidden: bool,
}

/// Every month since the first, the last one first; a month in which nothing was asked among others has its zeros.
pub(in super::super) async fn months_of(
    db: impl PgExecutor<'_>,
    scope: &Scope,
    month: NaiveDate,
) -> Result<Vec<Help>, sqlx::Error> {
    sqlx::query_as!(
        Help,
        r#"with counted as (select month from figure_help_month union select $2::date)
         select c.month as "month!", 'all' as "part!", coalesce(h.opened, 0)::bigint as "opened!", coalesce(h.resolved, 0)::bigint as "resolved!",
                coalesce(h.still_open, 0)::bigint as "still_open!", h.minutes::bigint as minutes,
                coalesce(a.active, 0)::bigint as "active!", coalesce(a.hidden, false) as "active_hidden!"
         from counted c left join figure_help h on h.scope_id = $1 and h.month = c.month and h.part = 'all'
         left join lateral (
             select sum(f.active) as active, bool_or(f.active between 1 and 4 or f.potential - f.active between 1 and 4
                 or f.created - f.active between 1 and 4 or f.activated - f.active between 1 and 4) as hidden
             from figure_account f where f.scope_id = $1 and f.month = c.month and f.band = 'all') a on true
         where c.month >= (select min(month) from figure_help where scope_id = $1) order by c.month desc limit 240"#,
        scope.id,
        month,
    )
    .fetch_all(db)
    .await
}

/// By level and by queue, in the months of `months` that were counted; the last one first.
pub(in super::super) async fn parts_of(
    db: impl PgExecutor<'_>,
    scope: &Scope,
    months: RangeInclusive<NaiveDate>,
) -> Result<Vec<Help>, sqlx::Error> {
    sqlx::query_as!(
        Help,
        r#"select month, part, opened::bigint as "opened!", resolved::bigint as "resolved!", still_open::bigint as "still_open!",
                minutes::bigint as minutes, 0::bigint as "active!", false as "active_hidden!"
         from figure_help where scope_id = $1 and month between $2 and $3 and part <> 'all'
         order by month desc, part limit 3000"#,
        scope.id,
        months.start(),
        months.end(),
    )
    .fetch_all(db)
    .await
}
