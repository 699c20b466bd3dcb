//! What people say and keep: perimeters, and the years before the product.

use super::read::{Scope, Taken};
use chrono::NaiveDate;
use database::Tx;
use kernel::Actor;
use sqlx::PgExecutor;
use uuid::Uuid;

/// A perimeter of a place: what may be counted in it, as it was kept; what is created there now.
#[derive(Debug, Clone)]
pub(in super::super) struct Perimeter {
    pub id: Uuid,
    pub name: String,
    pub kept_on: NaiveDate,
    pub by: Option<String>,
    pub schools: i64,
    pub potential: i64,
    pub created: i64,
}

pub(in super::super) async fn perimeters(
    db: impl PgExecutor<'_>,
    scope: &Scope,
    month: NaiveDate,
) -> Result<Vec<Perimeter>, sqlx::Error> {
    sqlx::query_as!(
        Perimeter,
        r#"select k.id, s.name, k.kept_on, c.first_name || ' ' || c.last_name as by,
                (select count(*) from figure_part p where p.whole_id = k.id and p.kind = 'school') as "schools!",
                coalesce(o.potential, 0)::bigint as "potential!", coalesce(a.created, 0)::bigint as "created!"
         from figure_perimeter k join figure_scope s on s.id = k.id left join person_card c on c.person_id = k.kept_by
         left join figure_perimeter_potential o on o.perimeter_id = k.id and o.profile = 'pupil' and o.band = 'all'
         left join figure_account a on a.scope_id = k.id and a.month = $2 and a.profile = 'pupil' and a.band = 'all'
         where k.of_scope = $1 order by k.kept_at desc, k.id"#,
        scope.id,
        month,
    )
    .fetch_all(db)
    .await
}

/// The schools and the potential of the last count, under a name. Its own figures are the place’s until the next.
pub(in super::super) async fn keep(
    tx: &mut Tx,
    actor: &Actor,
    scope: &Scope,
    taken: &Taken,
    name: &str,
) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!("insert into figure_scope (id, kind, name) values ($1, 'perimeter', $2)", id, name)
        .execute(tx.conn())
        .await?;
    sqlx::query!(
        "insert into figure_perimeter (id, of_scope, kept_on, kept_at, kept_by) values ($1, $2, $3, $4, $5)",
        id,
        scope.id,
        taken.day,
        now,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into figure_part (whole_id, kind, part_id)
         select $1::uuid, 'school', part_id from figure_part where whole_id = $2 and kind = 'school'
         union select $1::uuid, 'school', id from figure_scope where id = $2 and kind = 'school'",
        id,
        scope.id,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "with potential as (
             insert into figure_perimeter_potential (perimeter_id, profile, band, potential)
             select $1::uuid, profile, band, potential from figure_account where scope_id = $2 and month = $3
         ), classes as (
             insert into figure_class (scope_id, month, band, classes, deployed, schools, whole)
             select $1::uuid, month, band, classes, deployed, schools, whole from figure_class where scope_id = $2 and month = $3
         ), families as (
             insert into figure_family (scope_id, month, band, pupils, reached, wholly, apart, households, households_reached)
             select $1::uuid, month, band, pupils, reached, wholly, apart, households, households_reached
             from figure_family where scope_id = $2 and month = $3
         ), help as (
             insert into figure_help (scope_id, month, part, opened, resolved, still_open, minutes)
             select $1::uuid, month, part, opened, resolved, still_open, minutes from figure_help where scope_id = $2 and month = $3
         )
         insert into figure_account (scope_id, month, profile, band, potential, created, activated, active)
         select $1::uuid, month, profile, band, potential, created, activated, active from figure_account where scope_id = $2 and month = $3",
        id,
        scope.id,
        taken.month,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// A year before the product.
#[derive(Debug, Clone)]
pub(in super::super) struct Past {
    pub school_year: i16,
    pub band: String,
    pub classes: i64,
    pub deployed: i64,
    pub source: String,
}

pub(in super::super) async fn past(db: impl PgExecutor<'_>, scope: &Scope) -> Result<Vec<Past>, sqlx::Error> {
    sqlx::query_as!(
        Past,
        r#"select school_year, band, classes::bigint as "classes!", deployed::bigint as "deployed!", source
         from figure_past where scope_id = $1 order by school_year, band desc"#,
        scope.id,
    )
    .fetch_all(db)
    .await
}

/// Said again, it is what was said last.
pub(in super::super) async fn say_past(
    tx: &mut Tx,
    actor: &Actor,
    scope: &Scope,
    past: &Past,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into figure_past (scope_id, school_year, band, classes, deployed, source, said_by, said_at)
         values ($1, $2, $3, $4::bigint::int, $5::bigint::int, $6, $7, $8)
         on conflict (scope_id, school_year, band) do update set classes = excluded.classes, deployed = excluded.deployed,
             source = excluded.source, said_by = excluded.said_by, said_at = excluded.said_at",
        scope.id,
        past.school_year,
        past.band,
        past.classes,
        past.deployed,
        past.source,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
