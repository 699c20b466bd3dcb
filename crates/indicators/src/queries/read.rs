//! Reading: what one may look at, and its rows. Each section of a page is one query on the key of its table.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Actor, Error, PlaceId};
use sqlx::PgExecutor;
use uuid::Uuid;

/// What is looked at, obtained through the actor.
#[derive(Debug, Clone)]
pub(in super::super) struct Scope {
    pub id: Uuid,
    pub kind: String,
    pub name: String,
    /// Her own school’s head: nothing is hidden from her.
    pub own: bool,
    /// Kept on a day: what may be counted in it is what it was then.
    pub kept_on: Option<NaiveDate>,
}

impl Scope {
    /// Everything: the project’s people only.
    pub(in super::super) fn project() -> Self {
        Self { id: Uuid::nil(), kind: "project".to_owned(), name: String::new(), own: false, kept_on: None }
    }
}

/// The last count.
#[derive(Debug, Clone)]
pub(in super::super) struct Taken {
    pub month: NaiveDate,
    pub day: NaiveDate,
    pub at: DateTime<Utc>,
    /// Of all figures.
    pub revision: i64,
}

/// The places that are hers; the whole project is said apart.
pub(in super::super) fn hers(actor: &Actor) -> Vec<Uuid> {
    let places = actor.inspected().chain(actor.backed()).chain(actor.communes()).chain(actor.headed());
    places.map(|p: PlaceId| p.0).collect()
}

pub(in super::super) async fn taken(db: impl PgExecutor<'_>) -> Result<Option<Taken>, sqlx::Error> {
    sqlx::query_as!(
        Taken,
        r#"select month, day, at, (select revision from figure_revision) as "revision!"
         from figure_taken order by month desc limit 1"#
    )
    .fetch_optional(db)
    .await
}

/// Where she begins: the project, or her places by name.
pub(in super::super) async fn entrances(
    db: impl PgExecutor<'_>,
    actor: &Actor,
) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    let places = if actor.is_project() { vec![Scope::project().id] } else { hers(actor) };
    let rows = sqlx::query!(
        "select id, name from figure_scope where id = any($1)
         order by case kind when 'school' then 2 else 1 end, name, id",
        &places,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.name)).collect())
}

/// The project’s people see all; an inspector, who supports a circonscription, a commune’s agent, a head what is theirs, and what lies in it.
pub(in super::super) async fn scope(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    id: Uuid,
) -> Result<Scope, Error> {
    let row = sqlx::query!(
        r#"select s.kind, s.name, k.kept_on as "kept_on?" from figure_scope s left join figure_perimeter k on k.id = s.id
         where s.id = $1 and ($2 or s.id = any($3) or exists (select from figure_part p where p.part_id = s.id and p.whole_id = any($3)))"#,
        id,
        actor.is_project(),
        &hers(actor),
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)?;
    let own = row.kind == "school" && actor.headed().any(|s| s.0 == id);
    Ok(Scope { id, kind: row.kind, name: row.name, own, kept_on: row.kept_on })
}

#[derive(Debug, Clone)]
pub(in super::super) struct Account {
    pub profile: String,
    pub band: String,
    pub potential: i64,
    pub created: i64,
    pub activated: i64,
    pub active: i64,
}

/// In a perimeter that was kept, the potential is that of its day.
pub(in super::super) async fn accounts(
    db: impl PgExecutor<'_>,
    scope: &Scope,
    month: NaiveDate,
) -> Result<Vec<Account>, sqlx::Error> {
    sqlx::query_as!(
        Account,
        r#"select a.profile, a.band, coalesce(k.potential, a.potential)::bigint as "potential!", a.created::bigint as "created!",
                a.activated::bigint as "activated!", a.active::bigint as "active!"
         from figure_account a
         left join figure_perimeter_potential k on k.perimeter_id = a.scope_id and k.profile = a.profile and k.band = a.band
         where a.scope_id = $1 and a.month = $2
         order by array_position(array['pupil', 'guardian', 'teacher', 'staff'], a.profile),
                  array_position(array['nursery', 'elementary', 'all'], a.band)"#,
        scope.id,
        month,
    )
    .fetch_all(db)
    .await
}

