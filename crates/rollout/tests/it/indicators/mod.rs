//! The figures: equal to a count by hand, said to whom they are for, and not below five.

mod counted;
mod help;
mod large;
mod level;
mod seen;
mod source;

use chrono::NaiveDate;
use testing::TestApp;
use uuid::Uuid;

/// Zeros: the whole project.
pub const PROJECT: Uuid = Uuid::nil();

pub async fn app() -> TestApp {
    TestApp::new(identity::routes().merge(rollout::routes())).await
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub async fn run(app: &TestApp, script: impl Into<String>) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(script.into())).execute(app.pool()).await.unwrap();
}

pub async fn count(app: &TestApp) {
    rollout::count(&app.app, app.app.db.clock.today()).await.unwrap();
}

/// Potential, created, activated, came this month.
pub async fn accounts(app: &TestApp, scope: Uuid, profile: &str, band: &str) -> [i32; 4] {
    let row: Option<(i32, i32, i32, i32)> = sqlx::query_as(
        "select potential, created, activated, active from figure_account
         where scope_id = $1 and profile = $2 and band = $3 order by month desc limit 1",
    )
    .bind(scope)
    .bind(profile)
    .bind(band)
    .fetch_optional(app.pool())
    .await
    .unwrap();
    row.map(|(p, c, a, m)| [p, c, a, m]).unwrap_or_default()
}

/// Classes, deployed, schools, whole ones.
pub async fn classes(app: &TestApp, scope: Uuid, band: &str) -> [i32; 4] {
    let row: Option<(i32, i32, i32, i32)> = sqlx::query_as(
        "select classes, deployed, schools, whole from figure_class where scope_id = $1 and band = $2 order by month desc limit 1",
    )
    .bind(scope)
    .bind(band)
    .fetch_optional(app.pool())
    .await
    .unwrap();
    row.map(|(c, d, s, w)| [c, d, s, w]).unwrap_or_default()
}

/// Pupils, reached, reached wholly, with several households, households, of them reached.
pub async fn families(app: &TestApp, scope: Uuid, band: &str) -> [i32; 6] {
    let row: Option<(i32, i32, i32, i32, i32, i32)> = sqlx::query_as(
        "select pupils, reached, wholly, apart, households, households_reached from figure_family
         where scope_id = $1 and band = $2 order by month desc limit 1",
    )
    .bind(scope)
    .bind(band)
    .fetch_optional(app.pool())
    .await
    .unwrap();
    row.map(|(a, b, c, d, e, f)| [a, b, c, d, e, f]).unwrap_or_default()
}

/// What is looked at, by kind and name or code.
pub async fn scope(app: &TestApp, kind: &str, name: &str) -> Uuid {
    sqlx::query_scalar("select id from figure_scope where kind = $1 and (name = $2 or code = $2)")
        .bind(kind)
        .bind(name)
        .fetch_one(app.pool())
        .await
        .unwrap()
}

pub async fn place(app: &TestApp, kind: &str, name: &str, insee: Option<&str>, above: Option<Uuid>) -> Uuid {
    let id = Uuid::now_v7();
    sqlx::query(
        "insert into place (id, kind, name, insee, territory_id, parent_id, created_at)
         values ($1, $2, $3, $4, case when $2 = 'commune' then $5 end, case when $2 <> 'commune' then $5 end, '2026-09-01')",
    )
    .bind(id)
    .bind(kind)
    .bind(name)
    .bind(insee)
    .bind(above)
    .execute(app.pool())
    .await
    .unwrap();
    id
}

pub struct School<'a> {
    pub name: &'a str,
    pub nursery: bool,
    pub circonscription: Uuid,
    pub commune: Uuid,
    pub classes: i32,
    pub deployed: i32,
}

/// A school of so many classes of six pupils; in those that are deployed somebody teaches and a pupil came.
pub async fn school(app: &TestApp, of: &School<'_>) -> Uuid {
    let id = Uuid::now_v7();
    let (kind, level) = if of.nursery { ("maternelle", "MS") } else { ("elementaire", "CE1") };
    let School { name, circonscription, commune, classes, deployed, .. } = of;
    run(
        app,
        format!(
            "insert into place (id, kind, name, parent_id, territory_id, school_id, school_kind, created_at)
               values ('{id}', 'school', '{name}', '{circonscription}', '{commune}', '{id}', '{kind}', '2026-09-01');
             create temp table one as select n, gen_random_uuid() as class, gen_random_uuid() as teacher from generate_series(1, {classes}) n;
             create temp table child as select o.n, o.class, gen_random_uuid() as person, c from one o, generate_series(1, 6) c;
             insert into place (id, kind, name, school_id, parent_id, school_year, levels, created_at)
               select class, 'class', 'Classe ' || n, '{id}', '{id}', 2026, '{{{level}}}', '2026-09-01' from one;
             insert into person (id, last_name, first_name, level, created_at)
               select person, 'ESSAI', 'Élève ' || n || '-' || c, '{level}', '2026-09-01' from child;
             insert into person (id, last_name, first_name, created_at) select teacher, 'ESSAI', 'Prof ' || n, '2026-09-01' from one;
             insert into account (person_id, login, state, activated_at, created_at)
               select person, person::text, case when c = 1 and n <= {deployed} then 'active' else 'to_activate' end,
                      case when c = 1 and n <= {deployed} then '2026-09-10'::timestamptz end, '2026-09-01' from child;
             insert into role (id, person_id, kind, place_id, school_id, from_day, source)
               select gen_random_uuid(), person, 'pupil', class, '{id}', '2026-09-01', 'feed' from child;
             insert into role (id, person_id, kind, place_id, school_id, from_day, source)
               select gen_random_uuid(), teacher, 'teacher', class, '{id}', '2026-09-01', 'self' from one where n <= {deployed};
             drop table one, child;"
        ),
    )
    .await;
    id
}

/// Audiences follow who is where.
pub async fn settle(app: &TestApp) {
    let mut conn = app.pool().acquire().await.unwrap();
    identity::audiences::refresh_all(&mut conn, app.app.db.clock.today()).await.unwrap();
}
