//! What works in the schools, counted with the rest: after the accounts, whose pupils it takes.

use super::read::Scope;
use chrono::NaiveDate;
use kernel::year::school_year_of;
use sqlx::{PgConnection, PgExecutor};

pub(in super::super) async fn count(conn: &mut PgConnection, day: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from figure_equipment where month = date_trunc('month', $1::date)::date", day)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        r#"with school as materialized (
             select id from place where kind = 'school' and not pseudo and closed_on is null
         ), board as (
             select distinct e.class_id from equipment_at_work e
             where e.kind = 'board' and e.removed_on is null and e.class_id is not null and e.working > 0
         ), class as (
             select k.school_id, count(*) as n, count(b.class_id) as boarded from place k left join board b on b.class_id = k.id
             where k.kind = 'class' and k.school_year = $2 and k.closed_on is null group by 1
         ), held as (
             select e.school_id, sum(e.working) filter (where e.kind in ('tablet', 'computer', 'mobile_class')) as devices
             from equipment_at_work e where e.removed_on is null group by 1
         ), wide as (
             select whole_id as scope_id, part_id as school_id from figure_part where kind = 'school'
             union all select id, id from school
         )
         insert into figure_equipment (scope_id, month, schools, said, classes, boarded, devices, pupils)
         select w.scope_id, date_trunc('month', $1::date)::date, count(*), count(h.school_id), coalesce(sum(c.n), 0), coalesce(sum(c.boarded), 0),
                coalesce(sum(h.devices), 0), coalesce(max(a.potential), 0)
         from wide w join school s on s.id = w.school_id join figure_scope f on f.id = w.scope_id
         left join class c on c.school_id = s.id left join held h on h.school_id = s.id
         left join figure_account a on a.scope_id = w.scope_id and a.month = date_trunc('month', $1::date)::date
              and a.profile = 'pupil' and a.band = 'all'
         group by w.scope_id"#,
        day,
        school_year_of(day),
    )
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(Debug, Clone, Default)]
pub(in super::super) struct Equipment {
    pub schools: i64,
    /// Of them, those whose register holds something.
    pub said: i64,
    pub classes: i64,
    pub boarded: i64,
    pub devices: i64,
    pub pupils: i64,
}

pub(in super::super) async fn read(
    db: impl PgExecutor<'_>,
    scope: &Scope,
    month: NaiveDate,
) -> Result<Equipment, sqlx::Error> {
    let found = sqlx::query_as!(
        Equipment,
        r#"select schools::bigint as "schools!", said::bigint as "said!", classes::bigint as "classes!", boarded::bigint as "boarded!",
                devices::bigint as "devices!", pupils::bigint as "pupils!"
         from figure_equipment where scope_id = $1 and month = $2"#,
        scope.id,
        month,
    )
    .fetch_optional(db)
    .await?;
    Ok(found.unwrap_or_default())
}
