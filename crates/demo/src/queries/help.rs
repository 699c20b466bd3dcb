//! Known problems.

use chrono::{DateTime, Utc};
use kernel::{PersonId, PlaceId};
use sqlx::PgConnection;
use uuid::Uuid;

pub struct Problem {
    pub place: Option<PlaceId>,
    pub category: &'static str,
    pub concerned: &'static str,
    pub title: &'static str,
    pub happens: &'static str,
    pub workaround: &'static str,
    pub since: DateTime<Utc>,
    pub ended: Option<DateTime<Utc>>,
    pub news: &'static str,
}

/// Once, by its title.
pub async fn say_problem(
    conn: &mut PgConnection,
    by: PersonId,
    problem: &Problem,
) -> Result<(), sqlx::Error> {
    let id = Uuid::now_v7();
    let said = sqlx::query!(
        "insert into known_problem (id, category, concerned, place_id, title, happens, workaround, since, ended_at, said_by, said_at)
         select $1, $2, $3, $4, $5, $6, $7, $8::timestamptz, $9, $10, $8::timestamptz
         where not exists (select from known_problem where title = $5)",
        id,
        problem.category,
        problem.concerned,
        problem.place.map(|p| p.0),
        problem.title,
        problem.happens,
        problem.workaround,
        problem.since,
        problem.ended,
        by.0,
    )
    .execute(&mut *conn)
    .await?;
    if said.rows_affected() == 0 {
        return Ok(());
    }
    sqlx::query!(
        "insert into known_problem_news (id, problem_id, text, by_id, at) values ($1, $2, $3, $4, $5)",
        Uuid::now_v7(),
        id,
        problem.news,
        by.0,
        problem.ended.unwrap_or(problem.since),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Once, by its title.
pub async fn keep_answer(
    conn: &mut PgConnection,
    by: PersonId,
    (category, title, text): (&str, &str, &str),
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into canned_answer (id, category, title, text, written_by, written_at)
         select $1, $2, $3, $4, $5, $6 where not exists (select from canned_answer where title = $3)",
        Uuid::now_v7(),
        category,
        title,
        text,
        by.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
