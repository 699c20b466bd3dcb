//! What a place is made of, counted at night, and its row.

use super::read::Scope;
use chrono::NaiveDate;
use kernel::year::school_year_of;
use sqlx::{PgConnection, PgExecutor};

/// « Commune rurale », as the field counts it: inhabitants.
const SMALL: i32 = 2_500;

/// Communes that lie in it: all, under 2,500 inhabitants, of unknown population. Schools that go to collège, and those that
/// have one; the collèges that they feed, and what those work with.
#[derive(Debug, Clone)]
pub(in super::super) struct Territory {
    pub communes: i64,
    pub small: i64,
    pub unknown: i64,
    pub schools: i64,
    pub fed: i64,
    pub colleges: i64,
    pub sister: i64,
    /// That the project carries.
    pub here: i64,
}

pub(in super::super) async fn count(conn: &mut PgConnection, day: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from figure_territory where month = date_trunc('month', $1::date)::date", day)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        r#"with link as materialized (
             select school_id, college_id from sector_on($1)
         ), bound as materialized (
             select school_id from college_bound($2) union select school_id from link
         ), commune as (
             select p.whole_id as scope_id, count(*) as communes, count(*) filter (where c.population < $3) as small,
                    count(*) filter (where c.population is null) as unknown
             from figure_part p join figure_scope s on s.id = p.part_id left join figure_commune c on c.insee = s.code
             where p.kind = 'commune' group by p.whole_id
         ), school as (
             select p.whole_id as scope_id, count(*) as schools,
                    count(*) filter (where p.part_id in (select school_id from link)) as fed
             from figure_part p join bound b on b.school_id = p.part_id where p.kind = 'school' group by p.whole_id
         ), college as (
             select f.scope_id, count(*) as colleges, count(*) filter (where c.ent = 'sister') as sister,
                    count(*) filter (where c.ent = 'here') as here
             from (select distinct p.whole_id as scope_id, k.college_id
                   from figure_part p join link k on k.school_id = p.part_id where p.kind = 'school') f
             join college c on c.id = f.college_id group by f.scope_id
         )
         insert into figure_territory (scope_id, month, communes, small, unknown, schools, fed, colleges, sister, here)
         select s.id, date_trunc('month', $1::date)::date, coalesce(c.communes, 0), coalesce(c.small, 0), coalesce(c.unknown, 0),
                coalesce(o.schools, 0), coalesce(o.fed, 0), coalesce(g.colleges, 0), coalesce(g.sister, 0), coalesce(g.here, 0)
         from figure_scope s left join commune c on c.scope_id = s.id left join school o on o.scope_id = s.id
         left join college g on g.scope_id = s.id where s.kind not in ('school', 'perimeter')"#,
        day,
        i32::from(school_year_of(day)),
        SMALL,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in super::super) async fn read(
    db: impl PgExecutor<'_>,
    scope: &Scope,
    month: NaiveDate,
) -> Result<Option<Territory>, sqlx::Error> {
    sqlx::query_as!(
        Territory,
        r#"select communes::bigint as "communes!", small::bigint as "small!", unknown::bigint as "unknown!", schools::bigint as "schools!",
                fed::bigint as "fed!", colleges::bigint as "colleges!", sister::bigint as "sister!", here::bigint as "here!"
         from figure_territory where scope_id = $1 and month = $2"#,
        scope.id,
        month,
    )
    .fetch_optional(db)
    .await
}
