//! Reading what lies in a place: its parts, on a page, on a map, school by school in a file.

use super::read::{Scope, hers};
use chrono::NaiveDate;
use kernel::Actor;
use sqlx::PgExecutor;
use uuid::Uuid;

/// How many parts of each kind lie in it.
pub(in super::super) async fn kinds(
    db: impl PgExecutor<'_>,
    scope: &Scope,
) -> Result<Vec<(String, i64)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select kind, count(*) as "count!" from figure_part where whole_id = $1 group by kind
         order by array_position(array['academy', 'department', 'circonscription', 'epci', 'commune', 'school'], kind)"#,
        scope.id,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.kind, r.count)).collect())
}

/// A part and what is counted in it.
#[derive(Debug, Clone)]
pub(in super::super) struct Part {
    pub id: Uuid,
    pub name: String,
    pub population: Option<i32>,
    pub pupils: i64,
    pub created: i64,
    pub activated: i64,
    pub households: i64,
    pub households_reached: i64,
    pub nursery: i64,
    pub nursery_deployed: i64,
    pub elementary: i64,
    pub elementary_deployed: i64,
    pub classes: i64,
    pub deployed: i64,
    pub whole: i64,
    pub asked: i64,
    pub still_open: i64,
}

/// Which parts: of a kind, after one of them, so many.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Parts<'a> {
    pub kind: &'a str,
    pub after: Option<Uuid>,
    pub most: i64,
}

/// By name. Of a commune that two circonscriptions share, an inspector sees the figures, and of its schools her own.
pub(in super::super) async fn parts(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    scope: &Scope,
    which: Parts<'_>,
    month: NaiveDate,
) -> Result<Vec<Part>, sqlx::Error> {
    sqlx::query_as!(
        Part,
        r#"with last as (select name, id from figure_scope where id = $6),
         -- First which ones, then their figures: not those of a whole academy, to show a hundred.
         page as materialized (
             select s.id, s.name, s.kind, s.code from figure_part p join figure_scope s on s.id = p.part_id
             where p.whole_id = $1 and p.kind = $2
               and ($3 or s.id = any($4) or exists (select from figure_part h where h.part_id = s.id and h.whole_id = any($4)))
               and ($6::uuid is null or (s.name, s.id) > (select l.name, l.id from last l))
             order by s.name, s.id limit $7
         )
         select s.id as "id!", s.name as "name!", m.population as "population?",
                coalesce(a.potential, 0)::bigint as "pupils!", coalesce(a.created, 0)::bigint as "created!",
                coalesce(a.activated, 0)::bigint as "activated!", coalesce(f.households, 0)::bigint as "households!",
                coalesce(f.households_reached, 0)::bigint as "households_reached!",
                coalesce(n.classes, 0)::bigint as "nursery!", coalesce(n.deployed, 0)::bigint as "nursery_deployed!",
                coalesce(e.classes, 0)::bigint as "elementary!", coalesce(e.deployed, 0)::bigint as "elementary_deployed!",
                coalesce(c.classes, 0)::bigint as "classes!", coalesce(c.deployed, 0)::bigint as "deployed!", coalesce(c.whole, 0)::bigint as "whole!",
                coalesce(t.opened, 0)::bigint as "asked!", coalesce(t.still_open, 0)::bigint as "still_open!"
         from page s
         left join figure_commune m on s.kind = 'commune' and m.insee = s.code
         left join figure_account a on a.scope_id = s.id and a.month = $5 and a.profile = 'pupil' and a.band = 'all'
         left join figure_family f on f.scope_id = s.id and f.month = $5 and f.band = 'all'
         left join figure_class n on n.scope_id = s.id and n.month = $5 and n.band = 'nursery'
         left join figure_class e on e.scope_id = s.id and e.month = $5 and e.band = 'elementary'
         left join figure_class c on c.scope_id = s.id and c.month = $5 and c.band = 'all'
         left join figure_help t on t.scope_id = s.id and t.month = $5 and t.part = 'all'
         order by s.name, s.id"#,
        scope.id,
        which.kind,
        actor.is_project(),
        &hers(actor),
        month,
        which.after,
        which.most,
    )
    .fetch_all(db)
    .await
}

/// A commune as it is drawn.
#[derive(Debug, Clone)]
pub(in super::super) struct Drawn {
    pub name: String,
    pub bounds: Vec<i32>,
    pub outline: String,
    pub classes: i64,
    pub deployed: i64,
}

pub(in super::super) async fn drawn(
    db: impl PgExecutor<'_>,
    scope: &Scope,
    month: NaiveDate,
) -> Result<Vec<Drawn>, sqlx::Error> {
    sqlx::query_as!(
        Drawn,
        r#"select s.name as "name!", m.box as "bounds!", m.outline as "outline!", coalesce(c.classes, 0)::bigint as "classes!",
                coalesce(c.deployed, 0)::bigint as "deployed!"
         from figure_part p join figure_scope s on s.id = p.part_id join figure_commune m on m.insee = s.code and m.outline <> ''
         left join figure_class c on c.scope_id = s.id and c.month = $2 and c.band = 'all'
         where p.whole_id = $1 and p.kind = 'commune' order by s.name, s.id"#,
        scope.id,
        month,
    )
    .fetch_all(db)
    .await
}

/// A profile of a school, for a national measure.
#[derive(Debug, Clone)]
pub(in super::super) struct SchoolAccount {
    pub uai: String,
    pub profile: String,
    pub potential: i64,
    pub created: i64,
    pub activated: i64,
    pub active: i64,
}

pub(in super::super) async fn by_school(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    scope: &Scope,
    month: NaiveDate,
) -> Result<Vec<SchoolAccount>, sqlx::Error> {
    sqlx::query_as!(
        SchoolAccount,
        r#"select coalesce(s.code, '') as "uai!", a.profile as "profile!", a.potential::bigint as "potential!", a.created::bigint as "created!",
                a.activated::bigint as "activated!", a.active::bigint as "active!"
         from (select part_id as id from figure_part where whole_id = $1 and kind = 'school' union select $1) w
         join figure_scope s on s.id = w.id and s.kind = 'school'
         join figure_account a on a.scope_id = s.id and a.month = $2 and a.band = 'all'
         where $3 or s.id = any($4) or exists (select from figure_part h where h.part_id = s.id and h.whole_id = any($4))
         order by s.code, s.id, a.profile"#,
        scope.id,
        month,
        actor.is_project(),
        &hers(actor),
    )
    .fetch_all(db)
    .await
}

#[derive(Debug, Clone)]
pub(in super::super) struct SchoolService {
    pub uai: String,
    pub profile: String,
    pub service: String,
    pub acts: i64,
}

pub(in super::super) async fn services_by_school(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    scope: &Scope,
    month: NaiveDate,
) -> Result<Vec<SchoolService>, sqlx::Error> {
    sqlx::query_as!(
        SchoolService,
        r#"select coalesce(s.code, '') as "uai!", v.profile as "profile!", v.service as "service!", v.acts::bigint as "acts!"
         from (select part_id as id from figure_part where whole_id = $1 and kind = 'school' union select $1) w
         join figure_scope s on s.id = w.id and s.kind = 'school'
         join figure_service v on v.scope_id = s.id and v.month = $2
         where $3 or s.id = any($4) or exists (select from figure_part h where h.part_id = s.id and h.whole_id = any($4))
         order by s.code, s.id, v.profile, v.service"#,
        scope.id,
        month,
        actor.is_project(),
        &hers(actor),
    )
    .fetch_all(db)
    .await
}