#[derive(Debug, Clone, Default)]
pub(in super::super) struct Classes {
    pub month: NaiveDate,
    pub band: String,
    pub classes: i64,
    pub deployed: i64,
    pub schools: i64,
    pub whole: i64,
}

/// Every month since the start, the last one last.
pub(in super::super) async fn classes(
    db: impl PgExecutor<'_>,
    scope: &Scope,
) -> Result<Vec<Classes>, sqlx::Error> {
    sqlx::query_as!(
        Classes,
        r#"select month, band, classes::bigint as "classes!", deployed::bigint as "deployed!", schools::bigint as "schools!", whole::bigint as "whole!"
         from figure_class where scope_id = $1 order by month, array_position(array['nursery', 'elementary', 'all'], band)"#,
        scope.id,
    )
    .fetch_all(db)
    .await
}

#[derive(Debug, Clone)]
pub(in super::super) struct Families {
    pub band: String,
    pub pupils: i64,
    pub reached: i64,
    pub wholly: i64,
    pub apart: i64,
    pub households: i64,
    pub households_reached: i64,
}

pub(in super::super) async fn families(
    db: impl PgExecutor<'_>,
    scope: &Scope,
    month: NaiveDate,
) -> Result<Vec<Families>, sqlx::Error> {
    sqlx::query_as!(
        Families,
        r#"select band, pupils::bigint as "pupils!", reached::bigint as "reached!", wholly::bigint as "wholly!", apart::bigint as "apart!",
                households::bigint as "households!", households_reached::bigint as "households_reached!"
         from figure_family where scope_id = $1 and month = $2 order by array_position(array['nursery', 'elementary', 'all'], band)"#,
        scope.id,
        month,
    )
    .fetch_all(db)
    .await
}

#[derive(Debug, Clone)]
pub(in super::super) struct Week {
    pub week: NaiveDate,
    pub profile: String,
    pub potential: i64,
    pub active: i64,
}

/// A year of weeks, the last one first.
pub(in super::super) async fn weeks(
    db: impl PgExecutor<'_>,
    scope: &Scope,
    since: NaiveDate,
) -> Result<Vec<Week>, sqlx::Error> {
    sqlx::query_as!(
        Week,
        r#"select week, profile, potential::bigint as "potential!", active::bigint as "active!" from figure_week
         where scope_id = $1 and week >= $2 and band = 'all'
         order by week desc, array_position(array['pupil', 'guardian', 'teacher', 'staff'], profile)"#,
        scope.id,
        since,
    )
    .fetch_all(db)
    .await
}

#[derive(Debug, Clone)]
pub(in super::super) struct Service {
    pub service: String,
    pub profile: String,
    pub acts: i64,
}

pub(in super::super) async fn services(
    db: impl PgExecutor<'_>,
    scope: &Scope,
    month: NaiveDate,
) -> Result<Vec<Service>, sqlx::Error> {
    sqlx::query_as!(
        Service,
        r#"select service, profile, acts::bigint as "acts!" from figure_service where scope_id = $1 and month = $2
         order by service, profile"#,
        scope.id,
        month,
    )
    .fetch_all(db)
    .await
}

/// Month by month, the last one first.
pub(in super::super) async fn services_since(
    db: impl PgExecutor<'_>,
    scope: &Scope,
    since: NaiveDate,
) -> Result<Vec<(NaiveDate, Service)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select month, service, profile, acts::bigint as "acts!" from figure_service
         where scope_id = $1 and month >= $2 order by month desc, service, profile"#,
        scope.id,
        since,
    )
    .fetch_all(db)
    .await?;
    let of = |service, profile, acts| Service { service, profile, acts };
    Ok(rows.into_iter().map(|r| (r.month, of(r.service, r.profile, r.acts))).collect())
}
