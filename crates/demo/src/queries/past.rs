//! Accounts that were opened, and figures of months that nobody has lived.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgExecutor};

/// A month or a week before the first count: in percent of today’s figures, how far the territory had grown, and how many of
/// those who come in an ordinary week came then.
pub struct History {
    pub day: NaiveDate,
    pub grown: i32,
    pub came: i32,
}

/// Something was counted of a month before this one.
pub async fn has_past(db: impl PgExecutor<'_>, month: NaiveDate) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"select exists (select from figure_taken where month < $1) as "has!""#, month)
        .fetch_one(db)
        .await
}

/// The accounts of these people of the feed, opened as if each had come this week.
pub async fn came(
    conn: &mut PgConnection,
    keys: &[String],
    secret: &str,
    week: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with opened as (
             update account a set state = 'active', password_hash = $2, charter_at = $4, activated_at = $4, code_hash = null, code_made_at = null
             from person_key k where k.source = 'aaf' and k.key = any($1) and a.person_id = k.person_id and a.state = 'to_activate'
             returning a.person_id
         )
         -- Not everybody comes each month.
         insert into came (person_id, week)
         select o.person_id, case when hashtext(k.key) % 6 = 0 then $3::date - 49 else $3 end
         from opened o join person_key k on k.person_id = o.person_id and k.source = 'aaf' on conflict do nothing",
        keys,
        secret,
        week,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What is done in a month by those who came in it, by service and profile, at a rate for each.
pub async fn acts_of(conn: &mut PgConnection, month: NaiveDate, rates: &[Rate]) -> Result<(), sqlx::Error> {
    let of = |part: fn(&Rate) -> &str| rates.iter().map(|r| part(r).to_owned()).collect::<Vec<_>>();
    let acts: Vec<i32> = rates.iter().map(|r| r.2).collect();
    sqlx::query!(
        "insert into figure_service (scope_id, month, service, profile, acts)
         select a.scope_id, $1, r.service, r.profile, a.active * r.acts / 10
         from figure_account a join unnest($2::text[], $3::text[], $4::int[]) r (service, profile, acts) on r.profile = a.profile
         where a.month = $1 and a.band = 'all' and a.active > 0 on conflict do nothing",
        month,
        &of(|r| r.0),
        &of(|r| r.1),
        &acts,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Service, profile, acts in a month of ten people who came.
pub type Rate = (&'static str, &'static str, i32);

/// From the last count, smaller: never more activated than created, never more came than were activated.
pub async fn month_before(conn: &mut PgConnection, month: &History) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into figure_taken (month, day, at, took_ms)
         select $1, ($1::date + interval '1 month - 1 day')::date, at, took_ms from figure_taken order by month desc limit 1",
        month.day,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into figure_account (scope_id, month, profile, band, potential, created, activated, active)
         select scope_id, $1, profile, band, potential, created * $2 / 100, activated * $2 / 100, least(active, activated * $3 / 100) * $2 / 100
         from figure_account where month = (select max(month) from figure_taken)",
        month.day,
        month.grown,
        month.came,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into figure_class (scope_id, month, band, classes, deployed, schools, whole)
         select scope_id, $1, band, classes, deployed * $2 / 100, schools, whole * $2 / 100
         from figure_class where month = (select max(month) from figure_taken)",
        month.day,
        month.grown,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into figure_family (scope_id, month, band, pupils, reached, wholly, apart, households, households_reached)
         select scope_id, $1, band, pupils, reached * $2 / 100, wholly * $2 / 100, apart, households, households_reached * $2 / 100
         from figure_family where month = (select max(month) from figure_taken)",
        month.day,
        month.grown,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn week_before(conn: &mut PgConnection, week: &History) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into figure_week (scope_id, week, profile, band, potential, active)
         select scope_id, $1, profile, band, potential, active * $2 / 100 * $3 / 100
         from figure_week where week = (select max(week) from figure_week)",
        week.day,
        week.grown,
        week.came,
    )
    .execute(conn)
    .await?;
    Ok(())
}
