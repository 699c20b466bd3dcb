//! The SQL of known problems. One is obtained through whoever reads: hers by what she is and where; the project has all.

use super::rules::{Act, Said};
use crate::category::Category;
use crate::concerned::Concerned;
use chrono::{DateTime, TimeDelta, Utc};
use database::Tx;
use kernel::{Actor, Error};
use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub id: Uuid,
    pub category: Option<Category>,
    pub concerned: Option<Concerned>,
    pub place: Option<Uuid>,
    /// Its name, or nothing: everywhere.
    pub where_: String,
    pub title: String,
    pub happens: String,
    pub workaround: String,
    pub since: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub fixed_in: String,
    pub major: bool,
}

struct Sought {
    one: Option<Uuid>,
    current: bool,
    after: DateTime<Utc>,
}

/// The current ones first, then the last ended.
async fn problems(
    db: impl PgExecutor<'_>,
    actor: Option<&Actor>,
    sought: &Sought,
) -> Result<Vec<Problem>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select k.id, k.category, k.concerned, k.place_id as "place_id?", coalesce(p.name, '') as "place!", k.title, k.happens,
                k.workaround, k.since, k.ended_at as "ended_at?", k.fixed_in, k.major
         from known_problem k left join place p on p.id = k.place_id
         where ($1 or k.concerned = any($2)
                      and (k.place_id is null or k.place_id = any($3)
                           or exists (select from place s where s.id = any($3) and s.parent_id = k.place_id)
                           or exists (select from place s where s.id = k.place_id and s.parent_id = any($3))))
           and ($4::uuid is null or k.id = $4) and (k.ended_at is null or not $5 and k.ended_at > $6)
         order by k.ended_at is not null, k.major desc, k.since desc, k.id limit 200"#,
        actor.is_some_and(Actor::is_project),
        &Concerned::of(actor),
        &places(actor),
        sought.one,
        sought.current,
        sought.after,
    )
    .fetch_all(db)
    .await?;
    let problems = rows.into_iter().map(|r| Problem {
        id: r.id,
        category: Category::named(&r.category),
        concerned: Concerned::named(&r.concerned),
        place: r.place_id,
        where_: r.place,
        title: r.title,
        happens: r.happens,
        workaround: r.workaround,
        since: r.since,
        ended_at: r.ended_at,
        fixed_in: r.fixed_in,
        major: r.major,
    });
    Ok(problems.collect())
}

/// Where the reader is somebody: her schools, her circonscription.
pub(super) fn places(actor: Option<&Actor>) -> Vec<Uuid> {
    let Some(actor) = actor else { return Vec::new() };
    actor.roles.iter().flat_map(|r| [Some(r.place.0), r.school.map(|s| s.0)]).flatten().collect()
}

/// What is not over, for this reader.
pub(crate) async fn current(pool: &PgPool, actor: Option<&Actor>) -> Result<Vec<Problem>, sqlx::Error> {
    problems(pool, actor, &Sought { one: None, current: true, after: DateTime::UNIX_EPOCH }).await
}

/// What is not over, and what ended within the last year.
pub(super) async fn story(
    pool: &PgPool,
    actor: Option<&Actor>,
    now: DateTime<Utc>,
) -> Result<Vec<Problem>, sqlx::Error> {
    problems(pool, actor, &Sought { one: None, current: false, after: now - TimeDelta::days(365) }).await
}

pub(super) async fn problem(pool: &PgPool, actor: Option<&Actor>, id: Uuid) -> Result<Problem, Error> {
    let sought = Sought { one: Some(id), current: false, after: DateTime::UNIX_EPOCH };
    problems(pool, actor, &sought).await?.pop().ok_or(Error::NotFound)
}

/// When, and what was said.
pub(super) async fn news(
    db: impl PgExecutor<'_>,
    problem: &Problem,
) -> Result<Vec<(DateTime<Utc>, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select at, text from known_problem_news where problem_id = $1 order by at, id",
        problem.id
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.at, r.text)).collect())
}

/// How many requests it explains, and how many of them are open.
pub(super) async fn tied(db: impl PgExecutor<'_>, problem: &Problem) -> Result<(i64, i64), sqlx::Error> {
    let found = sqlx::query!(
        r#"select count(*) as "all!", count(*) filter (where state not in ('resolved', 'closed')) as "open!"
         from ticket where problem_id = $1"#,
        problem.id
    )
    .fetch_one(db)
    .await?;
    Ok((found.all, found.open))
}

/// Circonscriptions and schools, for the form.
pub(super) async fn known_places(db: impl PgExecutor<'_>) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, name from place where kind in ('circonscription', 'school') order by kind, name, id limit 2000"
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.name)).collect())
}

/// What stands on every page: whom it concerns, and in which places.
pub(super) struct Major {
    pub id: Uuid,
    pub concerned: String,
    pub title: String,
    /// The place itself, its schools, the circonscription of a school; nothing: everywhere.
    pub places: Option<Vec<Uuid>>,
}

pub(super) async fn majors(db: impl PgExecutor<'_>) -> Result<Vec<Major>, sqlx::Error> {
    sqlx::query_as!(
        Major,
        r#"select k.id, k.concerned, k.title,
                case when k.place_id is not null then array(
                    select p.id from place p where p.id = k.place_id or p.parent_id = k.place_id
                    union select p.parent_id from place p where p.id = k.place_id and p.parent_id is not null) end as places
         from known_problem k where k.ended_at is null and k.major order by k.since desc, k.id limit 20"#
    )
    .fetch_all(db)
    .await
}

pub(super) async fn say(tx: &mut Tx, actor: &Actor, said: &Said) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into known_problem (id, category, concerned, place_id, title, happens, workaround, since, major, said_by, said_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id,
        said.category.name(),
        said.concerned.name(),
        said.place,
        said.title,
        said.happens,
        said.workaround,
        said.since,
        said.major,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

pub(super) async fn change(tx: &mut Tx, problem: &Problem, said: &Said) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update known_problem set category = $2, concerned = $3, place_id = $4, title = $5, happens = $6, workaround = $7,
                since = least($8, ended_at), major = $9 where id = $1",
        problem.id,
        said.category.name(),
        said.concerned.name(),
        said.place,
        said.title,
        said.happens,
        said.workaround,
        said.since,
        said.major,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn go_on(
    tx: &mut Tx,
    actor: &Actor,
    problem: &Problem,
    act: &Act,
) -> Result<(), sqlx::Error> {
    let (now, by) = (tx.now(), actor.person.0);
    let (text, ends, fixed_in) = match act {
        Act::Tell(text) => (text, None, None),
        Act::End { fixed_in, text } => (text, Some(true), Some(fixed_in)),
        Act::Reopen(text) => (text, Some(false), None),
    };
    if let Some(ends) = ends {
        sqlx::query!(
            "update known_problem set ended_at = case when $2 then greatest($3, since) end, ended_by = case when $2 then $4::uuid end,
                    fixed_in = coalesce($5, '') where id = $1",
            problem.id,
            ends,
            now,
            by,
            fixed_in,
        )
        .execute(tx.conn())
        .await?;
    }
    sqlx::query!(
        "insert into known_problem_news (id, problem_id, text, by_id, at) values ($1, $2, $3, $4, $5)",
        Uuid::now_v7(),
        problem.id,
        text,
        by,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
